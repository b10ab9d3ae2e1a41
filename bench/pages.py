"""Lists, unit pages and dashboards: statements, their time beside the best by hand, and pages a
second beside one raw indexed query through the same server."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.utils.timezone import localdate

from bench import costs, load, server
from bench.figures import Figure, by_hand, figure, sql_time
from bench.places import Seat
from lianxin.areas.members import queries
from lianxin.areas.members.queries import Filter
from lianxin.foundation.core.pages import Cursor

# Filters as the address carries them, and the same by hand. The last is rare: the LIMIT trap.
FILTERS: dict[str, tuple[dict[str, str], str]] = {
    "plain": ({}, "m.status <> 'left'"),
    "women probationary": (
        {"gender": "2", "category": "probationary"},
        "m.status <> 'left' and m.gender = '2' and m.category = 'probationary'",
    ),
    "rare": (
        {"gender": "2", "category": "probationary", "ethnicity": "10", "education": "81"},
        "m.status <> 'left' and m.gender = '2' and m.category = 'probationary'"
        " and m.ethnicity = '10' and m.education = '81'",
    ),
}
COLUMNS = (
    "m.id, m.name, m.pinyin, m.gender, m.born_on, m.born_on_precision, m.category, m.status,"
    " m.joined_on, m.joined_on_precision, m.full_on, m.age_correction, m.is_floating, m.is_lost,"
    " m.floating_to, m.completeness, m.user_id, m.left_reason, m.status_on,"
    " m.attendance_excused, u.short_name, u.path, u.kind, u.closed_on, u.zone"
)
WALK = """
select {columns} from members_member m join organisation_unit u on u.id = m.unit_id
where u.path >= %(path)s and u.path < %(end)s and {test}
order by m.pinyin, m.id limit 51
"""
FENCE = """
with x as materialized (
  select {columns} from members_member m join organisation_unit u on u.id = m.unit_id
  where u.path >= %(path)s and u.path < %(end)s and {test})
select * from x order by pinyin, id limit 51
"""


def list_statements(seat: Seat, scale: str) -> Iterator[Figure]:
    """The statement(s) that find the page, beside the better of the two plans by hand."""
    today = localdate()
    span = {"path": seat.unit.path, "end": f"{seat.unit.path}~"}
    for name, (asked, test) in FILTERS.items():
        wanted = Filter.of(asked)
        figures = queries.figures(seat.unit, today=today)
        cursor = Cursor(size=50)

        def find(wanted: Filter = wanted, figures: Any = figures, cursor: Cursor = cursor) -> None:
            queries.listed(seat.unit, wanted, cursor, figures, today=today)

        took, count = sql_time(find)
        best = min(by_hand(plan.format(columns=COLUMNS, test=test), span) for plan in (WALK, FENCE))
        yield figure(
            f"list of 50, {seat.name}, {name}, {scale}: SQL ({count} statements)", took, "ms",
            floor=best, rows=seat.members,
        )  # fmt: skip


def page_statements(seat: Seat, scale: str) -> Iterator[Figure]:
    """How many statements a whole page takes, and their time."""
    client = Client()
    name, _, token = seat.cookie.partition("=")
    client.cookies[name] = token
    for what, url in addresses(seat).items():
        took, count = sql_time(lambda url=url: _ok(client.get(url)), times=5)  # type: ignore[misc]
        yield figure(
            f"{what}, {seat.name}, {scale}: statements", count, "statements", rows=seat.members
        )
        yield figure(f"{what}, {seat.name}, {scale}: all SQL", took, "ms", rows=seat.members)


def addresses(seat: Seat) -> dict[str, str]:
    unit = seat.unit.pk
    return {
        "list page": f"/members/at/{unit}/?size=50",
        "unit page": f"/units/{unit}/",
        "dashboard": f"/insight/{unit}/",
        "dashboard data": f"/insight/{unit}/data/",
    }


def _ok(answer: Any) -> None:
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} {answer.request['PATH_INFO']}")


def throughput(seats: list[Seat], url: str, scale: str, *, seconds: float) -> Iterator[Figure]:
    """Pages a second; and what one costs in processor time, which others on the machine do not
    change: there the ratio is the floor's cost to the page's."""
    with server.pages(url) as started:
        floor, least = _rate(started, "/bench/row/1/", seats[0].cookie, seconds)
        yield figure(f"one raw indexed query, {scale}", floor, "pages/s", rows=1)
        yield figure(f"one raw indexed query, {scale}: processor time", least, "ms", rows=1)
        for seat in seats:
            for what, path in addresses(seat).items():
                rate, cost = _rate(started, path, seat.cookie, seconds)
                name = f"{what}, {seat.name}, {scale}"
                yield figure(f"{name}: throughput", rate, "pages/s", floor=floor, rows=seat.members)
                yield figure(f"{name}: processor time", cost, "ms", floor=least, rows=seat.members)


def _rate(started: server.Started, path: str, cookie: str, seconds: float) -> tuple[float, float]:
    """Pages a second, and milliseconds of processor time for each."""
    sent = load.request(path, cookie=cookie)
    load.run(started.port, lambda _: itertools.repeat(sent), clients=8, seconds=1.0)
    before = costs.spent(started.process)
    outcome = load.run(started.port, lambda _: itertools.repeat(sent), clients=8, seconds=seconds)
    cost = costs.spent(started.process) - before
    if set(outcome.statuses) != {200}:
        raise RuntimeError(f"{path}: {outcome.statuses}")
    return outcome.rate, 1000 * cost / sum(outcome.statuses.values())
