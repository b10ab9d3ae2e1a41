"""What is known of a year from outside: the State Council's notices as `chinesecalendar` carries
them, and, for years without a notice yet, the statutory holidays as `holidays` reckons them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from chinese_calendar.constants import Holiday, holidays, workdays

from lianxin.foundation.workdays.catalogue import SATURDAY, Day

FIRST = 2004
SHORT = {"中秋": "中秋节", "清明": "清明节", "端午": "端午节"}
#: Where a year's first of October is told of, its whole notice is.
PUBLISHED = frozenset(day.year for day in holidays if (day.month, day.day) == (10, 1))
NAMES = {kind.value: SHORT.get(str(kind.chinese), str(kind.chinese)) for kind in Holiday}


@dataclass(frozen=True, kw_only=True)
class Told:
    """The days of a year that do not follow the week, or carry the name of a holiday."""

    year: int
    provisional: bool
    source: str
    days: tuple[Day, ...]


@lru_cache(maxsize=128)
def told(year: int) -> Told:
    """The year as published; else as the law on holidays lets one expect."""
    if year in PUBLISHED:
        days = (*_off(year), *_made_up(year))
        return Told(
            year=year,
            provisional=False,
            source=f"国务院办公厅放假通知（chinesecalendar {version('chinesecalendar')}）",
            days=tuple(sorted(days, key=lambda day: day.on)),
        )
    return Told(
        year=year,
        provisional=True,
        source=f"法定节假日推算（holidays {version('holidays')}）",
        days=tuple(_expected(year)),
    )


def _off(year: int) -> list[Day]:
    return [
        Day(on=on, works=False, name=_named(holidays[on])) for on in holidays if on.year == year
    ]


def _made_up(year: int) -> list[Day]:
    return [
        Day(on=on, works=True, name=f"{_named(workdays[on])}调休上班")
        for on in workdays
        if on.year == year and on.weekday() >= SATURDAY
    ]


def _named(holiday: Any) -> str:
    """`chinesecalendar` says it in English."""
    return NAMES.get(str(holiday), str(holiday))


def _expected(year: int) -> list[Day]:
    """Statutory days only: which days are moved is known with the notice. The module is heavy
    and wanted for few years, so it is loaded when it is."""
    china = import_module("holidays").China(years=year, language="zh_CN")
    return [
        Day(on=on, works=False, name=_said(str(china[on])), provisional=True)
        for on in sorted(china)
        if isinstance(on, date) and on.year == year
    ]


def _said(names: str) -> str:
    """ "春节（补假）" → "春节补假"; two at once with the Chinese comma."""
    return re.sub(r"（(?:补假|观察日)）", "补假", names).replace("; ", "、")
