"""What the verbs of cases share: the locked case, its history, where it stands, whom to tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.urls import reverse

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.locks import locked_row
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.procedures import queries
from lianxin.foundation.procedures.catalogue import Past, Step, standing
from lianxin.foundation.procedures.models import Case, Decision


class CaseIsClosed(Refused):
    """The case is no longer open."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of history as a verb writes it."""

    kind: Decision.Kind
    by: Actor
    at: datetime
    held_on: date | None = None
    step: str = ""
    way: str = ""
    note: str = ""
    place: int = 0


def locked(case: Case) -> Case:
    """The case as it stands now, held until the end of the transaction."""
    return locked_row(Case.objects.select_related("unit", "desk", "other"), case.pk)


def still_open(case: Case) -> Case:
    """`locked`, and refused where the case is closed."""
    now = locked(case)
    if not now.is_open:
        raise CaseIsClosed(
            f"“{now.title}”的{now.procedure_of.name}{now.get_state_display()}"
            f"（{now.closed_on:%Y-%m-%d}），不能再办理。"
        )
    return now


def write(case: Case, line: Line, values: Mapping[str, Any] | None = None) -> Decision:
    """Add a line to the history; what an ask seals lies encrypted."""
    sealed = _sealed_keys(case, line.step)
    values = dict(values or {})
    hidden = {key: value for key, value in values.items() if key in sealed}
    open_part = {key: value for key, value in values.items() if key not in sealed}
    held_on = line.held_on or day_of(line.at)
    return Decision.objects.create(
        zone=case.zone,
        id=uuid7(),
        case=case,
        kind=line.kind,
        step=line.step,
        way=line.way,
        held_on=held_on,
        at=line.at,
        is_late=day_of(line.at) > held_on,
        place=line.place or case.passings,
        values=open_part,
        sealed=orjson.dumps(hidden).decode() if hidden else "",
        note=line.note,
        unit_id=case.desk_id,
        user_id=line.by.user_id,
        actor=line.by.name,
    )


def _sealed_keys(case: Case, step: str) -> set[str]:
    if not step:
        return set()
    return {ask.key for ask in case.procedure_of.step(step).asks if ask.sealed}


def place(case: Case, step: Step, past: Past, *, entered_on: date) -> None:
    """Put the case at a step: whose desk, from when, until when."""
    case.step, case.entered_on = step.code, entered_on
    case.desk = queries.desk_of(step, unit=case.unit, other=case.other)
    reckon(case, step, past)
    if not _keeps_holder(case, past.today):
        case.holder_id = None


def reckon(case: Case, step: Step, past: Past) -> None:
    """Set the days of the step a case stands at: from when it is lawful, by when it is due."""
    now = standing(step, past)
    case.earliest_on = now.earliest.on if now.earliest else None
    case.due_on = now.due.on if now.due else None
    case.counts_workdays = any(b.counts_workdays for b in (now.earliest, now.due) if b)


def _keeps_holder(case: Case, today: date) -> bool:
    return case.holder_id is not None and queries.may_be_named(case, case.holder_id, today=today)


def tell_the_desk(case: Case, *, by: Actor, at: datetime) -> None:
    """Whoever must act now finds the case in his inbox, but for the one who just sent it on."""
    today = day_of(at)
    step = case.step_of
    due = f"，请在 {case.due_on:%Y-%m-%d} 前办理" if case.due_on else ""
    notes = [
        Note(
            user_id=user_id,
            key=f"case:{case.pk}:{case.passings}",
            title=f"{case.procedure_of.name}：{case.title}",
            body=f"已到“{step.name}”环节{due}。",
            url=address(case, user_id),
            unit_id=case.desk_id,
        )
        for user_id in queries.who_waits(case, today=today)
        if user_id != by.user_id
    ]
    messaging.send_all([*notes, *_to_the_person(case, by)], by=by, at=at)


def _to_the_person(case: Case, by: Actor) -> Iterable[Note]:
    """The person concerned learns where his matter stands."""
    if case.user_id is None or case.user_id == by.user_id:
        return
    where = f"现在是“{case.step_of.name}”环节" if case.is_open else case.outcome
    yield Note(
        user_id=case.user_id,
        key=f"own-case:{case.pk}:{case.passings}",
        title=f"您的{case.procedure_of.name}有了新进展",
        body=f"{where}。",
        url=reverse("procedures:own", args=[case.pk]),
        unit_id=case.unit_id,
    )


def address(case: Case, user_id: int) -> str:
    """The page on which this account acts: the person's own one, or the case in the console."""
    name = "own" if user_id == case.user_id else "case"
    return reverse(f"procedures:{name}", args=[case.pk])


def close(case: Case, *, state: Case.State, outcome: str, on: date) -> None:
    """Mark the case closed."""
    case.state, case.outcome, case.closed_on = state, outcome[:40], on
    case.earliest_on = case.due_on = None
    case.counts_workdays = False
