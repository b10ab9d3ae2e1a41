"""What the pages of figures are made of besides the numbers: pickers, ways, bars."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from lianxin.areas.meetings.catalogue import MEETING_KINDS
from lianxin.foundation.core.actors import Actor, ActorRequest
from lianxin.foundation.core.pages import Page
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.grants import may
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight.catalogue import METRICS, PIPELINE
from lianxin.overview.insight.queries import Dashboard
from lianxin.overview.insight.queries.months import period_of, said, shifted, written
from lianxin.overview.insight.rules import Can

__all__ = [
    "MEETING_KINDS",
    "above",
    "held",
    "kinds",
    "next_children",
    "picker",
    "structure",
    "turns",
]
LISTED = 36


@dataclass(frozen=True, kw_only=True)
class Picker:
    """The month one looks at, and those around it."""

    period: int
    value: str
    label: str
    before: str
    after: str
    months: list[tuple[str, str]]

    @property
    def query(self) -> str:
        return f"?month={self.value}"


def picker(month: int, *, today: date) -> Picker:
    now = period_of(today)
    listed = [shifted(now, -step) for step in range(LISTED)]
    if month not in listed:
        listed.append(month)
    return Picker(
        period=month,
        value=written(month),
        label=said(month),
        before=written(shifted(month, -1)),
        after=written(shifted(month, 1)) if month < now else "",
        months=[(written(period), said(period)) for period in listed],
    )


@dataclass(frozen=True, kw_only=True)
class Share:
    """A number of people with its share of a whole, and the filter that lists them."""

    name: str
    number: int
    whole: int
    query: str


def structure(board: Dashboard) -> dict[str, list[Share]]:
    """Party members by category and by what marks them; people on the way, by step."""
    party = board.party
    marks = {
        "members.female": "gender=2",
        "members.minority": "ethnicity=minority",
        "members.floating": "floating=1",
        "members.lost": "lost=1",
    }
    growing = sum(board.members[key] for key in PIPELINE)
    return {
        "party": [
            _share(board, "members.formal", party, "category=formal"),
            _share(board, "members.probationary", party, "category=probationary"),
            *(_share(board, key, party, query) for key, query in marks.items()),
        ],
        "growing": [
            _share(board, key, growing, f"category={key.removeprefix('members.')}")
            for key in PIPELINE
        ],
    }


def _share(board: Dashboard, key: str, whole: int, query: str) -> Share:
    return Share(name=METRICS[key].name, number=board.members[key], whole=whole, query=query)


@dataclass(frozen=True, kw_only=True)
class Held:
    """How often a type of Party life was held in the month."""

    code: str
    name: str
    icon: str
    number: int


def held(board: Dashboard) -> list[Held]:
    """Types that were held in the month, the most frequent first."""
    found = (
        Held(code=code, name=kind.name, icon=kind.icon, number=board.held[f"meetings.held.{code}"])
        for code, kind in MEETING_KINDS.items()
    )
    return sorted((each for each in found if each.number), key=lambda each: -each.number)


def kinds(chosen: str) -> list[tuple[str, str, bool]]:
    return [(code, kind.name, code == chosen) for code, kind in KINDS.items()]


def above(by: Actor, unit: Unit) -> list[Unit]:
    """The units on the way down to this one whose figures one may see."""
    return [each for each in Unit.objects.above(unit.path) if _seen(by, each, unit)]


def _seen(by: Actor, each: Unit, unit: Unit) -> bool:
    return each.pk != unit.pk and may(by, Can.VIEW, at=each)


def next_children(request: ActorRequest, board: Dashboard) -> str:
    """The address of the next page of units to compare, or nothing."""
    if not board.after:
        return ""
    return "?" + urlencode({**request.GET.dict(), "after": board.after}) + "#children"


def turns(request: ActorRequest, page: Page[Any]) -> dict[str, str]:
    """Addresses of the neighbouring pages, with the filters kept."""
    return {"total": f"共 {page.total:,} 条", **page.turns(request.GET)}
