"""A step is passed: judged by the rules, kept with both its dates, put into effect, moved on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import queries, rules
from lianxin.foundation.procedures.actions.common import (
    Line,
    close,
    place,
    still_open,
    tell_the_desk,
    write,
)
from lianxin.foundation.procedures.catalogue import (
    DONE,
    Deed,
    Passing,
    Past,
    Verdict,
    judge,
    plugged,
)
from lianxin.foundation.procedures.events import StepPassed
from lianxin.foundation.procedures.models import Case, Decision, Draft

PASSED = Decision.Kind.PASSED
#: Under this name the reminders that were shown stay with what was entered all the same.
WARNED = "_warned"


class StepRefused(Refused):
    """The rules do not allow the step so; the sentences say why."""


class NotAtThisStep(Refused):
    """The case has moved on meanwhile."""


@transaction.atomic
def pass_step(case: Case, passing: Passing, *, by: Actor, at: datetime) -> Case:
    """Record the step a case stands at, on the day it was done, and move the case on.

    Refused where a hard rule is broken, with a sentence for each; soft ones stay as remarks.
    """
    case = still_open(case)
    step = case.procedure_of.step(passing.step)
    require(rules.may_pass(by, step=step, unit=case.unit, desk=case.desk, user_id=case.user_id))
    if step.code != case.step:
        raise NotAtThisStep(
            f"“{step.name}”已经登记过，现在是“{case.step_of.name}”环节。请刷新页面后再办理。"
        )
    past = queries.past_of(case, today=day_of(at))
    verdict = judge(case.procedure_of, past, passing)
    if not verdict.holds:
        raise StepRefused("".join(flaw.sentence for flaw in verdict.refused))

    _record(case, passing, verdict, by=by, at=at)
    facts = _apply(case, passing, verdict, past, by=by, at=at)
    past = past.after(passing, recorded_on=day_of(at), facts={**past.facts, **facts})
    _move_on(case, passing, verdict, past, by=by, at=at)

    publish(
        StepPassed(
            unit_id=case.unit_id,
            subject_id=case.pk,
            procedure=case.procedure,
            about_id=case.subject_id,
            step=step.code,
            way=passing.way,
            held_on=passing.held_on,
            late=(day_of(at) - passing.held_on).days,
        ),
        by=by,
    )
    return case


def _record(case: Case, passing: Passing, verdict: Verdict, *, by: Actor, at: datetime) -> None:
    values = dict(passing.values)
    if verdict.warned:
        values[WARNED] = [flaw.sentence for flaw in verdict.warned]
    line = Line(
        kind=PASSED, by=by, at=at, held_on=passing.held_on, step=passing.step, way=passing.way,
        place=case.passings + 1,
    )  # fmt: skip
    write(case, line, values)
    case.passings += 1
    Draft.objects.filter(zone=case.zone, case=case).delete()


def _apply(
    case: Case, passing: Passing, verdict: Verdict, past: Past, *, by: Actor, at: datetime
) -> Mapping[str, Any]:
    """What the area does with it; the facts it gives back travel with the case."""
    if verdict.way is None:
        return {}
    deed = Deed(
        case_id=case.pk, subject_id=case.subject_id, unit_id=case.unit_id,
        step=case.procedure_of.step(passing.step), way=verdict.way, passing=passing, past=past,
        by=by, at=at,
    )  # fmt: skip
    facts = dict(plugged(case.procedure).apply(deed))
    if "unit_id" in facts:
        case.unit = Unit.objects.get(pk=facts.pop("unit_id"))
    if "other_id" in facts:
        other_id = facts.pop("other_id")
        case.other = None if other_id is None else Unit.objects.get(pk=other_id)
    case.facts = {**case.facts, **facts}
    return facts


def _move_on(
    case: Case, passing: Passing, verdict: Verdict, past: Past, *, by: Actor, at: datetime
) -> None:
    if verdict.ends and verdict.way is not None:
        state = Case.State.DONE if verdict.next == DONE else Case.State.ENDED
        close(
            case, state=state, outcome=verdict.way.outcome or verdict.way.name, on=passing.held_on
        )
    else:
        step = case.procedure_of.step(verdict.next)
        past = replace(past, entered_on=passing.held_on, subject=_subject(case))
        place(case, step, past, entered_on=passing.held_on)
    case.save()
    tell_the_desk(case, by=by, at=at)


def _subject(case: Case) -> Mapping[str, Any]:
    """The subject as the step left it; its account may be new."""
    subject = queries.subjects_of([case])[case.pk]
    case.user_id, case.title = subject.user_id or case.user_id, subject.name[:80]
    return subject.facts
