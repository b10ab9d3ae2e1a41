"""The book of admissions of a unit (发展党员台账): how many stand where."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.admission.models import Plan
from lianxin.areas.admission.queries.people import CODE
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Page, keyset
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Phase, Step
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries.lists import DUE_FIRST


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A phase of the procedure with the open cases in it."""

    phase: Phase
    steps: tuple[tuple[Step, int], ...]
    number: int
    late: int


def book(unit: Unit, by: Actor, *, today: date) -> list[Stage]:
    """Open cases of a unit and all below it, phase by phase, in one statement."""
    rows = (
        Case.objects.visible_to(by)
        .at(unit.path)
        .open()
        .filter(procedure=CODE)
        .order_by()
        .values_list("step")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    )
    counts = {step: (number, late) for step, number, late in rows}
    found = []
    for phase in ADMISSION.phases:
        steps = [step for step in ADMISSION.steps if step.phase == phase.code]
        numbers = [counts.get(step.code, (0, 0)) for step in steps]
        found.append(
            Stage(
                phase=phase,
                steps=tuple(
                    (step, number) for step, (number, _) in zip(steps, numbers, strict=True)
                ),
                number=sum(number for number, _ in numbers),
                late=sum(late for _, late in numbers),
            )
        )
    return found


def on_the_way(unit: Unit, by: Actor, cursor: Cursor) -> tuple[Page[Case], dict[int, Member]]:
    """One page of the people whose cases are open, the most pressing first, with their lines on
    the roll: two statements."""
    found = Case.objects.visible_to(by).at(unit.path).open().filter(procedure=CODE)
    page = keyset(found.select_related("unit", "desk", "holder"), DUE_FIRST, cursor)
    return page, Member.objects.in_bulk([case.subject_id for case in page.rows])


def plans_of(unit: Unit) -> list[Plan]:
    """The yearly numbers of a committee, newest first."""
    return list(Plan.objects.filter(unit=unit).order_by("-year")[:10])
