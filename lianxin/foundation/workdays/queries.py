"""Questions of days: the calendar to count with, and a year as it is shown."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lianxin.foundation.core.prepared import ask
from lianxin.foundation.workdays import sources
from lianxin.foundation.workdays.catalogue import Calendar, Day
from lianxin.foundation.workdays.models import SpecialDay, Year

#: How many years beyond its start a calendar knows, where no end is said.
AHEAD = 2
EDITION = "select string_agg(stamp::text, ' ' order by number) from workdays_year"


def calendar(start: date, end: date | None = None) -> Calendar:
    """The calendar from the year of `start` to that of `end`, or two years on.

    It is kept by the process; one small statement asks whether anything was changed since, in
    whatever process. Years not entered yet are as published or as the law lets expect.
    """
    last = end.year if end else start.year + AHEAD
    return _together(_edition(), start.year, max(start.year, last))


def _edition() -> str:
    """A word that differs after every change of a day; it is never used again."""
    ((stamps,),) = ask(EDITION, {})
    return stamps or ""


@lru_cache(maxsize=64)
def _together(edition: str, first: int, last: int) -> Calendar:
    years, days = _kept(edition)
    known = dict(days)
    unpublished = {number for number, provisional in years.items() if provisional}
    for number in set(range(first, last + 1)) - years.keys():
        told = sources.told(number)
        known |= {day.on: day for day in told.days}
        unpublished |= {number} if told.provisional else set()
    return Calendar(days=known, unpublished=frozenset(unpublished))


@lru_cache(maxsize=2)
def _kept(_edition: str) -> tuple[dict[int, bool], dict[date, Day]]:
    """The years in the table with whether they are provisional, and their days."""
    years = dict(Year.objects.values_list("number", "provisional"))
    return years, {row.on: row.day for row in SpecialDay.objects.all()}


# ---- a year, shown --------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A day in the grid of a month."""

    day: Day
    is_special: bool


@dataclass(frozen=True, kw_only=True)
class Month:
    number: int
    weeks: list[list[Cell | None]]
    works: int


@dataclass(frozen=True, kw_only=True)
class Run:
    """Neighbouring special days of one name; what was set by hand stands day by day."""

    first: date
    last: date
    works: bool
    name: str
    provisional: bool = False
    by_hand: bool = False
    document: str = ""

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True)
class YearPage:
    """A year with its months, what is special in it, and on whose word."""

    number: int
    provisional: bool
    source: str
    document: str
    months: list[Month]
    runs: list[Run]

    @property
    def works(self) -> int:
        return sum(month.works for month in self.months)


def year_page(number: int) -> YearPage:
    """A year as the table has it, or as it would be entered."""
    kept = Year.objects.filter(number=number).first()
    told = sources.told(number)
    rows = list(SpecialDay.objects.filter(on__year=number).order_by("on")) if kept else _rows(told)
    known = Calendar(days={row.on: row.day for row in rows})
    return YearPage(
        number=number,
        provisional=kept.provisional if kept else told.provisional,
        source=kept.source if kept else told.source,
        document=kept.document if kept else "",
        months=[_month(number, month, known) for month in range(1, 13)],
        runs=_runs(rows),
    )


def _rows(told: sources.Told) -> list[SpecialDay]:
    return [
        SpecialDay(on=day.on, works=day.works, name=day.name, provisional=day.provisional)
        for day in told.days
    ]


def _month(year: int, month: int, known: Calendar) -> Month:
    weeks = [
        [_cell(on, known) if on.month == month else None for on in week]
        for week in Weeks().monthdatescalendar(year, month)
    ]
    works = sum(cell.day.works for week in weeks for cell in week if cell)
    return Month(number=month, weeks=weeks, works=works)


def _cell(on: date, known: Calendar) -> Cell:
    return Cell(day=known.day(on), is_special=on in known.days)


def _runs(rows: list[SpecialDay]) -> list[Run]:
    runs: list[Run] = []
    for row in rows:
        said: dict[str, Any] = {
            "works": row.works,
            "name": row.name,
            "provisional": row.provisional,
            "by_hand": row.by_hand,
            "document": row.document,
        }
        last = runs[-1] if runs else None
        if (
            last
            and not row.by_hand
            and last == Run(first=last.first, last=row.on - timedelta(days=1), **said)
        ):
            runs[-1] = Run(first=last.first, last=row.on, **said)
        else:
            runs.append(Run(first=row.on, last=row.on, **said))
    return runs
