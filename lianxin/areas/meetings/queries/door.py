"""What the house knows of a person before a meeting's door, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime

from lianxin.areas.meetings.catalogue import Flag
from lianxin.areas.meetings.models import KEY, Meeting
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import unseal
from lianxin.foundation.core.prepared import ask

DOOR = """
select m.id, m.unit_id, m.zone, m.title, m.state, m.key, m.starts_at, m.held_on, m.is_late,
       m.closed_at, p.user_id, i.member_id, i.standing, i.signed_in_at, i.wrong_codes, i.leave,
       m.second_look, i.flags
from meetings_meeting m
left join members_member p on p.user_id = %(user)s
left join meetings_invitation i
  on i.zone = m.zone and i.meeting_id = m.id and i.member_id = p.id
where m.id = %(meeting)s
"""


@dataclass(frozen=True, kw_only=True)
class Door:
    """A meeting as one person finds it: its state, its key, his own line on its roll."""

    meeting_id: int
    unit_id: int
    zone: int
    title: str
    state: str
    key: str
    starts_at: datetime
    held_on: date
    is_late: bool
    closed_at: datetime | None
    user_id: int | None
    member_id: int | None
    standing: str | None
    signed_in_at: datetime | None
    wrong_codes: int | None
    leave: str | None
    second_look: bool
    flags: list[str] | None

    @property
    def is_open(self) -> bool:
        return self.state == Meeting.State.OPEN and not self.is_late

    @property
    def period(self) -> int:
        return self.held_on.year * 100 + self.held_on.month

    @property
    def may_look_again(self) -> bool:
        """Signed in with a wrong picture, and one try is left."""
        return self.is_open and self.flags == [Flag.LOOK_ONCE]

    @property
    def is_invited(self) -> bool:
        return self.member_id is not None


def door_of(meeting_id: int, by: Actor) -> Door | None:
    """The door as `by` finds it, or None if there is no such meeting."""
    found = ask(DOOR, {"meeting": meeting_id, "user": by.user_id})
    if not found:
        return None
    (row,) = found
    return Door(
        meeting_id=row[0],
        unit_id=row[1],
        zone=row[2],
        title=row[3],
        state=row[4],
        key=unseal(row[5], context=KEY),
        starts_at=row[6],
        held_on=row[7],
        is_late=row[8],
        closed_at=row[9],
        user_id=row[10],
        member_id=row[11],
        standing=row[12],
        signed_in_at=row[13],
        wrong_codes=row[14],
        leave=row[15],
        second_look=row[16],
        flags=row[17],
    )
