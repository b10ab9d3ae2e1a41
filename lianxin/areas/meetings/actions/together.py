"""The sign-ins of a crowd, carried in one transaction by whoever stands first in line."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from lianxin.areas.meetings.catalogue import How, Standing
from lianxin.areas.meetings.events import SignedIn
from lianxin.areas.meetings.queries import Door
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish_all
from lianxin.foundation.core.gathering import Gathering
from lianxin.foundation.core.prepared import as_rows, ask

# As one sign-in alone: the first time counts, a frozen row is left alone. A row that somebody
# else holds is passed over, so that a batch waits for nobody and nobody can wait in a circle.
ENTER_ALL = """
update meetings_invitation i
set signed_in_at = free.at, how = free.how, flags = free.flags,
    shown_at = free.shown_at, browser = free.browser
from (
  select held.meeting_id, held.member_id, x.at, x.how, x.shown_at, x.browser,
         case when x.flag = '' then '{}' else array[x.flag] end as flags
  from json_to_recordset(%(rows)s)
    as x (meeting_id bigint, member_id bigint, at timestamptz, how text, flag text,
          shown_at timestamptz, browser text)
  cross join lateral (
    select meeting_id, member_id from meetings_invitation
    where zone = %(zone)s and meeting_id = x.meeting_id and member_id = x.member_id
      and signed_in_at is null and not frozen
    for update skip locked
  ) held
) free
where i.zone = %(zone)s and i.meeting_id = free.meeting_id and i.member_id = free.member_id
returning i.meeting_id, i.member_id, i.standing
"""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A person who may come in, seen at the door; all questions are answered."""

    door: Door
    member_id: int
    moment: datetime
    how: How
    flag: str = ""
    shown_at: datetime | None = None
    browser: str = ""
    by: Actor

    @property
    def place(self) -> tuple[int, int, int]:
        return self.door.zone, self.door.meeting_id, self.member_id


def entered_with_others(arrival: Arrival) -> bool:
    """Whether the crowd's transaction wrote it. A verb inside a transaction belongs to that one."""
    return not connection.in_atomic_block and CROWD.carry(arrival)


@transaction.atomic
def enter_all(arrivals: Sequence[Arrival]) -> list[int]:
    """Write those who can be written at once, tell of each, and say which they were."""
    first: dict[tuple[int, int, int], int] = {}
    for number, arrival in enumerate(arrivals):
        first.setdefault(arrival.place, number)
    zones: dict[int, list[Arrival]] = defaultdict(list)
    for number in first.values():
        zones[arrivals[number].door.zone].append(arrivals[number])
    standings = {
        first[place]: standing
        for zone, there in zones.items()
        for place, standing in _written(zone, there)
    }
    if standings:
        told = ((arrivals[number], standings[number]) for number in sorted(standings))
        publish_all([(signed_in(arrival, standing), arrival.by) for arrival, standing in told])
    return list(standings)


def _written(zone: int, arrivals: Sequence[Arrival]) -> Iterator[tuple[tuple[int, int, int], str]]:
    rows = [
        {
            "meeting_id": arrival.door.meeting_id,
            "member_id": arrival.member_id,
            "at": arrival.moment,
            "how": arrival.how,
            "flag": arrival.flag,
            "shown_at": arrival.shown_at,
            "browser": arrival.browser,
        }
        for arrival in arrivals
    ]
    for meeting, member, standing in ask(ENTER_ALL, {"zone": zone, "rows": as_rows(rows)}):
        yield (zone, meeting, member), standing


def signed_in(arrival: Arrival, standing: str) -> SignedIn:
    """The event of one sign-in; only the expected are counted."""
    door = arrival.door
    present = Count(what="meetings.present", unit_id=door.unit_id, amount=1, period=door.period)
    return SignedIn(
        unit_id=door.unit_id,
        subject_id=door.meeting_id,
        member_id=arrival.member_id,
        how=arrival.how,
        signed_in_at=arrival.moment,
        counted=(present,) if standing == Standing.EXPECTED else (),
    )


CROWD = Gathering(enter_all)
