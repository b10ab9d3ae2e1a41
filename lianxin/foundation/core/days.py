"""Days where the house stands: the day of a moment, the same day months later, not ahead; a month
as it is typed."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from unicodedata import normalize

from django.utils.timezone import localdate

from lianxin.foundation.core.refusals import Refused


class InTheFuture(Refused):
    sentence = "日期不能在今天之后。"


@lru_cache(maxsize=64)
def day_of(at: datetime) -> date:
    """The day of a moment; asked again and again of the same one."""
    return localdate(at)


def not_ahead(on: date, *, at: datetime) -> None:
    """Refuse a day after the day of the moment."""
    if on > day_of(at):
        raise InTheFuture


def months_later(on: date, months: int) -> date:
    """The same day some months later (earlier, if fewer than none); the last of the month where
    it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def is_within(spans: Iterable[tuple[date, date]], day: date) -> bool:
    """Whether a day lies in one of some times, the last day of which is open."""
    return any(first <= day < until for first, until in spans)


MONTH = re.compile(r"(\d{4})(?:[-./年]|(?=\d\d$))(\d{1,2})月?份?")


def read_month(said: object) -> tuple[int, int] | None:
    """A year and month as people type them: 2026-07, 2026.7, 2026/7, 2026年7月, 202607."""
    found = MONTH.fullmatch("".join(normalize("NFKC", str(said)).split()))
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]), int(found[2])


def month_kept(said: object) -> str:
    """A month as it is kept, 2026-07, however it was typed; nothing for what is none."""
    read = read_month(said)
    return f"{read[0]}-{read[1]:02}" if read else ""
