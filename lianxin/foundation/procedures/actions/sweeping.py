"""Deadlines: who must act is reminded, who stands above him learns of a day missed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.urls import reverse

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.many import among, in_batches
from lianxin.foundation.core.refusals import require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.procedures import queries, rules
from lianxin.foundation.procedures.actions.common import reckon
from lianxin.foundation.procedures.catalogue import Desk, Step, plugged
from lianxin.foundation.procedures.events import ClocksRenewed, DeadlinesSwept
from lianxin.foundation.procedures.models import Case, CaseQuerySet, Clock

#: Days before a deadline on which whoever must act is reminded; once overdue, every week.
BEFORE = (30, 7, 1)
WEEK, YEAR, MOST_NIGHTS = 7, 366, 31
CHUNK = 2_000

DUE = """
select c.id, c.title, c.procedure, c.step, c.passings, c.due_on, c.desk_id, c.holder_id,
  c.user_id, d.parent_id, d.short_name
from procedures_case c join organisation_unit d on d.id = c.desk_id
where c.state = 'open' and c.due_on = any(%s)
order by c.id
"""


@dataclass(frozen=True)
class Due:
    """An open case on a day on which somebody is reminded of it."""

    case_id: int
    title: str
    procedure: str
    step: str
    passings: int
    due_on: date
    desk_id: int
    holder_id: int | None
    user_id: int | None
    above_id: int | None
    desk: str

    @property
    def step_of(self) -> Step:
        return plugged(self.procedure).procedure.step(self.step)

    @property
    def matter(self) -> str:
        return plugged(self.procedure).procedure.name

    def when(self, today: date) -> str:
        left = (self.due_on - today).days
        if left < 0:
            return f"已超期 {-left} 天"
        return f"还有 {left} 天到期" if left else "今天到期"


@dataclass(frozen=True)
class Sweep:
    reminded: int
    escalated: int


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> Sweep:
    """Once a night: remind at 30, 7 and 1 days and weekly once overdue; tell the unit above of
    what is overdue. A missed night is made up for, and nothing is said twice."""
    require(by.is_system)
    today = day_of(at)
    marks = marks_since(_last_swept(today), today)
    due = _due(marks)
    notes, above = list(_reminders(due, marks, today)), list(_escalations(due, marks, today))
    messaging.send_all([*notes, *above], by=by, at=at)
    swept = Sweep(reminded=len(notes), escalated=len(above))

    publish(
        DeadlinesSwept(
            unit_id=None, subject_id=0, on=today, reminded=swept.reminded,
            escalated=swept.escalated,
        ),
        by=by,
    )  # fmt: skip
    return swept


def _last_swept(today: date) -> date:
    """The day of the last sweep, which becomes today."""
    clock, _ = Clock.objects.select_for_update().get_or_create(
        only=True, defaults={"swept_on": today - timedelta(days=1)}
    )
    last = clock.swept_on
    clock.swept_on = max(last, today)
    clock.save(update_fields=["swept_on"])
    return last


def marks_since(last: date, today: date) -> dict[date, int]:
    """{deadline: its mark} of what is to be said tonight and on each night missed since `last`:
    30, 7 or 1 days before, then -1, -2, … for each week overdue; the latest word counts."""
    nights = max(1, min((today - last).days, MOST_NIGHTS))
    marks: dict[date, int] = {}
    for back in reversed(range(nights)):
        night = today - timedelta(days=back)
        marks |= {night + timedelta(days=days): days for days in BEFORE}
        marks |= {
            night - timedelta(days=1 + WEEK * week): -1 - week for week in range(YEAR // WEEK)
        }
    return marks


def _due(marks: dict[date, int]) -> list[Due]:
    with connection.cursor() as cursor:
        cursor.execute(DUE, [list(marks)])
        return [Due(*row) for row in cursor.fetchall()]


def _reminders(due: list[Due], marks: dict[date, int], today: date) -> Iterator[Note]:
    seated = _seated(due, today)
    for one in due:
        for user_id in _who(one, seated):
            page = "own" if user_id == one.user_id else "case"
            yield Note(
                user_id=user_id,
                key=f"due:{one.case_id}:{one.passings}:{marks[one.due_on]}",
                title=f"{one.when(today)}：{one.title}的{one.matter}",
                body=f"“{one.step_of.name}”应在 {one.due_on:%Y-%m-%d} 前办理。",
                url=reverse(f"procedures:{page}", args=[one.case_id]),
                tone="warn" if one.due_on < today else "info",
                unit_id=one.desk_id,
            )


def _seated(due: Iterable[Due], today: date) -> dict[str, dict[int, list[int]]]:
    """{permission: {desk: who holds it there}}, in one statement for each permission."""
    desks: dict[str, set[int]] = {}
    for one in due:
        desks.setdefault(str(one.step_of.key), set()).add(one.desk_id)
    return {key: queries.seated({key}, units, today=today) for key, units in desks.items()}


def _who(one: Due, seated: dict[str, dict[int, list[int]]]) -> list[int]:
    """Whoever was named, the person himself at his own step, else all who sit at the desk."""
    if one.holder_id:
        return [one.holder_id]
    if one.step_of.desk is Desk.SUBJECT and one.user_id:
        return [one.user_id]
    return seated[str(one.step_of.key)].get(one.desk_id, [])


def _escalations(due: list[Due], marks: dict[date, int], today: date) -> Iterator[Note]:
    """Overdue cases, for who keeps such matters in the unit above the desk."""
    late = [one for one in due if one.due_on < today and one.above_id]
    keys = {str(plugged(one.procedure).procedure.keep) for one in late}
    above = queries.seated(keys, {one.above_id or 0 for one in late}, today=today) if late else {}
    for one in late:
        for user_id in above.get(one.above_id or 0, ()):
            yield Note(
                user_id=user_id,
                key=f"over:{one.case_id}:{one.passings}:{marks[one.due_on]}",
                title=f"{one.desk}有事项{one.when(today)}",
                body=f"{one.title}的{one.matter}停在“{one.step_of.name}”环节。",
                url=reverse("procedures:case", args=[one.case_id]),
                tone="danger",
                unit_id=one.above_id,
            )


def renew_clocks(*, by: Actor, at: datetime) -> int:
    """Count anew the deadlines of open cases that go by working days, since the calendar changed.

    Answers how many changed.
    """
    return _renew(Case.objects.open().filter(counts_workdays=True), by=by, at=at)


def renew_below(paths: Collection[str], *, by: Actor, at: datetime) -> int:
    """Count anew the deadlines of open cases at these places and below, where a unit began or
    ceased to ask more than the nation does. Answers how many changed."""
    if not paths:
        require(by.is_system)
        return 0
    places = reduce(or_, (rules.subtree(path) for path in sorted(paths)))
    return _renew(Case.objects.open().filter(places), by=by, at=at)


@transaction.atomic
def _renew(waiting: CaseQuerySet, *, by: Actor, at: datetime) -> int:
    require(by.is_system)
    today, changed = day_of(at), 0
    waiting = waiting.select_related("unit")
    for chunk in in_batches(list(waiting.values_list("pk", flat=True)), CHUNK):
        found = waiting.filter(pk__in=among(chunk, "int8"))
        cases = list(found.select_for_update(of=("self",)))
        pasts = queries.pasts_of(cases, today=today)
        turned = []
        for case in cases:
            before = case.earliest_on, case.due_on
            reckon(case, case.step_of, pasts[case.pk])
            if (case.earliest_on, case.due_on) != before:
                turned.append(case)
        Case.objects.bulk_update(turned, ["earliest_on", "due_on", "counts_workdays"])
        changed += len(turned)

    if changed:
        publish(ClocksRenewed(unit_id=None, subject_id=0, changed=changed), by=by)
    return changed
