"""How many came: one statement for any number of meetings, for pages and for the live process."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

RECENT = 8

# Counts concern the expected; those excused and guests who came are told apart.
SNAPSHOT = f"""
select m.id, json_build_object(
  'state', m.state,
  'expected', n.expected, 'present', n.present, 'leave', n.leave, 'asked', n.asked,
  'absent', n.expected - n.present - n.leave,
  'others', n.others,
  'share', case when n.expected = 0 then 0 else n.present * 100 / n.expected end,
  'voters', n.voters, 'voters_present', n.voters_present,
  'quorum', case m.quorum
     when '1/2' then n.voters > 0 and n.voters_present * 2 >= n.voters
     when '2/3' then n.voters > 0 and n.voters_present * 3 >= n.voters * 2
     else null end,
  'short', case m.quorum
     when '1/2' then n.voters_present * 2 < n.voters
     when '2/3' then n.voters_present * 3 < n.voters * 2
     else null end,
  'recent', coalesce(r.lines, '[]'::json))
from meetings_meeting m
cross join lateral (
  select count(*) filter (where standing = 'expected') as expected,
         count(*) filter (where standing = 'expected' and signed_in_at is not null) as present,
         count(*) filter (where standing = 'expected' and signed_in_at is null
                          and leave = 'approved') as leave,
         count(*) filter (where signed_in_at is null and leave = 'asked') as asked,
         count(*) filter (where standing <> 'expected' and signed_in_at is not null) as others,
         count(*) filter (where standing = 'expected' and may_vote) as voters,
         count(*) filter (where standing = 'expected' and may_vote
                          and signed_in_at is not null) as voters_present
  from meetings_invitation i where i.zone = m.zone and i.meeting_id = m.id) n
cross join lateral (
  select json_agg(x.line) as lines from (
    select to_char(i.signed_in_at at time zone 'Asia/Shanghai', 'HH24:MI') || '  ' || p.name
           as line
    from meetings_invitation i join members_member p on p.id = i.member_id
    where i.zone = m.zone and i.meeting_id = m.id and i.signed_in_at is not null
    order by i.signed_in_at desc, i.member_id desc limit {RECENT}) x) r
where m.id = any(%(keys)s)
"""  # noqa: S608 - a constant


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """应到、实到、请假、未到 at one moment; `quorum` and `short` are None where none is asked."""

    state: str
    expected: int
    present: int
    leave: int
    asked: int
    absent: int
    others: int
    share: int
    voters: int
    voters_present: int
    quorum: bool | None
    short: bool | None
    recent: list[str]


def turnout(meeting_id: int) -> Turnout:
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT, {"keys": [meeting_id]})
        row: tuple[Any, ...] = cursor.fetchone()
    return Turnout(**row[1])
