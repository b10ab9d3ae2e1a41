"""How a sensitive value looks until somebody with a purpose asks for it."""

from lianxin.areas.members.catalogue.fields import FIELDS, Kind

STAR = "*"
HIDDEN = "已登记（已隐藏）"


def mask(key: str, value: str) -> str:
    """Enough to recognise a value that one knows, not enough to learn it."""
    if not value:
        return ""
    kind = FIELDS[key].kind
    if kind is Kind.IDENTITY:
        return _keep(value, 3, 4)
    if kind is Kind.PHONE:
        return _keep(value, 3, 4) if len(value) >= 11 else _keep(value, 0, 2)
    if kind is Kind.LONG:
        return HIDDEN
    return _keep(value, 3, 0)


def _keep(value: str, first: int, last: int) -> str:
    """Keep some characters at both ends, never more than half of the whole."""
    first = min(first, len(value) // 4)
    last = min(last, len(value) // 4)
    hidden = STAR * (len(value) - first - last)
    return value[:first] + hidden + (value[-last:] if last else "")
