"""Months as the figures know them: 202611."""

from collections.abc import Mapping
from datetime import date, timedelta


def period_of(day: date) -> int:
    return day.year * 100 + day.month


def first_day(period: int) -> date:
    return date(period // 100, period % 100, 1)


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def shifted(period: int, by: int) -> int:
    """`by` months later, or earlier."""
    count = period // 100 * 12 + period % 100 - 1 + by
    return count // 12 * 100 + count % 12 + 1


def twelve_to(period: int) -> list[int]:
    """The twelve months that end with this one."""
    return [shifted(period, step) for step in range(-11, 1)]


def asked(query: Mapping[str, str], *, today: date) -> int:
    """The month in the address, as 2026-11; what is not understood, or to come, is this month."""
    year, _, month = query.get("month", "").partition("-")
    now = period_of(today)
    if not (f"{year}{month}".isascii() and year.isdigit() and month.isdigit() and len(year) == 4):
        return now
    if not 1 <= int(month) <= 12:
        return now
    wanted = int(year) * 100 + int(month)
    return wanted if 190000 < wanted <= now else now


def written(period: int) -> str:
    """202611 → 2026-11, as it stands in addresses."""
    return f"{period // 100}-{period % 100:02}"


def said(period: int) -> str:
    """202611 → 2026 年 11 月."""
    return f"{period // 100} 年 {period % 100} 月"
