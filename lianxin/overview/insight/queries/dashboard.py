"""What a committee sees on its own page: numbers only, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight.catalogue import HELD, MARKS, PARTY, PIPELINE, TURNOUT, UNITS
from lianxin.overview.insight.queries.figures import Figures, figures, figures_below
from lianxin.overview.insight.queries.months import twelve_to

CHILDREN = 50
EVERYTHING = (*UNITS, *PARTY, *PIPELINE, *MARKS, "meetings.held", *HELD, *TURNOUT)
COMPARED = (*PARTY, *PIPELINE, "meetings.held", *TURNOUT)
COLUMNS = ("id", "short_name", "kind", "path", "rank", "pinyin", "zone", "parent_id")


@dataclass(frozen=True, kw_only=True)
class Month:
    """Party life of one month."""

    period: int
    held: int
    expected: int
    present: int

    @property
    def rate(self) -> float | None:
        """到会率; nothing where nobody was expected."""
        return self.present / self.expected if self.expected else None

    @property
    def share(self) -> float:
        return 100 * (self.rate or 0)

    @property
    def words(self) -> str:
        return f"应到 {self.expected:,}，实到 {self.present:,} 人次"


@dataclass(frozen=True, kw_only=True)
class Child:
    """A unit directly below, compared with its neighbours."""

    id: int
    name: str
    kind: str
    is_internal: bool
    party: int
    probationary: int
    growing: int
    month: Month


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """The numbers of one unit and month."""

    unit_id: int
    month: Month
    trend: list[Month]
    members: dict[str, int]
    units: dict[str, int]
    held: dict[str, int]
    children: list[Child]
    after: str

    @property
    def party(self) -> int:
        return sum(self.members[key] for key in PARTY)

    @property
    def probationary(self) -> int:
        return self.members["members.probationary"]

    @property
    def below(self) -> int:
        return sum(self.units.values())


def dashboard(unit: Unit, *, month: int, after: str = "") -> Dashboard:
    """Everything on the page of a unit: its figures, a year of months, the units below it."""
    months = twelve_to(month)
    told = figures(unit, EVERYTHING, periods=[0, *months])
    trend = [_month(told, unit.pk, period) for period in months]
    children, more = _children(unit, month=month, after=after) if unit.is_internal else ([], "")
    return Dashboard(
        unit_id=unit.pk,
        month=trend[-1],
        trend=trend,
        members={key: told.sub(unit.pk, key) for key in (*PARTY, *PIPELINE, *MARKS)},
        units={key: told.sub(unit.pk, key) - told.own(unit.pk, key) for key in UNITS},
        held={key: told.sub(unit.pk, key, period=month) for key in HELD},
        children=children,
        after=more,
    )


def _month(told: Figures, unit: int, period: int) -> Month:
    return Month(
        period=period,
        held=told.sub(unit, "meetings.held", period=period),
        expected=told.sub(unit, "meetings.expected", period=period),
        present=told.sub(unit, "meetings.present", period=period),
    )


def _children(unit: Unit, *, month: int, after: str) -> tuple[list[Child], str]:
    """A page of the open units directly below, and where the next one begins."""
    found = unit.children.open().filter(_beyond(after)).order_by("rank", "pinyin", "id")
    rows = list(found.only(*COLUMNS)[: CHILDREN + 1])
    shown = rows[:CHILDREN]
    told = figures_below(unit, shown, COMPARED, periods=[0, month])
    last = shown[-1] if len(rows) > CHILDREN else None
    more = f"{last.rank}~{last.pinyin}~{last.pk}" if last else ""
    return list(_compared(told, shown, month)), more


def _compared(told: Figures, units: Iterable[Unit], month: int) -> Iterable[Child]:
    for unit in units:
        yield Child(
            id=unit.pk,
            name=unit.short_name,
            kind=unit.kind_of.name,
            is_internal=unit.is_internal,
            party=told.sub(unit.pk, *PARTY),
            probationary=told.sub(unit.pk, "members.probationary"),
            growing=told.sub(unit.pk, *PIPELINE),
            month=_month(told, unit.pk, month),
        )


def _beyond(after: str) -> Q:
    """The rows after one that is named by its rank, sound and key; nonsense names none."""
    parts: list[Any] = after.rsplit("~", 1)
    if len(parts) < 2 or "~" not in parts[0] or not parts[1].isdecimal():
        return Q()
    rank, pinyin = parts[0].split("~", 1)
    if not rank.isdecimal():
        return Q()
    same = Q(pinyin__gt=pinyin) | Q(pinyin=pinyin, pk__gt=int(parts[1]))
    return Q(rank__gt=int(rank)) | (Q(rank=int(rank)) & same)
