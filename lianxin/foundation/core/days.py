"""Days where the house stands: the day of a moment, the same day months later, not ahead."""

from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

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
