"""What goes backwards: a case is returned, withdrawn, ended; what was entered is corrected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
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
    Passing,
    Past,
    Turned,
    judge,
    plugged,
)
from lianxin.foundation.procedures.events import (
    CaseEnded,
    CaseReturned,
    CaseWithdrawn,
    StepCorrected,
)
from lianxin.foundation.procedures.models import Case, Decision

PASSINGS = (Decision.Kind.PASSED, Decision.Kind.CORRECTED)


class NothingToReturnTo(Refused):
    sentence = "只能退回到已经办过的环节。请从经过里选择要退回的环节。"


class ReturnsByItsWay(Refused):
    sentence = "这个环节的退回要写明规定的原因，请在本环节的“结果”里选择退回。"


class NotToBeWithdrawn(Refused):
    """The other side has acted on it; the step says why."""


class AlreadyInEffect(Refused):
    """The roll was changed by the step; it cannot be undone by going back."""


class CorrectionRefused(Refused):
    """What would be put in its place does not keep the rules, or breaks a later step."""


class NotTheLatest(Refused):
    sentence = "这条登记已经被退回或更正过，请更正现在有效的那一条。"


@transaction.atomic
def return_case(case: Case, *, to: str, reason: str, by: Actor, at: datetime) -> Case:
    """Send a case back to a step it has passed; that passing and all later ones hold no longer.

    Refused where a step in between has already changed the roll.
    """
    case = still_open(case)
    require(_may_send_back(by, case))
    if not case.step_of.returns:
        raise ReturnsByItsWay
    standing = _standing(case)
    since = next((row for row in reversed(standing) if row.step == to), None)
    if since is None:
        raise NothingToReturnTo
    undone = [row for row in standing if row.place >= since.place]
    _not_in_effect(case, undone)

    Decision.objects.filter(zone=case.zone, case=case, id__in=[row.id for row in undone]).update(
        holds=False
    )
    came_from = case.step
    case.passings += 1
    kept = [row.held_on for row in standing if row.place < since.place]
    step = case.procedure_of.step(to)
    entered_on = max(kept, default=case.opened_on)
    past = queries.past_of(case, today=day_of(at))
    place(case, step, replace(past, entered_on=entered_on), entered_on=entered_on)
    case.save()
    write(case, Line(kind=Decision.Kind.RETURNED, by=by, at=at, step=to, note=reason))
    _put_right(case, past, by=by, at=at)
    tell_the_desk(case, by=by, at=at)

    publish(
        CaseReturned(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure, step=came_from,
            to_step=to, reason=reason,
        ),
        by=by,
    )  # fmt: skip
    return case


def _put_right(case: Case, past: Past, *, by: Actor, at: datetime) -> None:
    """The area lets the roll follow what holds now."""
    turned = Turned(
        case_id=case.pk, subject_id=case.subject_id, unit_id=case.unit_id, past=past, by=by, at=at
    )
    plugged(case.procedure).turned(turned)


def _may_send_back(by: Actor, case: Case) -> bool:
    return rules.may_pass(
        by, step=case.step_of, unit=case.unit, desk=case.desk, user_id=None
    ) or rules.may_keep(by, of=case.procedure_of, at=case.unit)


def _standing(case: Case) -> list[Decision]:
    """The passings that hold, in their order."""
    rows = Decision.objects.filter(zone=case.zone, case=case, kind__in=PASSINGS, holds=True)
    return sorted(rows, key=lambda row: (row.place, row.id))


def _not_in_effect(case: Case, undone: Sequence[Decision]) -> None:
    for row in undone:
        step = case.procedure_of.step(row.step)
        if step.stuck(row.way):
            raise AlreadyInEffect(
                f"“{step.name}”（{row.held_on:%Y-%m-%d}）已经生效，名册已随之变更，"
                "不能退回到它之前。确有差错的，请按规定另行办理。"
            )


@transaction.atomic
def correct_step(
    case: Case, decision_id: UUID, passing: Passing, *, reason: str, by: Actor, at: datetime
) -> Decision:
    """Put right what was entered at a step already passed; the old version is kept beside it.

    The case goes the same way as before. Refused where the new values break the rule of the step
    or of any step after it, and where the step has changed the roll.
    """
    case = still_open(case)
    require(rules.may_keep(by, of=case.procedure_of, at=case.unit))
    standing = _standing(case)
    old = next((row for row in standing if row.id == decision_id), None)
    if old is None or passing.step != old.step or passing.way != old.way:
        raise NotTheLatest
    if old.step != case.step:
        _not_in_effect(case, [old])
    _still_lawful(case, standing, old, passing, today=day_of(at))

    old.holds = False
    old.save(update_fields=["holds"])
    case.passings += 1
    line = Line(
        kind=Decision.Kind.CORRECTED, by=by, at=at, held_on=passing.held_on, step=old.step,
        way=old.way, note=reason, place=old.place,
    )  # fmt: skip
    new = write(case, line, passing.values)
    past = queries.past_of(case, today=day_of(at))
    place(case, case.step_of, past, entered_on=case.entered_on)
    case.save()
    _put_right(case, past, by=by, at=at)

    publish(
        StepCorrected(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure, step=old.step,
            decision_id=new.id, reason=reason,
        ),
        by=by,
    )  # fmt: skip
    return new


def _still_lawful(
    case: Case, standing: Sequence[Decision], old: Decision, passing: Passing, *, today: date
) -> None:
    """Go through the steps again with the corrected one; the first that does not hold is told."""
    past = replace(queries.past_of(case, today=today), passed=())
    for row in standing:
        tried = passing if row.id == old.id else _passing_of(row)
        if row.place >= old.place:
            verdict = judge(case.procedure_of, past, tried)
            if not verdict.holds:
                step = case.procedure_of.step(row.step)
                sentence = verdict.refused[0].sentence
                raise CorrectionRefused(
                    sentence
                    if row.id == old.id
                    else f"这样更正后，“{step.name}”不再合规：{sentence}"
                )
        past = past.after(tried, recorded_on=day_of(row.at), entered_on=tried.held_on)


def _passing_of(row: Decision) -> Passing:
    return Passing(step=row.step, way=row.way, held_on=row.held_on, values=row.all_values())


@transaction.atomic
def withdraw_case(case: Case, *, reason: str, by: Actor, at: datetime) -> Case:
    """Take a matter back before it is done; what the roll became by it stays."""
    case = still_open(case)
    require(
        rules.may_keep(by, of=case.procedure_of, at=case.unit)
        or rules.is_own(by, user_id=case.user_id)
    )
    for row in _standing(case):
        _not_in_effect(case, [row])
    if why := case.step_of.withdrawal(queries.past_of(case, today=day_of(at))):
        raise NotToBeWithdrawn(why)
    _shut(case, Case.State.WITHDRAWN, "撤回", reason, by=by, at=at)

    publish(
        CaseWithdrawn(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure,
            about_id=case.subject_id, reason=reason,
        ),
        by=by,
    )  # fmt: skip
    return case


@transaction.atomic
def end_case(case: Case, *, outcome: str, reason: str, by: Actor, at: datetime) -> Case:
    """End a matter without its aim: the person died, the letter expired, the body was dissolved."""
    case = still_open(case)
    require(rules.may_keep(by, of=case.procedure_of, at=case.unit))
    _shut(case, Case.State.ENDED, outcome, reason, by=by, at=at)

    publish(
        CaseEnded(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure,
            about_id=case.subject_id, outcome=outcome, reason=reason,
        ),
        by=by,
    )  # fmt: skip
    return case


def _shut(
    case: Case, state: Case.State, outcome: str, reason: str, *, by: Actor, at: datetime
) -> None:
    kind = Decision.Kind.WITHDRAWN if state == Case.State.WITHDRAWN else Decision.Kind.ENDED
    case.passings += 1
    close(case, state=state, outcome=outcome, on=day_of(at))
    case.save()
    write(case, Line(kind=kind, by=by, at=at, step=case.step, note=reason))
    tell_the_desk(case, by=by, at=at)
