"""Who is expected: worked out from the roll of members, set-based, in one statement."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import connection, transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.catalogue import Standing, Who, who_of
from lianxin.areas.meetings.events import GuestInvited, GuestWithdrawn, RollRefreshed
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.members.catalogue import FORMAL, PARTY
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.grants import END

COMMITTEE_POSTS = sorted(code for code, post in POSTS.items() if post.in_committee)

# Each answers (member_id, standing, may_vote, rank); the lowest rank speaks for a member.
# In force is who stands on the roll with all rights; probationary members attend without a vote.
MEMBERS = """
select p.id, case when p.attendance_excused then 'excused' else 'expected' end,
       p.category = 'formal' and not p.attendance_excused, 1
from members_member p join organisation_unit n on n.id = p.unit_id
where n.path >= %(path)s and n.path < %(end)s
  and p.status = 'normal' and p.category = any(%(party)s)
union all
select p.id, case when a.kind = 'leader' then 'guest'
                  when p.attendance_excused then 'excused' else 'expected' end, false, 2
from members_affiliation a join members_member p on p.id = a.member_id
where a.unit_id = %(unit)s and a.kind <> %(formal)s and a.starts_on <= %(on)s
  and (a.ends_on is null or a.ends_on > %(on)s)
  and p.status = 'normal' and p.category = any(%(party)s)
"""
COMMITTEE = """
select p.id, 'expected', p.category = 'formal', 1
from organisation_appointment a join members_member p on p.user_id = a.user_id
where a.unit_id = %(unit)s and a.post = any(%(posts)s) and a.starts_on <= %(on)s
  and (a.ends_on is null or a.ends_on > %(on)s) and p.status = 'normal'
"""
CHOSEN = """
select p.id, 'expected', p.category = 'formal', 1
from members_member p where p.id = any(%(chosen)s) and p.status = 'normal'
"""
GUESTS = """
select p.id, 'guest', false, 9
from members_member p where p.id = any(%(guests)s) and p.status <> 'left'
"""
BY_RULE = {Who.MEMBERS: MEMBERS, Who.COMMITTEE: COMMITTEE, Who.CHOSEN: CHOSEN}

INVITE = """
insert into meetings_invitation
  (zone, meeting_id, member_id, unit_id, standing, may_vote, how, flags, wrong_codes,
   is_vouched, browser, leave, leave_kind, leave_reason, leave_note, frozen)
select distinct on (c.id)
  %(zone)s, %(meeting)s, c.id, %(unit)s, c.standing, c.may_vote, '', '{{}}', 0,
  false, '', '', '', '', '', false
from ({candidates}) c (id, standing, may_vote, rank)
order by c.id, c.rank
on conflict (zone, meeting_id, member_id) do nothing
"""
# Whoever has signed in, or came by invitation, keeps his line.
RELEASE = """
delete from meetings_invitation i
where i.zone = %(zone)s and i.meeting_id = %(meeting)s and i.standing <> 'guest'
  and i.signed_in_at is null and not i.frozen
  and not exists (select 1 from ({candidates}) c (id) where c.id = i.member_id)
"""
CORRECT = """
update meetings_invitation i set standing = c.standing, may_vote = c.may_vote
from (select distinct on (x.id) x.* from ({candidates}) x (id, standing, may_vote, rank)
      order by x.id, x.rank) c
where i.zone = %(zone)s and i.meeting_id = %(meeting)s and i.member_id = c.id
  and i.signed_in_at is null and not i.frozen and i.standing <> 'guest'
  and (i.standing, i.may_vote) is distinct from (c.standing, c.may_vote)
