"""Lines that stand on nearly every page, as rows to be stamped: tree, menu, tabs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from lianxin.foundation.ui.formats import num
from lianxin.foundation.ui.rows import Row, stamp

NODE, ITEM, TAB = "ui/parts/tree_node.html", "ui/parts/menu_item.html", "ui/parts/tab.html"


def tree(nodes: Iterable[Any], more_url: str = "") -> SafeString:
    """The nodes of a tree with all that is open below them. A node is an object or a mapping."""
    drawn = stamp(NODE, [_node(_Read(node)) for node in nodes])
    if not more_url:
        return drawn
    return SafeString(
        f'{drawn}<li role="treeitem" aria-selected="false"><a class="node more"'
        f' href="{escape(more_url)}" data-more><span class="tw leaf" aria-hidden="true"></span>'
        '<span class="name">更多…</span></a></li>'
    )


class _Read:
    """What is said of a node; what is not said is empty."""

    def __init__(self, node: Any) -> None:
        self._node = node

    def __getitem__(self, key: str) -> Any:
        if isinstance(self._node, Mapping):
            return self._node.get(key)
        return getattr(self._node, key, None)


def _node(node: _Read) -> Row:
    nodes, count = node["nodes"], node["count"]
    opens = bool(node["children_url"] or nodes)
    return Row(
        kind=(
            ("opens", opens),
            ("is_expanded", opens and bool(node["expanded"])),
            ("is_asked_for", bool(node["children_url"])),
            ("is_selected", bool(node["selected"])),
            ("is_closed", bool(node["closed"])),
            ("is_noted", bool(node["note"])),
            ("is_counted", count is not None),
            ("has_nodes", bool(nodes)),
        ),
        slots={
            "url": str(node["url"]),
            "children_url": str(node["children_url"] or ""),
            "label": str(node["label"]),
            "note": str(node["note"] or ""),
            "count": "" if count is None else num(count),
            "nodes": tree(nodes, node["more_url"] or "") if nodes else "",
        },
    )


def menu(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The ways of a group of the menu: {label, url, icon, current, count, hot}."""
    return stamp(
        ITEM,
        [
            Row(
                kind=(
                    ("icon", item.get("icon", "")),
                    ("is_current", bool(item.get("current"))),
                    ("is_counted", bool(item.get("count"))),
                    ("is_hot", bool(item.get("hot"))),
                ),
                slots={
                    "url": str(item["url"]),
                    "label": str(item["label"]),
                    "count": str(item.get("count") or ""),
                },
            )
            for item in items
        ],
    )


def tabs(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The tabs of a page: {label, url, current, count}."""
    return stamp(TAB, [_tab(item) for item in items])


def _tab(item: Mapping[str, Any]) -> Row:
    count = item.get("count")
    is_counted = count is not None and count != ""
    return Row(
        kind=(("is_current", bool(item.get("current"))), ("is_counted", is_counted)),
        slots={
            "url": str(item["url"]),
            "label": str(item["label"]),
            "count": num(count) if is_counted else "",
        },
    )


def choices(known: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """The <option>s of a select."""
    drawn = (
        f'<option value="{escape(code)}"{" selected" if code == chosen else ""}>'
        f"{escape(label)}</option>"
        for code, label in known
    )
    return SafeString("".join(drawn))
