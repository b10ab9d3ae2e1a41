"""The parts pages are made of. Leaves are one tag, containers a block tag; README.md shows each.

This library is a builtin: pages need no {% load %}. Keyword arguments that a part does not
know become attributes of its element: data_confirm="…" is data-confirm, hx_post is hx-post.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template.base import Node, Parser, Token
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lianxin.foundation.ui import codes, formats, hot, icons, lines
from lianxin.foundation.ui import rows as stamped

register = template.Library()

for _filter in (
    formats.num,
    formats.percent,
    formats.yuan,
    formats.cn_date,
    formats.cn_datetime,
    formats.cn_month,
    formats.cn_day,
    formats.iso,
    formats.iso_time,
    formats.clock,
    formats.partial_date,
    formats.surname,
    formats.size,
):
    register.filter(_filter.__name__, _filter)


def _attrs(given: Mapping[str, Any]) -> SafeString:
    """data_confirm="…" → data-confirm="…"; what is None or False is left out."""
    kept = {key.rstrip("_").replace("_", "-"): value for key, value in given.items()}
    return flatatt({key: value for key, value in kept.items() if value is not None})


def _share(value: object, most: object = 100) -> float:
    """How much of a bar is full, in percent, within 0 and 100."""
    whole = float(str(most)) or 1.0
    return round(min(100.0, max(0.0, float(str(value or 0)) / whole * 100)), 1)


@register.filter
def two_lines(text: object) -> list[str]:
    """A label with a second, smaller line after a newline."""
    return str(text).split("\n", 1)


@register.filter
def get_item(mapping: Mapping[str, Any], key: str) -> Any:
    """A value under a name that a template cannot spell, such as "aria-invalid"."""
    return mapping.get(key)


# ---- leaves ---------------------------------------------------------------------------------


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """{% icon "users" %}: names are lucide's; size="" | "lg" | "xl"; a label is read aloud.

    A picture that is named outright is drawn when the template is read, not each time."""
    return hot.icon(parser, token)


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's own, through `ways.address`."""
    return hot.url(parser, token)


@register.tag
def rows(parser: Parser, token: Token) -> Node:
    """{% rows page as row %}<tr>…</tr>{% endrows %} for long tables; see ui/rows.py."""
    return stamped.parse(parser, token)


@register.simple_tag
def tag(text: object, tone: str = "", *, plain: bool = False) -> SafeString:
    """{% tag "已签到" tone="ok" %}: tones red ok warn info gold danger; plain drops the dot."""
    classes = f"tag {tone}".rstrip() + (" plain" if plain else "")
    said = text if isinstance(text, SafeString) else escape(str(text))
    return SafeString(f'<span class="{escape(classes)}">{said}</span>')


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """{% avatar member.name %}: the surname in a tile; size "" | "lg" | "xl"."""
    shown, classes = escape(formats.surname(name)), escape(f"av {size}".rstrip())
    return SafeString(f'<span class="{classes}" aria-hidden="true">{shown}</span>')


@register.simple_tag
def bar(value: object, most: object = 100, label: str = "", tone: str = "") -> SafeString:
    """{% bar 38 most=42 label="已签到" %}: how much of the whole, drawn and said."""
    share = _share(value, most)
    said = f"{label} {share:g}%".strip()
    return format_html(
        '<span class="{}" role="img" aria-label="{}"><i style="--value:{}%"></i></span>',
        f"bar {tone}".strip(),
        said,
        f"{share:g}",
    )


@register.simple_tag
def button(text: str, kind: str = "", **given: Any) -> SafeString:
    """{% button "保存" "primary" %}, {% button "导出" icon="download" href=url %}.

    Kinds: primary (one per region), plain, quiet, danger. Also size="sm", icon_only=True
    (the text becomes the spoken label), block=True; type_="button" where it must not submit.
    """
    small, picture = given.pop("size", ""), given.pop("icon", "")
    alone, block = given.pop("icon_only", False), given.pop("block", False)
    classes = ("btn", kind, small, "icon" if alone else "", "block" if block else "")
    given["class"] = " ".join(filter(None, (*classes, given.pop("class_", ""))))
    if alone:
        given["aria_label"] = text
        given.setdefault("title", text)
    element = "a" if "href" in given else "button"
    if element == "button":
        given["type"] = given.pop("type_", given.pop("type", "submit"))
    return format_html(
        "<{0}{1}>{2}{3}</{0}>",
        element,
        _attrs(given),
        icons.draw(picture) if picture else "",
        "" if alone else text,
    )


