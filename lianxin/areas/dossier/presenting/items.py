from collections.abc import Sequence
from datetime import date
from typing import Any

from lianxin.areas.dossier.models import Item
from lianxin.foundation.ui.formats import iso


def lines_of(items: Sequence[Item], *, may_keep: bool) -> list[dict[str, Any]]:
    """Items as a list shows them: when, what, the rest in words, where it comes from."""
    return [
        {
            "id": item.pk,
            "when": _when(item),
            "title": item.title,
            "told": [pair for pair in item.told() if pair[1] != item.title],
            "source": source_of(item),
            "struck": struck_of(item),
            "may_strike": may_keep and not item.is_struck,
        }
        for item in items
    ]


def _when(item: Item) -> str:
    return f"{item.dated} 至 {item.until}" if item.until else str(item.dated)


def source_of(item: Item) -> str:
    how = "从表格导入" if item.source == "batch" else "登记"
    return f"{iso(item.at)} {item.actor}{how}"


def struck_of(item: Item) -> str:
    if not item.is_struck or item.struck_at is None:
        return ""
    return f"{iso(item.struck_at)} {item.struck_by}撤销：{item.struck_reason}"


def sealed_of(items: Sequence[Item], *, today: date) -> list[dict[str, Any]]:
    """Sealed items, opened: with their effect on the day, and the member's own word."""
    return [
        {
            "id": item.pk,
            "when": str(item.dated),
            "told": item.told(),
            "effect": _effect(item, today),
            "has_effect": item.has_effect(today) and not item.is_struck,
            "replies": [(iso(each.at), each.text) for each in item.replies.all()],
            "source": source_of(item),
            "struck": struck_of(item),
            "is_struck": item.is_struck,
        }
        for item in items
    ]


def _effect(item: Item, today: date) -> str:
    """What a note of discipline still does on a day."""
    if item.kind != "note" or item.is_struck:
        return ""
    ends = item.effect_ends
    if item.lifted_on is not None:
        return f"影响期已于 {item.lifted_on} 提前解除（{item.lifted_document}）"
    if ends is None:
        return "长期有效"
    return f"影响期至 {ends}" if today < ends else f"影响期已于 {ends} 届满"
