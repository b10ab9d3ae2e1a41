"""Meetings for tests: called at Pier by Wang."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from lianxin.areas.meetings import actions, codes
from lianxin.areas.meetings.actions import Minutes, Plan, Section
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.meetings.queries import Door, door_of
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts.models import User
from tests.cast import Cast, actor


def plan(**said: Any) -> Plan:
    starts_at = said.pop("starts_at", None) or now() + timedelta(minutes=5)
    known = {
        "kinds": ["members_meeting"],
        "title": "十一月党员大会",
        "place": "码头会议室",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        **said,
    }
    return Plan(**known)


def called(cast: Cast, **said: Any) -> Meeting:
    return actions.convene(cast.pier, plan(**said), by=actor(cast.wang), at=now())


def opened(cast: Cast, **said: Any) -> Meeting:
    return actions.open_meeting(called(cast, **said), by=actor(cast.wang), at=now())


def begun(cast: Cast, **said: Any) -> Meeting:
    """Open, and its hour has come."""
    meeting = opened(cast, **said)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now() - timedelta(minutes=1))
    meeting.refresh_from_db()
    return meeting


def minuted(cast: Cast, meeting: Meeting, **said: Any) -> Meeting:
    minutes = Minutes(
        sections=[
            Section(kind=part["kind"], title=part["title"], text="已按议程进行。")
            for part in meeting.sections
        ],
        **{"chair_id": cast.wang_member.pk, "recorder_id": cast.chen_member.pk, **said},
    )
    return actions.save_minutes(meeting, minutes, by=actor(cast.wang))


def closed(cast: Cast, **said: Any) -> Meeting:
    meeting = minuted(cast, begun(cast, **said))
    return actions.close_meeting(meeting, by=actor(cast.wang), at=now())


def before(meeting: Meeting, user: User) -> Door:
    door = door_of(meeting.pk, actor(user))
    assert door is not None
    return door


def shown(meeting: Meeting, at: datetime) -> codes.Proof | None:
    """What somebody has who scans the screen at `at`."""
    return scanned(meeting, shown_at=at, at=at)


def scanned(meeting: Meeting, *, shown_at: datetime, at: datetime) -> codes.Proof | None:
    step = codes.step_at(shown_at)
    mark = codes.mark_of(meeting.key, meeting.pk, step)
    return codes.read_code(meeting.key, meeting.pk, step=str(step), mark=mark, at=at)


def line(meeting: Meeting, member: Member) -> Invitation:
    return Invitation.objects.get(zone=meeting.zone, meeting=meeting, member=member)


def rows(meeting: Meeting) -> list[tuple[Any, ...]]:
    """Everything on the roll of a meeting, for "nothing changed"."""
    return list(Invitation.objects.filter(meeting=meeting).order_by("member_id").values_list())


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def text(page):
    return page.content.decode()
