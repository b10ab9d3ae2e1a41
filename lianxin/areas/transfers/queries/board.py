"""The board of transfers: where each one stands, since when, in whose hands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce

from lianxin.areas.transfers.catalogue import ARRIVAL, TRANSFER, WHOLE
from lianxin.areas.transfers.catalogue.codes import IN_COMMITTEE
from lianxin.areas.transfers.models import Application, Letter
from lianxin.areas.transfers.queries.people import Person, to_call
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.grants import under
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.models import Case, CaseQuerySet

MOVING = (TRANSFER.code, WHOLE.code, ARRIVAL.code)
BOARD = {
    "mine": "待办",
    "open": "未办结",
    "soon": "即将到期",
    "late": "超时",
    "closed": "已办结",
}
SOON = timedelta(days=7)
FAR = date(9999, 12, 31)
DUE_FIRST = Order(by=Coalesce("due_on", Value(FAR)))
NEWEST_FIRST = Order(by="id", descending=True)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One transfer on the board."""

    case: Case
    people: list[Person]
    letter: Letter | None
    wish: Unit | None  # the branch the member wishes for, where the receiver has yet to choose

    @property
    def to_name(self) -> str:
        return str(self.case.facts.get("to_name") or "")


def _concerning(unit: Unit, by: Actor) -> CaseQuerySet:
    """Transfers from, to or on the desk of a unit and all below it."""
    cases = Case.objects.visible_to(by).filter(procedure__in=MOVING)
    sides = (under(unit.path, unit=side) for side in ("unit", "desk", "other"))
    here = Q()
    for side in sides:
        here |= side
    return cases.filter(here)


def _tabs(unit: Unit, today: date) -> Mapping[str, Q]:
    is_open = Q(state=Case.State.OPEN)
    return {
        "mine": is_open & Q(desk=unit),
        "open": is_open,
        "soon": is_open & Q(due_on__gte=today, due_on__lte=today + SOON),
        "late": is_open & Q(due_on__lt=today),
        "closed": ~is_open,
    }


def board(unit: Unit, by: Actor, tab: str, cursor: Cursor, *, today: date) -> Page[Case]:
    """A page of the board, what is due first at the top."""
    found = _concerning(unit, by).filter(_tabs(unit, today)[tab])
    order = NEWEST_FIRST if tab == "closed" else DUE_FIRST
    return keyset(found.select_related("unit", "desk", "other", "holder"), order, cursor)


def lines(cases: list[Case], *, today: date) -> list[Line]:
    """The cases of a page with whom to call and the letter in force, in a constant number of
    statements."""
    people = to_call(cases, today=today)
    letters = {
        letter.case_id: letter for letter in Letter.objects.filter(case__in=cases, voided_on=None)
    }
    wishes = _wishes(cases)
    return [
        Line(
            case=case,
            people=people[case.pk],
            letter=letters.get(case.pk),
            wish=wishes.get(case.facts.get("wish") or 0) if case.step == IN_COMMITTEE else None,
        )
        for case in cases
    ]


def _wishes(cases: list[Case]) -> Mapping[int, Unit]:
    """The open branches members wish for, of those that wait at a receiving committee."""
    wished = {case.facts.get("wish") for case in cases if case.step == IN_COMMITTEE} - {None}
    return Unit.objects.open().in_bulk(wished) if wished else {}


def counts(unit: Unit, by: Actor, *, today: date) -> dict[str, int]:
    """How many stand in each tab, in one statement."""
    tabs = {key: q for key, q in _tabs(unit, today).items() if key != "closed"}
    found = _concerning(unit, by).open()
    sums = found.aggregate(**{key: Count("pk", filter=q) for key, q in tabs.items()})
    return dict(sums)


def applications(unit: Unit, by: Actor) -> list[Application]:
    """What members of a unit ask for and nobody has taken up."""
    waiting = Application.objects.visible_to(by).waiting().filter(under(unit.path))
    return list(waiting.select_related("member", "unit", "to").order_by("pk")[:50])


def transfer_of(member_id: int) -> Case | None:
    """The open transfer of a member."""
    found = Case.objects.open().filter(procedure=TRANSFER.code, subject_id=member_id)
    return found.select_related("unit", "desk", "other").first()


def letter_of(case: Case) -> Letter | None:
    """The letter of a case that holds."""
    return Letter.objects.filter(case=case, voided_on=None).select_related("issuer").first()
