"""How a sensitive value looks until somebody with a purpose asks for it."""

from collections.abc import Mapping

from lianxin.areas.members.catalogue.fields import FIELDS, Kind

STAR = "*"
LEAST = 4
HIDDEN = "已登记（已隐藏）"

#: How many characters stay at the beginning and at the end.
_ENDS: Mapping[Kind, tuple[int, int]] = {
    Kind.IDENTITY: (3, 4),
    Kind.PHONE: (3, 4),
    Kind.TEXT: (3, 0),
}


def mask(key: str, value: str) -> str:
    """Enough to recognise a value that one knows, not enough to learn it: at least four
    characters are hidden, of a short value all."""
    ends = _ENDS.get(FIELDS[key].kind)
    if not value or ends is None:
        return HIDDEN if value else ""
    first, last = ends if sum(ends) + LEAST <= len(value) else (0, 0)
    hidden = STAR * (len(value) - first - last)
    return value[:first] + hidden + value[len(value) - last :]
