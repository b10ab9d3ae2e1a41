"""Deadlines: who must act is reminded, who stands above him learns of a day missed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.urls import reverse

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.procedures import queries
from lianxin.foundation.procedures.actions.common import address, place
from lianxin.foundation.procedures.events import ClocksRenewed, DeadlinesSwept
from lianxin.foundation.procedures.models import Case

#: Days before a deadline on which whoever must act is reminded; once overdue, every week.
BEFORE = (30, 7, 1)
WEEK = 7
CHUNK = 2_000

# One statement marks what is due for a reminder; a missed night is made up for, nothing is said
# twice. `mark` is 30, 7 or 1 before the day, then -1, -2, … for each week overdue.
MARK = """
with due as materialized (
  select id, due_on - %(today)s as left_over,
    case when due_on >= %(today)s then
      case when due_on - %(today)s <= 1 then 1 when due_on - %(today)s <= 7 then 7 else 30 end
    else -1 - (%(today)s - due_on - 1) / 7 end as mark
  from procedures_case
  where state = 'open' and due_on <= %(until)s)
update procedures_case c set reminded = due.mark
from due where due.id = c.id and (c.reminded is null or due.mark < c.reminded)
returning c.id
"""


@dataclass
class Sweep:
    reminded: int = 0
    escalated: int = 0


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> Sweep:
    """Once a night: remind at 30, 7 and 1 days and weekly once overdue; tell the unit above of
    what is overdue."""
    require(by.is_system)
    today = day_of(at)
    with connection.cursor() as cursor:
        cursor.execute(MARK, {"today": today, "until": today + timedelta(days=max(BEFORE))})
        found = [row[0] for row in cursor.fetchall()]
    swept = Sweep()
    for chunk in _chunks(found):
        cases = list(Case.objects.filter(pk__in=chunk).select_related("unit", "desk__parent"))
        notes, above = list(_reminders(cases, today)), list(_escalations(cases, today))
        messaging.send_all([*notes, *above], by=by, at=at)
        swept.reminded += len(notes)
        swept.escalated += len(above)

    publish(
        DeadlinesSwept(
            unit_id=None, subject_id=0, on=today, reminded=swept.reminded,
            escalated=swept.escalated,
        ),
        by=by,
    )  # fmt: skip
    return swept


def _chunks(found: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def _reminders(cases: Iterable[Case], today: date) -> Iterator[Note]:
    who = queries.waiting_users(cases, today=today)
    for case in cases:
        for user_id in who[case.pk]:
            yield Note(
                user_id=user_id,
                key=f"due:{case.pk}:{case.passings}:{case.reminded}",
                title=f"{_when(case, today)}：{case.title}的{case.procedure_of.name}",
                body=f"“{case.step_of.name}”应在 {case.due_on:%Y-%m-%d} 前办理。",
                url=address(case, user_id),
                tone="warn" if case.due_on and case.due_on < today else "info",
                unit_id=case.desk_id,
            )


def _when(case: Case, today: date) -> str:
    left = case.days_left(today) or 0
    if left < 0:
        return f"已超期 {-left} 天"
    return f"还有 {left} 天到期" if left else "今天到期"


def _escalations(cases: Iterable[Case], today: date) -> Iterator[Note]:
    """Overdue cases, for who keeps such matters in the unit above the desk."""
    late = [case for case in cases if case.due_on and case.due_on < today and case.desk.parent_id]
    if not late:
        return
    keys = {str(case.procedure_of.keep) for case in late}
    seated = queries.seated(keys, {case.desk.parent_id or 0 for case in late}, today=today)
    for case in late:
        for user_id in seated.get(case.desk.parent_id or 0, ()):
            yield Note(
                user_id=user_id,
                key=f"over:{case.pk}:{case.passings}:{case.reminded}",
                title=f"{case.desk.short_name}有事项{_when(case, today)}",
                body=f"{case.title}的{case.procedure_of.name}停在“{case.step_of.name}”环节。",
                url=reverse("procedures:case", args=[case.pk]),
                tone="danger",
                unit_id=case.desk.parent_id,
            )


@transaction.atomic
def renew_clocks(*, by: Actor, at: datetime) -> int:
    """Count anew the deadlines of open cases that go by working days, since the calendar changed.

    Answers how many changed.
    """
    require(by.is_system)
    today, changed = day_of(at), 0
    waiting = (
        Case.objects.open().filter(counts_workdays=True).select_related("unit", "desk", "other")
    )
    for chunk in _chunks(list(waiting.values_list("pk", flat=True))):
        cases = list(waiting.filter(pk__in=chunk).select_for_update(of=("self",)))
        pasts = queries.pasts_of(cases, today=today)
        turned = []
        for case in cases:
            before = case.earliest_on, case.due_on
            place(case, case.step_of, pasts[case.pk], entered_on=case.entered_on)
            if (case.earliest_on, case.due_on) != before:
                turned.append(case)
        Case.objects.bulk_update(turned, ["earliest_on", "due_on", "counts_workdays", "reminded"])
        changed += len(turned)

    if changed:
        publish(ClocksRenewed(unit_id=None, subject_id=0, changed=changed), by=by)
    return changed
