"""Whom a form may offer, and how a unit usually meets."""

from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, localtime

from lianxin.areas.meetings.catalogue import Standing
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.members.catalogue import PARTY
from lianxin.areas.members.models import Member
from lianxin.areas.members.queries import Filter, narrowed
from lianxin.foundation.organisation.models import Appointment, Cell, Unit

HELD = (Meeting.State.OPEN, Meeting.State.CLOSED)
REMEMBERED = 60
MOST_FOUND = 30


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


def guests_to_invite(meeting: Meeting, q: str) -> list[Member]:
    """Whom a convener may still invite to sit in: people of the unit and below who are not on the
    roll of the meeting, found by name; without one, those on the way into the Party come first."""
    invited = Invitation.objects.filter(zone=meeting.zone, meeting=meeting).values("member_id")
    if q:
        asked = Filter.of({"q": q, "category": "all"})
        found: QuerySet[Member] = narrowed(meeting.unit, asked, today=localdate())
    else:
        found = sitters_of(meeting.unit)
    found = found.exclude(pk__in=invited).select_related("unit")
    return list(found.order_by("pinyin", "pk")[:MOST_FOUND])


@dataclass(frozen=True, kw_only=True)
class CellHabit:
    """A cell with who leads it, when it last met and who was expected then."""

    cell: Cell
    last_on: date | None = None
    chosen: tuple[int, ...] = ()
    leader_id: int | None = None


def cells_of(unit: Unit) -> list[CellHabit]:
    """The cells of a branch; three statements, however many there are."""
    cells = list(Cell.objects.filter(unit=unit, ended_on=None).order_by("name", "pk"))
    latest = {
        meeting.cell_id: meeting
        for meeting in Meeting.objects.filter(unit=unit, cell__in=cells)
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("cell_id", "-held_on", "-pk")
        .distinct("cell_id")
        .only("cell_id", "held_on")
    }
    chosen: dict[int, list[int]] = {}
    for meeting_id, member_id in Invitation.objects.filter(
        meeting__in=latest.values(), standing=Standing.EXPECTED
    ).values_list("meeting_id", "member_id"):
        chosen.setdefault(meeting_id, []).append(member_id)
    leaders = dict(
        Member.objects.filter(
            unit=unit, user_id__in=[cell.leader_id for cell in cells if cell.leader_id]
        ).values_list("user_id", "pk")
    )
    return [
        CellHabit(
            cell=cell,
            last_on=latest[cell.pk].held_on if cell.pk in latest else None,
            chosen=tuple(chosen.get(latest[cell.pk].pk, ())) if cell.pk in latest else (),
            leader_id=leaders.get(cell.leader_id or 0),
        )
        for cell in cells
    ]


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
