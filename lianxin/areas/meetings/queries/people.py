"""Whom a form may offer, and how a unit usually meets."""

from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, localtime

from lianxin.areas.meetings.models import Meeting
from lianxin.areas.members.catalogue import PARTY
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Appointment, Unit

HELD = (Meeting.State.OPEN, Meeting.State.CLOSED)
REMEMBERED = 60


def people_of(unit: Unit) -> QuerySet[Member]:
    """Party members on the roll of the unit itself."""
    own = Member.objects.filter(unit=unit, status="normal", category__in=sorted(PARTY))
    return own.order_by("pinyin", "pk")


def leaders_of(unit: Unit) -> QuerySet[Member]:
    """Who may chair or record: the unit's own members, and those in office there."""
    in_office = Appointment.objects.filter(unit=unit).filter(
        Q(ends_on=None) | Q(ends_on__gt=localdate())
    )
    found = Member.objects.filter(
        Q(unit=unit, category__in=sorted(PARTY)) | Q(user__in=in_office.values("user_id")),
        status="normal",
    )
    return found.order_by("pinyin", "pk")


def sitters_of(unit: Unit) -> QuerySet[Member]:
    """Who may be invited to sit in: those on the way into the Party."""
    others = Member.objects.filter(unit=unit, status="normal").exclude(category__in=sorted(PARTY))
    return others.order_by("pinyin", "pk")


@dataclass(frozen=True, kw_only=True)
class Habits:
    """When each type was last held, and where, when and under whom the unit last met."""

    last_on: dict[str, date] = field(default_factory=dict)
    place: str = ""
    begins: time | None = None
    chair_id: int | None = None
    recorder_id: int | None = None


def habits_of(unit: Unit, kinds: list[str]) -> Habits:
    """From the latest meetings of the unit, in one statement."""
    latest = list(
        Meeting.objects.filter(unit=unit, state__in=HELD)
        .only("kinds", "held_on", "place", "starts_at", "chair", "recorder")
        .order_by("-held_on")[:REMEMBERED]
    )
    last_on: dict[str, date] = {}
    for meeting in latest:
        for code in meeting.kinds:
            last_on.setdefault(code, meeting.held_on)
    alike = next((each for each in latest if set(kinds) & set(each.kinds)), None)
    alike = alike or next(iter(latest), None)
    if alike is None:
        return Habits(last_on=last_on)
    return Habits(
        last_on=last_on,
        place=alike.place,
        begins=localtime(alike.starts_at).time().replace(second=0, microsecond=0),
        chair_id=alike.chair_id,
        recorder_id=alike.recorder_id,
    )