"""


class Changed(NamedTuple):
    added: int
    changed: int
    removed: int


class NotUnderWay(Refused):
    sentence = "会议已经结束或取消，不能再修改。确有差错的，请在下一次会议记录中说明。"


class AlreadyInvited(Refused):
    sentence = "此人已在本次会议的名单中。"


class NoLongerThere(Refused):
    sentence = "此人已经离开名册，不能邀请列席。"


class NotAGuest(Refused):
    sentence = "此人不是本次会议的列席人员，或者已经签到，不能取消列席。"


def given(meeting: Meeting, **more: Any) -> dict[str, Any]:
    """What the statements above are asked with."""
    return {
        "meeting": meeting.pk,
        "zone": meeting.zone,
        "unit": meeting.unit_id,
        "path": meeting.unit.path,
        "end": meeting.unit.path + END,
        "on": meeting.held_on,
        "party": sorted(PARTY),
        "formal": FORMAL,
        "posts": COMMITTEE_POSTS,
        "chosen": [],
        "guests": [],
        **more,
    }


def run(statement: str, known: dict[str, Any]) -> int:
    """How many rows the statement wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return int(cursor.rowcount)


def hold(meeting: Meeting) -> None:
    """Verbs that look at a whole meeting take turns; signing in does not wait for them."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(71002, %s)", [meeting.pk % 2**31])
    meeting.refresh_from_db(fields=["state"])


def invite(meeting: Meeting, *, chosen: Collection[int], guests: Collection[int]) -> int:
    """Put everybody on the meeting's roll in one statement."""
    candidates = BY_RULE[who_of(meeting.kinds)] + " union all " + GUESTS
    statement = INVITE.format(candidates=candidates)
    return run(statement, given(meeting, chosen=list(chosen), guests=list(guests)))


def bring_in_line(meeting: Meeting) -> Changed:
    """Make the expected agree with the roll of today; those who were named stay as named."""
    who = who_of(meeting.kinds)
    if who is Who.CHOSEN:
        return Changed(0, 0, 0)
    known, rule = given(meeting), BY_RULE[who]
    removed = run(RELEASE.format(candidates=rule), known)
    changed = run(CORRECT.format(candidates=rule), known)
    added = run(INVITE.format(candidates=rule), known)
    return Changed(added=added, changed=changed, removed=removed)


def expected(meeting: Meeting) -> int:
    lines = Invitation.objects.filter(zone=meeting.zone, meeting=meeting)
    return lines.filter(standing=Standing.EXPECTED).count()


def count(meeting: Meeting, what: str, amount: int) -> tuple[Count, ...]:
    """The change of a number of the meeting's unit and month; nothing if there is none."""
    if amount == 0:
        return ()
    return (Count(what=what, unit_id=meeting.unit_id, amount=amount, period=meeting.period),)


@transaction.atomic
def refresh_roll(meeting: Meeting, *, by: Actor) -> Changed:
    """Bring the expected in line with people admitted, moved or excused since the call."""
    require(rules.may_convene(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay

    before = expected(meeting)
    found = bring_in_line(meeting)
    if not any(found):
        return found

    shift = expected(meeting) - before if meeting.is_open else 0
    publish(
        RollRefreshed(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            counted=count(meeting, "meetings.expected", shift),
            **found._asdict(),
        ),
        by=by,
    )
    return found


@transaction.atomic
def invite_guest(meeting: Meeting, member: Member, *, by: Actor) -> Invitation:
    """Invite one more person to sit in (列席)."""
    require(rules.may_convene(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    if Invitation.objects.filter(zone=meeting.zone, meeting=meeting, member=member).exists():
        raise AlreadyInvited
    if not member.is_on_the_roll:
        raise NoLongerThere

    invitation = Invitation.objects.create(
        zone=meeting.zone,
        meeting=meeting,
        member=member,
        unit=meeting.unit,
        standing=Standing.GUEST,
    )

    publish(
        GuestInvited(unit_id=meeting.unit_id, subject_id=meeting.pk, member_id=member.pk), by=by
    )
    return invitation


@transaction.atomic
def withdraw_guest(meeting: Meeting, member_id: int, *, by: Actor) -> None:
    """Take back an invitation to sit in, as long as the guest has not come."""
    require(rules.may_convene(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    line = Invitation.objects.filter(
        zone=meeting.zone,
        meeting=meeting,
        member_id=member_id,
        standing=Standing.GUEST,
        signed_in_at=None,
    )
    if not line.delete()[0]:
        raise NotAGuest

    publish(
        GuestWithdrawn(unit_id=meeting.unit_id, subject_id=meeting.pk, member_id=member_id), by=by
    )
