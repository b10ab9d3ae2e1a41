"""The nightly sweep over 200,000 open cases, and the desk of a committee with 2,000 of them."""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.utils.timezone import localdate, now

from bench.figures import Figure, by_hand, figure, sql_time
from bench.places import HOUSE, Seat
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.procedures import actions, queries

CASES, ON_ONE_DESK = 200_000, 2_000

# Four in a hundred are due for a reminder this night; the others later, at every distance.
OPEN = """
insert into procedures_case (created_at, procedure, unit_id, desk_id, zone, subject_id, title,
  step, passings, state, outcome, opened_on, entered_on, due_on, counts_workdays, facts)
select now(), 'admission', m.unit_id, m.unit_id, 0, m.id, m.name, 'cultivate', 5, 'open', '',
  %(today)s - 200, %(today)s - 100, %(today)s + (case when m.id %% 25 = 0 then (m.id %% 32)::int
  else 31 + (m.id %% 150)::int end), false, '{}'
from members_member m order by m.id limit %(cases)s
"""
# Somebody sits at every branch, so that every reminder finds its reader.
SEATED = """
insert into organisation_grant (created_at, user_id, role, unit_id, starts_on, reason, combined,
  withdrawn_for)
select now(), %(user)s, 'secretary', id, '2020-01-01', '', false, ''
from organisation_unit where kind = 'branch'
"""
DESK = """
update procedures_case set desk_id = %(desk)s where id in (
  select id from procedures_case order by id limit %(many)s)
"""
SCAN = """
select count(*), min(due_on), max(length(title)), sum(passings) from procedures_case
where state = 'open'
"""


def figures(seats: list[Seat], scale: str) -> Iterator[Figure]:
    today = localdate()
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"today": today, "cases": CASES})
        made = cursor.rowcount
        county = next(seat for seat in seats if seat.name == "county")
        cursor.execute(DESK, {"desk": county.unit.pk, "many": ON_ONE_DESK})
        cursor.execute(SEATED, {"user": county.actor.user_id})
        cursor.execute("vacuum analyze procedures_case")
    floor = by_hand(SCAN, {}, times=5)
    yield _sweep(scale, floor, made)
    asked = queries.Asked(tab="desk", procedure="admission")

    def desk() -> None:
        queries.cases_at(county.unit, county.actor, asked, Cursor(), today=today)
        queries.waiting(county.unit, county.actor, today=today)

    took, statements = sql_time(desk)
    yield figure(
        f"desk with {ON_ONE_DESK} open cases, {scale}: {statements} statements", took, "ms",
        rows=ON_ONE_DESK,
    )  # fmt: skip


def _sweep(scale: str, floor: float, made: int) -> Figure:
    """One night, undone each time, so that each begins alike; the quickest of three."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        with transaction.atomic():
            swept = actions.remind(by=HOUSE, at=now() + timedelta(hours=1))
            taken.append((time.perf_counter() - began) * 1000)
            transaction.set_rollback(True)
    return figure(
        f"nightly sweep over {made} open cases, {swept.reminded} reminded, {scale}",
        min(taken), "ms", floor=floor, rows=made,
    )  # fmt: skip
