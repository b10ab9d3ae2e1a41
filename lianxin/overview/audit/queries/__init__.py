from lianxin.overview.audit.queries.record import (
    Asked,
    Keeping,
    Page,
    keeping,
    matching,
    page,
    workbook,
)
from lianxin.overview.audit.queries.words import Line, Told, labels, told

__all__ = [
    "Asked",
    "Keeping",
    "Line",
    "Page",
    "Told",
    "keeping",
    "labels",
    "matching",
    "page",
    "told",
    "workbook",
]
