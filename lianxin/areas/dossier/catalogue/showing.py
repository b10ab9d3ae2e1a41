"""Values of items in words."""

from decimal import Decimal
from typing import Any

from lianxin.areas.dossier.catalogue.documents import NAMES
from lianxin.areas.dossier.catalogue.kinds import Ask, Codes, Shape


def codes_of(ask: Ask) -> Codes:
    """The code list of an ask; that of documents is the archive list."""
    return NAMES if ask.key == "document" and ask.shape is Shape.CODE else ask.codes or {}


def said(ask: Ask, value: Any) -> str:
    """A value in words; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if ask.shape is Shape.HOURS:
        return f"{Decimal(value) / 10:f}".removesuffix(".0")
    if ask.shape is Shape.MONEY:
        return f"{Decimal(value) / 100:.2f}"
    return codes_of(ask).get(str(value), str(value))
