"""Values in words, as pages and sheets show them."""

from decimal import Decimal
from typing import Any

from lianxin.areas.members.catalogue.fields import FIELDS, Kind, is_blank
from lianxin.areas.members.catalogue.masking import mask


def shown(key: str, value: Any) -> str:
    """A declared value in words; nothing is an empty text."""
    field = FIELDS[key]
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    if is_blank(value):
        return ""
    if field.kind is Kind.MONEY:
        return f"{Decimal(value) / 100:.2f}"
    return field.codes.get(value, str(value)) if field.codes else str(value)


def shown_masked(key: str, value: Any) -> str:
    """`shown`, with sensitive values masked."""
    return mask(key, str(value or "")) if FIELDS[key].is_sensitive else shown(key, value)