@register.inclusion_tag("ui/parts/kpi.html")
def kpi(label: str, value: object, unit: str = "", **given: Any) -> dict[str, Any]:
    """One number, inside <dl class="kpis">. url= makes it a way into its list; note=, note_url=,
    before="¥", share=92.4 draws a bar, trend="up" | "down" colours trend_text."""
    share = given.pop("share", None)
    drawn = bar(share, 100, label) if share is not None else ""
    return {"label": label, "value": value, "unit": unit, "bar": drawn, **given}


@register.simple_tag
def datum(label: str, value: object = None, *, wide: bool = False) -> SafeString:
    """One pair inside <dl class="dl">; nothing is written as a dash."""
    shown = formats.NOTHING if value is None or value == "" else value
    return format_html(
        "<div{}><dt>{}</dt><dd>{}</dd></div>",
        mark_safe(' class="wide"') if wide else "",
        label,
        shown,
    )


@register.inclusion_tag("ui/parts/masked.html")
def masked(value: str, label: str, url: str = "") -> dict[str, str]:
    """{% masked member.masked_phone "手机号" url %}: the link opens a dialog that asks why."""
    return {"value": value, "label": label, "url": url}


@register.inclusion_tag("ui/parts/empty_state.html")
def empty_state(title: str, text: str = "", icon: str = "inbox", **given: Any) -> dict[str, Any]:
    """{% empty_state "还没有会议" "召集第一次主题党日。" action="召集会议" url=url %}."""
    return {"title": title, "text": text, "icon": icon, **given}


@register.simple_tag
def qr(text: str, label: str = "二维码", size: str = "md") -> SafeString:
    """A code drawn on the server, as inline SVG; size "md" | "lg" | "" (fills its place)."""
    return format_html(
        '<span class="{}" role="img" aria-label="{}">{}</span>',
        f"qr {size}".strip(),
        label,
        mark_safe(codes.draw(text)),  # noqa: S308 — drawn from a matrix of squares
    )


# ---- ways about -----------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """{% crumbs "组织" tree_url unit.name unit_url "任命" %}: label and url by turns, page last."""
    pairs = [(steps[at], steps[at + 1]) for at in range(0, len(steps) - 1, 2)]
    return {"pairs": pairs, "last": steps[-1] if len(steps) % 2 else ""}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: str = "视图", *, page: bool = False) -> Any:
    """Items {label, url, current, count}; page=True for tabs of a whole page."""
    return {"items": lines.tabs(items), "label": label, "page": page}


@register.inclusion_tag("ui/parts/pager.html")
def pager(text: str = "", prev: str = "", next: str = "", target: str = "") -> dict[str, str]:  # noqa: A002
    """Keyset pages: urls of both neighbours or "", a count in words; target="#rows" swaps there."""
    return {"text": text, "prev": prev, "next": next, "target": target}


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: Sequence[Any], current: int = 1, label: str = "步骤") -> dict[str, Any]:
    """Numbered steps of a wizard: words, or {title, note}; current counts from 1."""
    return {"items": _stages(items, current), "label": label}


@register.inclusion_tag("ui/parts/phases.html")
def phases(items: Sequence[Any], current: int = 1, label: str = "阶段") -> dict[str, Any]:
    """The chevrons of a procedure: words, or {title, note}; current counts from 1."""
    return {"items": _stages(items, current), "label": label}


