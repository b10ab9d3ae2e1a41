"""What pages are given: plain values, so that templates ask nothing."""

from lianxin.areas.dossier.presenting.corrections import lines_of as correction_lines
from lianxin.areas.dossier.presenting.items import lines_of as item_lines
from lianxin.areas.dossier.presenting.items import sealed_of as sealed_lines
from lianxin.areas.dossier.presenting.pages import hours, rooms, turning, year_of

__all__ = [
    "correction_lines",
    "hours",
    "item_lines",
    "rooms",
    "sealed_lines",
    "turning",
    "year_of",
]
