"""What a committee sees on its own page: numbers only, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from lianxin.foundation.core.prepared import ask
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight.catalogue import HELD, MARKS, PARTY, PIPELINE, TURNOUT, UNITS
from lianxin.overview.insight.queries.figures import Figures, figures, figures_below
from lianxin.overview.insight.queries.months import twelve_to

CHILDREN = 50
EVERYTHING = (*UNITS, *PARTY, *PIPELINE, *MARKS, "meetings.held", *HELD, *TURNOUT)
COMPARED = (*PARTY, *PIPELINE, "meetings.held", *TURNOUT)
FIRST: dict[str, Any] = {"rank": -1, "pinyin": "", "id": 0}
#: Open units directly below, in their order, one more than a page holds.
BELOW = """
select id, short_name, kind, rank, pinyin from organisation_unit
where parent_id = %(unit)s and closed_on is null
  and (rank, pinyin, id) > (%(rank)s, %(pinyin)s, %(id)s)
order by rank, pinyin, id limit %(limit)s
"""


class Below(NamedTuple):
    """A unit directly below, as far as the page needs it."""

    id: int
    short_name: str
    kind: str
    rank: int
    pinyin: str

    @property
    def is_internal(self) -> bool:
        return KINDS[self.kind].is_internal


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
    asked = {**_beyond(after), "unit": unit.pk, "limit": CHILDREN + 1}
    rows = [Below(*row) for row in ask(BELOW, asked)]
    shown = rows[:CHILDREN]
    told = figures_below(unit, shown, COMPARED, periods=[0, month])
    last = shown[-1] if len(rows) > CHILDREN else None
    more = f"{last.rank}~{last.pinyin}~{last.id}" if last else ""
    return list(_compared(told, shown, month)), more


def _compared(told: Figures, units: Iterable[Below], month: int) -> Iterable[Child]:
    for unit in units:
        yield Child(
            id=unit.id,
            name=unit.short_name,
            kind=KINDS[unit.kind].name,
            is_internal=unit.is_internal,
            party=told.sub(unit.id, *PARTY),
            probationary=told.sub(unit.id, "members.probationary"),
            growing=told.sub(unit.id, *PIPELINE),
            month=_month(told, unit.id, month),
        )


def _beyond(after: str) -> dict[str, Any]:
    """The place of a row by its rank, sound and key; nonsense is the place before all."""
    rank, _, rest = after.partition("~")
    pinyin, _, key = rest.rpartition("~")
    if not (rank.isdecimal() and key.isdecimal() and len(rank) < 10 and len(key) < 19):
        return FIRST
    return {"rank": int(rank), "pinyin": pinyin, "id": int(key)}
