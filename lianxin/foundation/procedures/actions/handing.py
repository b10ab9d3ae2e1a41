"""Who sees a case through: naming somebody, handing a whole desk over, moving with the person."""

from datetime import datetime

from django.db import transaction

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import queries, rules
from lianxin.foundation.procedures.actions.common import (
    Line,
    address,
    place,
    still_open,
    tell_the_desk,
    write,
)
from lianxin.foundation.procedures.events import CaseAssigned, CaseMoved, DeskHandedOver
from lianxin.foundation.procedures.models import Case, Decision

HANDED_OVER = Decision.Kind.HANDED_OVER


class NotAtTheDesk(Refused):
    """The person cannot act on the case where it lies."""


class NothingToHandOver(Refused):
    sentence = "此人名下没有本组织的经办事项，无需交接。"


@transaction.atomic
def assign_case(case: Case, *, to: User, by: Actor, at: datetime) -> Case:
    """Name the one who sees the case through at its present desk; the reminders go to him."""
    case = still_open(case)
    step = case.step_of
    require(
        rules.may_pass(by, step=step, unit=case.unit, desk=case.desk, user_id=None)
        or rules.may_keep(by, of=case.procedure_of, at=case.desk)
    )
    if case.holder_id == to.pk:
        return case
    if not queries.may_be_named(case, to.pk, today=day_of(at)):
        raise NotAtTheDesk(
            f"{to.name}在{case.desk.short_name}没有办理“{step.name}”的职务或授权，不能指定为经办人。"
        )

    case.holder = to
    case.save(update_fields=["holder"])
    write(case, Line(kind=Decision.Kind.ASSIGNED, by=by, at=at, step=case.step, note=to.name))
    note = Note(
        user_id=to.pk, key=f"case:{case.pk}:{case.passings}:assigned",
        title=f"请您经办：{case.title}的{case.procedure_of.name}",
        body=f"现在是“{step.name}”环节。", url=address(case, to.pk), unit_id=case.desk_id,
    )  # fmt: skip
    messaging.send_all([note] if to.pk != by.user_id else [], by=by, at=at)

    publish(
        CaseAssigned(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure, user_id=to.pk
        ),
        by=by,
    )
    return case


@transaction.atomic
def hand_over_desk(
    unit: Unit, *, from_user: User, to_user: User, note: str, by: Actor, at: datetime
) -> int:
    """Everything one person holds at a unit goes to another at once; each case keeps the trace.

    Answers how many cases changed hands.
    """
    require(rules.may_hand_over(by, at=unit))
    cases = list(
        Case.objects.on_desk(unit).filter(holder=from_user).select_for_update(of=("self",))
    )
    if not cases:
        raise NothingToHandOver
    today = day_of(at)
    keys = {str(case.step_of.key) for case in cases}
    able = {key: queries.seated({key}, [unit.pk], today=today).get(unit.pk, []) for key in keys}
    for case in cases:
        if to_user.pk not in able[str(case.step_of.key)]:
            raise NotAtTheDesk(
                f"{to_user.name}在{unit.short_name}没有办理“{case.step_of.name}”的职务或授权，"
                "请先办理任职或授权，再交接。"
            )
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(holder=to_user)
    said = f"{from_user.name} → {to_user.name}" + (f"：{note}" if note else "")
    Decision.objects.bulk_create(
        Decision(
            zone=case.zone, id=uuid7(), case=case, kind=HANDED_OVER, step=case.step,
            held_on=today, at=at, note=said[:500], unit=unit, user_id=by.user_id, actor=by.name,
            place=case.passings,
        )
        for case in cases
    )  # fmt: skip

    publish(
        DeskHandedOver(
            unit_id=unit.pk, subject_id=unit.pk, from_user_id=from_user.pk,
            to_user_id=to_user.pk, cases=len(cases), note=note,
        ),
        by=by,
    )  # fmt: skip
    return len(cases)


@transaction.atomic
def move_case(case: Case, *, to: Unit, by: Actor, at: datetime) -> Case:
    """The person came to another unit: his case goes with him, and all that was passed holds on."""
    case = still_open(case)
    require(
        rules.may_keep(by, of=case.procedure_of, at=case.unit)
        or rules.may_keep(by, of=case.procedure_of, at=to)
    )
    if case.unit_id == to.pk:
        return case
    came_from = case.unit
    case.unit, case.holder = to, None
    case.passings += 1
    past = queries.past_of(case, today=day_of(at))
    place(case, case.step_of, past, entered_on=case.entered_on)
    case.save()
    said = f"{came_from.short_name} → {to.short_name}"
    write(case, Line(kind=Decision.Kind.MOVED, by=by, at=at, step=case.step, note=said))
    tell_the_desk(case, by=by, at=at)

    publish(
        CaseMoved(
            unit_id=to.pk, subject_id=case.pk, procedure=case.procedure,
            from_unit_id=came_from.pk, to_unit_id=to.pk,
        ),
        by=by,
    )  # fmt: skip
    return case
