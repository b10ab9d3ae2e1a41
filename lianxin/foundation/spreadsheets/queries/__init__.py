from lianxin.foundation.spreadsheets.queries.files import (
    header_of,
    proposal,
    remembered,
    tab_of,
    tabs_of,
)
from lianxin.foundation.spreadsheets.queries.grid import (
    Asked,
    LineShown,
    Page,
    line,
    page,
    troubles,
)
from lianxin.foundation.spreadsheets.queries.lines import counts, kept, left_out, remarkable, said
from lianxin.foundation.spreadsheets.queries.units import units_named, units_offered

__all__ = [
    "Asked",
    "LineShown",
    "Page",
    "counts",
    "header_of",
    "kept",
    "left_out",
    "line",
    "page",
    "proposal",
    "remarkable",
    "remembered",
    "said",
    "tab_of",
    "tabs_of",
    "troubles",
    "units_named",
    "units_offered",
]
