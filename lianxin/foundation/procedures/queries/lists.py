"""Lists of cases: on a desk, of a unit and all below it, one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import rules
from lianxin.foundation.procedures.catalogue import Procedure, procedures
from lianxin.foundation.procedures.models import Case, CaseQuerySet

FAR = date(9999, 12, 31)
SOON = timedelta(days=30)
DUE_FIRST = Order(by=Coalesce("due_on", Value(FAR)))
NEWEST_FIRST = Order(by="id", descending=True, tie="id")

TABS = {
    "desk": "待本组织办理",
    "open": "全部在办",
    "late": "已超期",
    "closed": "已结束",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of a list of cases, as the URL says it."""

    tab: str = "desk"
    procedure: str = ""
    phase: str = ""
    mine: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        known = {each.code: each for each in procedures()}
        code = query.get("procedure", "")
        tab, phase = query.get("tab", ""), query.get("phase", "")
        procedure = known.get(code)
        phases = {each.code for each in procedure.phases} if procedure else set()
        return cls(
            tab=tab if tab in TABS else "desk",
            procedure=code if procedure else "",
            phase=phase if phase in phases else "",
            mine=query.get("mine", "") == "1",
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.phase or self.mine)


def cases_at(unit: Unit, by: Actor, asked: Asked, cursor: Cursor, *, today: date) -> Page[Case]:
    """One page of the list, the most pressing first."""
    found = _narrowed(_at(unit, by, asked.tab, today=today), asked, by)
    order = NEWEST_FIRST if asked.tab == "closed" else DUE_FIRST
    return keyset(found.select_related("unit", "desk", "holder"), order, cursor)


def _at(unit: Unit, by: Actor, tab: str, *, today: date) -> CaseQuerySet:
    cases = Case.objects.visible_to(by)
    if tab == "desk":
        return cases.on_desk(unit)
    cases = cases.filter(
        rules.subtree(unit.path) | rules.desks(unit.path) | Q(other=unit)
        if unit.is_internal
        else Q(unit=unit) | Q(other=unit)
    )
    if tab == "closed":
        return cases.exclude(state=Case.State.OPEN)
    return cases.open().filter(due_on__lt=today) if tab == "late" else cases.open()


def _narrowed(found: CaseQuerySet, asked: Asked, by: Actor) -> CaseQuerySet:
    if asked.procedure:
        found = found.filter(procedure=asked.procedure)
    if asked.phase:
        found = found.filter(step__in=_steps_in(asked.procedure, asked.phase))
    return found.filter(holder_id=by.user_id) if asked.mine else found


def _steps_in(code: str, phase: str) -> list[str]:
    procedure = next(each for each in procedures() if each.code == code)
    return [step.code for step in procedure.steps if step.phase == phase]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What of one procedure waits on a unit's desk."""

    procedure: Procedure
    number: int
    late: int
    soon: int


def waiting(unit: Unit, by: Actor, *, today: date) -> list[Waiting]:
    """What waits on a unit's desk, procedure by procedure, in one statement."""
    rows = (
        Case.objects.visible_to(by)
        .on_desk(unit)
        .order_by()
        .values_list("procedure")
        .annotate(
            number=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=today + SOON)),
        )
    )
    known = {each.code: each for each in procedures()}
    found = [
        Waiting(procedure=known[code], number=number, late=late, soon=soon)
        for code, number, late, soon in rows
        if code in known
    ]
    return sorted(found, key=lambda each: (-each.late, -each.soon, each.procedure.code))


def own_cases(by: Actor) -> list[Case]:
    """One's own matters, open ones first."""
    found = Case.objects.of(by).select_related("unit", "desk", "holder").order_by("-pk")[:50]
    return sorted(found, key=lambda case: not case.is_open)


def open_of(subject_ids: list[int], code: str) -> dict[int, Case]:
    """{subject: his open case of a kind}, for many at once."""
    rows = Case.objects.open().filter(procedure=code, subject_id__in=subject_ids)
    return {case.subject_id: case for case in rows.select_related("unit", "desk")}
