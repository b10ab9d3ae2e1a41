"""Numbers of meetings counted from the rows, and what waits for somebody's hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count

from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.foundation.organisation.models import Unit

# The same words as the events count with, from the rows alone.
RECOUNT = """
with held as (
  select m.id, m.zone, m.unit_id, m.kinds,
         (extract(year from m.held_on) * 100 + extract(month from m.held_on))::int as period
  from meetings_meeting m where m.state in ('open', 'closed'))
select 'meetings.held', unit_id, period, count(*) from held group by 1, 2, 3
union all
select 'meetings.held.' || k, unit_id, period, count(*)
from held cross join lateral unnest(kinds) k group by 1, 2, 3
union all
select x.what, h.unit_id, h.period, count(*)
from held h
join meetings_invitation i on i.zone = h.zone and i.meeting_id = h.id and i.standing = 'expected'
cross join lateral (values ('meetings.expected', true),
                           ('meetings.present', i.signed_in_at is not null)) x (what, counts)
where x.counts
group by 1, 2, 3
"""


def counted_now() -> Iterator[tuple[str, int, int, int]]:
    """(what, unit, period, amount) for the whole house, as a recount from the rows finds it."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        yield from cursor


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A thing to be done for a meeting of a unit: `what` is leave, open, minutes or late."""

    what: str
    meeting_id: int
    title: str
    starts_at: datetime
    number: int = 1


SOON = timedelta(hours=2)
MOST = 20


def under_way(unit: Unit) -> list[Meeting]:
    """The meetings of a unit that are neither over nor called off, in the order of time."""
    states = (Meeting.State.PLANNED, Meeting.State.OPEN)
    return list(unit.meetings.filter(state__in=states).order_by("starts_at")[:MOST])


def waiting(unit: Unit, now: Iterable[Meeting], *, at: datetime) -> list[Waiting]:
    """What the keepers of this unit's meetings have before them, the most urgent first; `now`
    are those under way."""
    due = [
        Waiting(
            what="open" if meeting.is_planned else "minutes",
            meeting_id=meeting.pk,
            title=meeting.title,
            starts_at=meeting.starts_at,
        )
        for meeting in now
        if (meeting.is_planned and meeting.starts_at < at + SOON)
        or (meeting.is_open and meeting.ends_at < at)
    ]
    return due + _leave_asked(unit)


def _leave_asked(unit: Unit) -> list[Waiting]:
    under_way = Meeting.objects.filter(
        unit=unit, state__in=(Meeting.State.PLANNED, Meeting.State.OPEN)
    )
    rows: Any = (
        Invitation.objects.filter(
            zone=unit.zone, meeting__in=under_way, leave="asked", signed_in_at=None
        )
        .values("meeting_id", "meeting__title", "meeting__starts_at")
        .annotate(number=Count("member_id"))
        .order_by("meeting__starts_at")
    )
    return [
        Waiting(
            what="leave",
            meeting_id=row["meeting_id"],
            title=row["meeting__title"],
            starts_at=row["meeting__starts_at"],
            number=row["number"],
        )
        for row in rows
    ]
