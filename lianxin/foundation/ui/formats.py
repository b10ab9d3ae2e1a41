"""How numbers, money and dates are written: one way on every page."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.timezone import is_aware, localtime

NOTHING = "—"
WEEKDAYS = "一二三四五六日"


def num(value: object) -> str:
    """1286 → 1,286; 12.50 stays 12.50; nothing is a dash."""
    if value is None or value == "":
        return NOTHING
    try:
        return f"{Decimal(str(value)):,}"
    except InvalidOperation:
        return str(value)


def percent(value: object, digits: int = 1) -> str:
    """A share of one, 0.924 → 92.4%. Whole percents lose their zero."""
    if value is None or value == "":
        return NOTHING
    text = f"{Decimal(str(value)) * 100:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def yuan(fen: object) -> str:
    """Money is kept in fen and read in yuan: 684250 → ¥6,842.50."""
    if fen is None or fen == "":
        return NOTHING
    return f"¥{Decimal(str(fen)) / 100:,.2f}"


def _here(value: date | datetime) -> date | datetime:
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def cn_date(value: date | datetime | None) -> str:
    """In prose: 2026 年 12 月 6 日."""
    if not value:
        return NOTHING
    day = _here(value)
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def cn_datetime(value: datetime | None) -> str:
    """In prose: 2026 年 12 月 6 日 14:30."""
    if not value:
        return NOTHING
    return f"{cn_date(value)} {_here(value):%H:%M}"


def cn_month(value: date | datetime | None) -> str:
    """2026 年 12 月."""
    if not value:
        return NOTHING
    day = _here(value)
    return f"{day.year} 年 {day.month} 月"


def cn_day(value: date | datetime | None) -> str:
    """Near days on the phone: 12 月 6 日 星期日."""
    if not value:
        return NOTHING
    day = _here(value)
    return f"{day.month} 月 {day.day} 日 星期{WEEKDAYS[day.weekday()]}"


def iso(value: date | datetime | None) -> str:
    """In tables: 2026-12-06."""
    return f"{_here(value):%Y-%m-%d}" if value else NOTHING


def iso_time(value: datetime | None) -> str:
    """In tables: 2026-12-06 14:30."""
    return f"{_here(value):%Y-%m-%d %H:%M}" if value else NOTHING


def clock(value: datetime | None) -> str:
    """14:30."""
    return f"{_here(value):%H:%M}" if value else NOTHING


def partial_date(value: str | None) -> str:
    """A date of which only a part may be known: "1998", "1998-07", "1998-07-01"."""
    if not value:
        return NOTHING
    steps = zip(str(value).split("-"), ("年", "月", "日"), strict=False)
    return " ".join(f"{int(step)} {unit}" for step, unit in steps)


def surname(name: str) -> str:
    """The character in a person's round: the first of the name (of a compound one too)."""
    return name.strip()[:1] or "·"


def size(octets: int) -> str:
    """A file's size: 980 KB, 2.4 MB."""
    if octets < 1024 * 1024:
        return f"{max(1, round(octets / 1024))} KB"
    return f"{octets / 1024 / 1024:.1f} MB"
