from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of, not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import queries, rules
from lianxin.foundation.procedures.actions.common import (
    Line,
    place,
    tell_the_desk,
    write,
)
from lianxin.foundation.procedures.catalogue import plugged
from lianxin.foundation.procedures.events import CaseOpened
from lianxin.foundation.procedures.models import Case, Decision

OPENED = Decision.Kind.OPENED
# Whoever opens a case of a subject queues on this and the subject.
OPENING = 7_302_010


class AlreadyUnderWay(Refused):
    """The subject has an open case of the same kind."""


@transaction.atomic
def open_case(
    code: str,
    subject_id: int,
    *,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    **more: Any,
) -> Case:
    """Begin a matter for a subject at the unit that answers for it, on the day it began.

    `more`: facts the case carries along, other (the unit on the other side).
    """
    known = plugged(code)
    procedure = known.procedure
    require(rules.may_open(by, of=procedure, at=unit))
    not_ahead(on, at=at)
    if procedure.once:
        _nobody_else_opened(code, subject_id)

    subject = known.subjects([subject_id])[subject_id]
    case = Case(
        procedure=code, unit=unit, desk=unit, other=more.get("other"), zone=unit.zone,
        subject_id=subject_id, user_id=subject.user_id, title=subject.name[:80],
        step=procedure.first.code, opened_on=on, opened_by_id=by.user_id, entered_on=on,
        facts=dict(more.get("facts") or {}),
    )  # fmt: skip
    case.save()
    place(case, procedure.first, queries.past_of(case, today=day_of(at)), entered_on=on)
    case.save()
    write(case, Line(kind=OPENED, by=by, at=at, held_on=on))
    tell_the_desk(case, by=by, at=at)

    publish(
        CaseOpened(unit_id=unit.pk, subject_id=case.pk, procedure=code, about_id=subject_id, on=on),
        by=by,
    )
    return case


def _nobody_else_opened(code: str, subject_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(%s, hashtext(%s))", [OPENING, f"{code}:{subject_id}"]
        )
    found = Case.objects.open().filter(procedure=code, subject_id=subject_id)
    case = found.select_related("unit").first()
    if case is not None:
        raise AlreadyUnderWay(
            f"{case.title}的{case.procedure_of.name}已在{case.unit.short_name}办理"
            f"（{case.opened_on:%Y-%m-%d} 起），不能重复启动。请在原事项里继续。"
        )