def _stages(items: Sequence[Any], current: int) -> list[dict[str, Any]]:
    stages = []
    for at, item in enumerate(items, start=1):
        said = item if isinstance(item, Mapping) else {"title": item}
        state = "done" if at < current else "now" if at == current else ""
        stages.append({"title": said["title"], "note": said.get("note", ""), "state": state})
    return stages


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Items {when, title, note, now}: newest first."""
    return {"items": items}


# ---- numbers drawn --------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/chart.html")
def chart(option: Mapping[str, Any], id: str, label: str, **given: Any) -> dict[str, Any]:  # noqa: A002
    """An ECharts option, its spoken label, and head= + rows= for the table beside it.

    height="tall" | "low". Colours come from the tokens; leave them out of the option.
    """
    return {"option": option, "id": id, "label": label, **given}


@register.inclusion_tag("ui/parts/data_table.html")
def data_table(
    head: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = ""
) -> dict[str, Any]:
    """A plain small table; numbers stand right."""
    lines = [[(cell, isinstance(cell, int | float)) for cell in row] for row in rows]
    return {"head": head, "rows": lines, "caption": caption}


# ---- forms ----------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, label: str = "", **given: Any) -> SafeString:
    """{% field form.name %}: label, help, errors and widget. label="" keeps the form's own;
    class_="wide" and other keyword arguments go to the element around, as does what the field
    itself carries as `around`: {"data_only_for": "way=return"} shows it with that choice alone."""
    given = {**getattr(bound.field, "around", {}), **given}
    classes = given.pop("class_", "")
    return SafeString(
        bound.form.renderer.render(
            "ui/form/field.html",
            {"field": bound, "label": label, "classes": classes, "attrs": _attrs(given)},
        )
    )


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """Error summary, hidden fields and every visible field, in order."""
    return SafeString(form.renderer.render("ui/form/form.html", {"form": form}))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """What is wrong, counted, each a link to its field; nothing while all is well."""
    count = sum(len(errors) for errors in form.errors.values())
    return SafeString(form.renderer.render("ui/form/errors.html", {"form": form, "count": count}))


@register.simple_tag
def choices(known: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """The <option>s of a select, of (code, label) pairs: for filters with long lists."""
    return lines.choices(known, chosen)


@register.simple_tag
def tree_nodes(nodes: Iterable[Any], more_url: str = "") -> SafeString:
    """Lines of a tree; ui/tree_nodes.html says what a node is."""
    return lines.tree(nodes or (), more_url)


@register.simple_tag
def menu_items(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """Lines of the menu: {label, url, icon, current, count, hot}."""
    return lines.menu(items)


@register.simple_tag
def options(bound: BoundField) -> list[Any]:
    """The choices of a radio or checkbox field, for a page that lays them out by itself."""
    return list(bound)


# ---- containers -----------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, title: str = "", **given: Any) -> SafeString:
    """{% card "近况" icon="users" more="全部" url=url flush=True footer="…" %}…{% endcard %}."""
    return _container("ui/parts/card.html", content, title, given)


@register.simple_block_tag
def alert(content: str, tone: str = "info", **given: Any) -> SafeString:
    """{% alert "warn" title="…" %}<p>…</p>{% endalert %}; also ok danger gold neutral."""
    pictures = {"ok": "circle-check", "warn": "triangle-alert", "danger": "circle-alert"}
    return SafeString(
        render_to_string(
            "ui/parts/alert.html",
            {"content": content, "tone": tone, "icon": pictures.get(tone, "info"), **given},
        )
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str, **given: Any) -> SafeString:  # noqa: A002
    """A native dialog, opened by any element with data-opens="id"; kind="wide" | "drawer"."""
    return _container("ui/parts/dialog.html", content, title, {"id": id, **given})


@register.simple_block_tag
def menu(content: str, label: str = "更多", icon: str = "ellipsis", **given: Any) -> SafeString:
    """{% menu "更多" %}<a href=…>…</a><form>…</form>{% endmenu %}: opens without JavaScript too."""
    return SafeString(
        render_to_string(
            "ui/parts/menu.html", {"content": content, "label": label, "icon": icon, **given}
        )
    )


def _container(name: str, content: str, title: str, given: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(name, {"content": content, "title": title, **given}))
