"""What the live process may show of meetings."""

from typing import Any

from lianxin.areas.meetings.queries import SNAPSHOT
from lianxin.areas.meetings.rules import Can
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.live.topics import Topic, plug

PLACE = """
select n.path, exists (
  select 1 from meetings_invitation i join members_member p on p.id = i.member_id
  where i.zone = m.zone and i.meeting_id = m.id and p.user_id = %(user)s)
from meetings_meeting m join organisation_unit n on n.id = m.unit_id
where m.id = %(key)s
"""


def may_watch(by: Actor, row: tuple[Any, ...]) -> bool:
    """Those who oversee the meeting and those invited to it, as with its page."""
    path, is_invited = row
    return is_invited or any(path.startswith(above) for above in by.reach.get(Can.VIEW, ()))


plug(Topic(name="turnout", place=PLACE, permits=may_watch, snapshot=SNAPSHOT))
