from lianxin.overview.audit.queries.record import (
    Asked,
    Keeping,
    Page,
    keeping,
    matching,
    page,
    workbook,
)
from lianxin.overview.audit.queries.words import Line, Told, kinds, labels, told

__all__ = [
    "Asked",
    "Keeping",
    "Line",
    "Page",
    "Told",
    "keeping",
    "kinds",
    "labels",
    "matching",
    "page",
    "told",
    "workbook",
]
