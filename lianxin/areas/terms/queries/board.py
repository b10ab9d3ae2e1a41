"""The board of a committee: how every unit below it stands to its term, exact and by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from lianxin.areas.terms.catalogue import (
    REMIND,
    STATES,
    Stand,
    Term,
    TermState,
    by_election,
    change,
    election,
    stand,
)
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies.catalogue import national
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import open_of

FAR = date(9999, 12, 31)
#: The earliest end first; unknown ends last.
ENDING_FIRST = Order(by=Coalesce("term_ends_on", Value(FAR)))
WITH_TERMS = sorted(code for code, kind in KINDS.items() if kind.elected)
#: From this step on the unit above has been asked.
REQUESTED = frozenset(
    step.code
    for place, step in enumerate(election.ELECTION.steps)
    if place > [each.code for each in election.ELECTION.steps].index("request")
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which of the states is asked for; none: all of them."""

    state: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        state = query.get("state", "")
        return cls(state=state if state in STATES else "")

    @property
    def name(self) -> str:
        return STATES.get(self.state, "")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A unit with where it stands, and its open case."""

    unit: Unit
    stand: Stand
    case: Case | None


def months(today: date) -> int:
    """How long before the end a term counts as ending soon."""
    return national(REMIND, on=today).value


def with_terms(path: str) -> QuerySet[Unit]:
    """The open units at a path and below it that have terms at all."""
    return Unit.objects.under(path).open().filter(kind__in=WITH_TERMS)


def in_state(state: str, today: date) -> Q:
    """The units in a state, as `state_of` says it of one."""
    started = Q(pk__in=Case.objects.open().filter(procedure=election.CODE).values("subject_id"))
    unknown, over = Q(term_ends_on=None), Q(term_ends_on__lte=today)
    extended = Q(term_extended_from__isnull=False)
    soon = Q(term_ends_on__lte=months_later(today, months(today)))
    known = {
        TermState.STARTED: started,
        TermState.UNKNOWN: ~started & unknown,
        TermState.OVERDUE: ~started & over,
        TermState.EXTENDED: ~started & ~unknown & ~over & extended,
        TermState.SOON: ~started & ~over & ~extended & soon,
        TermState.NORMAL: ~started & ~unknown & ~over & ~extended & ~soon,
    }
    return known[TermState(state)]


def counts(unit: Unit, *, today: date) -> dict[str, int]:
    """How many units at and below stand in each state, in one statement."""
    terms = {state: Count("pk", filter=in_state(state, today)) for state in STATES}
    return with_terms(unit.path).order_by().aggregate(**terms)


def board(
    unit: Unit, by: Actor, asked: Asked, cursor: Cursor, *, today: date, total: int
) -> Page[Unit]:
    """One page of the board, the earliest end first; `total` is the count of its state."""
    found = with_terms(unit.path).visible_to(by)  # type: ignore[attr-defined]
    if asked.state:
        found = found.filter(in_state(asked.state, today))
    return keyset(found, ENDING_FIRST, cursor, total=total)


def rows(units: Sequence[Unit], *, today: date) -> list[Row]:
    """Where each of these units stands, in one statement."""
    cases = open_of([unit.pk for unit in units], election.CODE)
    return [row(unit, cases.get(unit.pk), today=today) for unit in units]


def row(unit: Unit, case: Case | None, *, today: date) -> Row:
    term = Term(
        kind=unit.kind,
        ends_on=unit.term_ends_on,
        extended_from=unit.term_extended_from,
        is_started=case is not None,
        is_requested=case is not None and case.step in REQUESTED,
    )
    return Row(unit=unit, stand=stand(term, today, months=months(today)), case=case)


def cases_of(unit: Unit, by: Actor) -> list[Case]:
    """Every election, by-election and shifted term of a unit, the newest first."""
    codes = (election.CODE, by_election.CODE, change.CODE)
    rows = Case.objects.visible_to(by).filter(procedure__in=codes, subject_id=unit.pk)
    return list(rows.order_by("-pk")[:20])


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What of terms waits for a unit: its own, and those of the units below it."""

    own: Stand | None
    overdue: int
    soon: int


def waiting(unit: Unit, *, at: date) -> Waiting:
    """For the desk: the unit's own term, where it ends soon or is over and nobody has begun; and
    how many below are overdue or near. An election under way waits on the desk as a case."""
    own = _unbegun(unit, at) if unit.kind in WITH_TERMS else None
    if not unit.is_internal:
        return Waiting(own=own, overdue=0, soon=0)
    near = Q(term_ends_on__lte=months_later(at, months(at)))
    below = with_terms(unit.path).filter(near).exclude(pk=unit.pk).order_by()
    numbers = below.aggregate(
        overdue=Count("pk", filter=in_state(TermState.OVERDUE, at)),
        soon=Count("pk", filter=in_state(TermState.SOON, at)),
    )
    return Waiting(own=own, **numbers)


def _unbegun(unit: Unit, at: date) -> Stand | None:
    stood = row(unit, None, today=at).stand
    if stood.state not in {TermState.SOON, TermState.OVERDUE}:
        return None
    return None if open_of([unit.pk], election.CODE) else stood
