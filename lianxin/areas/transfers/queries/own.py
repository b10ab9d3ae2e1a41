"""Where a member's own transfer stands, as his phone says it."""

from dataclasses import dataclass
from datetime import date

from lianxin.areas.members.models import Member
from lianxin.areas.transfers.catalogue import TRANSFER
from lianxin.areas.transfers.models import Application, Letter
from lianxin.areas.transfers.queries.board import letter_of
from lianxin.areas.transfers.queries.people import Person, to_call
from lianxin.foundation.procedures.catalogue import Step
from lianxin.foundation.procedures.models import Case


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One step of the way: done, now or to come."""

    step: Step
    state: str


@dataclass(frozen=True, kw_only=True)
class OwnTransfer:
    """What a member asked for, or his case with everything around it."""

    application: Application | None
    case: Case | None
    letter: Letter | None = None
    people: list[Person]
    stages: list[Stage]
    last: Case | None  # the latest one that is closed
    days: int = 0


WAY = {
    "within": ("out_branch", "in_branch"),
    "across": ("out_branch", "out_committee", "in_committee", "in_branch"),
    "outside": ("out_branch", "out_committee", "receipt"),
}


def own_transfer(member: Member, *, today: date) -> OwnTransfer:
    """The member's application, or his open case, or what became of the last one."""
    cases = Case.objects.filter(procedure=TRANSFER.code, subject_id=member.pk)
    found = list(cases.select_related("unit", "desk", "other").order_by("-pk")[:5])
    case = next((each for each in found if each.is_open), None)
    last = next((each for each in found if not each.is_open), None)
    asked = Application.objects.filter(member=member).order_by("-pk").first()
    waits = asked if asked and (asked.is_waiting or asked.state == "declined") else None
    if case is None:
        return OwnTransfer(application=waits, case=None, people=[], stages=[], last=last)
    return OwnTransfer(
        application=None,
        case=case,
        letter=letter_of(case),
        people=to_call([case], today=today)[case.pk],
        stages=_stages(case),
        last=last,
        days=(today - case.entered_on).days,
    )


def _stages(case: Case) -> list[Stage]:
    way = WAY[str(case.facts.get("kind") or "across")]
    here = way.index(case.step) if case.step in way else 0
    return [
        Stage(
            step=TRANSFER.step(code),
            state="done" if place < here else "now" if place == here else "",
        )
        for place, code in enumerate(way)
    ]
