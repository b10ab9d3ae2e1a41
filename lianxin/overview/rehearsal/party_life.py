"""Two years of meetings of the invented hospital, and those of this week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils.timezone import make_aware

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.actions import Minutes, Plan, Section
from lianxin.areas.meetings.catalogue import MEETING_KINDS
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.overview.rehearsal.demo import HOUSE, Hospital, Place
from lianxin.overview.rehearsal.hospital import LESSONS, PLACES, THEMES

MONTHS = 24
MISSED = 0.03  # a month without, now and then


@dataclass(frozen=True)
class Held:
    """A meeting as the year's rhythm asks for it."""

    kinds: tuple[str, ...]
    title: str
    starts_at: datetime


def live(made: Hospital, *, months: int = MONTHS) -> int:
    """Hold two years of meetings at every branch; say how many."""
    held = 0
    _learn_sizes()
    for place in made.places:
        for one in _rhythm(made, place, months):
            _hold(made, place, one)
            held += 1
        _coming(made, place)
        _learn_sizes()
    return held


def _learn_sizes() -> None:
    """All this is one transaction, which the server's own statistics do not see."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _rhythm(made: Hospital, place: Place, months: int) -> Iterator[Held]:
    """What was held until yesterday."""
    for back in range(months, -1, -1):
        for one in _month_of(made, place, _month(made.today, back)):
            if one.starts_at < made.at - timedelta(days=1):
                yield one


def _month_of(made: Hospital, place: Place, first: date) -> Iterator[Held]:
    """主题党日 each month, a members' meeting and a lecture each quarter, committee each month."""
    if made.random.random() >= MISSED:
        quarter = first.month % 3 == 0
        day = first + timedelta(days=place.unit.pk % 5 + 9)
        kinds = ("party_day", "members_meeting") if quarter else ("party_day",)
        if place.branch.committee:
            title = f"{first.month} 月支部委员会会议"
            yield Held(("committee_meeting",), title, _at(day - timedelta(days=4), 12))
        yield Held(kinds, f"主题党日：{THEMES[first.month - 1]}", _at(day, 15))
        if quarter:
            yield Held(("lecture",), f"党课：{made.random.choice(LESSONS)}", _at(day, 17))


def _month(today: date, back: int) -> date:
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _at(day: date, hour: int) -> datetime:
    return make_aware(datetime.combine(day, time(hour)))


def _plan(made: Hospital, place: Place, one: Held) -> Plan:
    kind = MEETING_KINDS[one.kinds[0]]
    return Plan(
        kinds=one.kinds,
        title=one.title,
        place=made.random.choice(PLACES),
        starts_at=one.starts_at,
        ends_at=one.starts_at + timedelta(minutes=kind.minutes),
        agenda=[{"title": item.title, "minutes": item.minutes} for item in kind.agenda],
        chair_id=place.officers[0].pk,
        recorder_id=place.officers[1].pk,
    )


def _hold(made: Hospital, place: Place, one: Held) -> None:
    """Call it a week before, open it, tick who came, write it up and close it the day after."""
    start = one.starts_at
    meeting = actions.convene(
        place.unit, _plan(made, place, one), by=HOUSE, at=start - timedelta(days=7)
    )
    actions.open_meeting(meeting, by=HOUSE, at=start - timedelta(minutes=20))
    came, away = _who_came(made, place, meeting)
    actions.take_attendance(meeting, came, by=HOUSE, at=start)
    actions.enter_leave(meeting, away, "duty", by=HOUSE, at=start)
    _write_up(place, meeting)
    actions.close_meeting(meeting, by=HOUSE, at=start + timedelta(days=1))


def _who_came(made: Hospital, place: Place, meeting: Meeting) -> tuple[list[int], list[int]]:
    invited = Invitation.objects.filter(zone=meeting.zone, meeting=meeting)
    came, away = [], []
    for member_id in invited.values_list("member_id", flat=True).order_by("member_id"):
        drawn = made.random.random()
        if drawn < place.branch.attendance:
            came.append(member_id)
        elif drawn < place.branch.attendance + 0.12:
            away.append(member_id)
    return came, away


def _write_up(place: Place, meeting: Meeting) -> None:
    meeting.refresh_from_db()
    actions.save_minutes(
        meeting,
        Minutes(
            sections=[
                Section(
                    kind=section["kind"],
                    title=section["title"],
                    text=f"围绕“{meeting.title}”进行，与会同志结合岗位实际交流发言。",
                )
                for section in meeting.sections
            ],
            chair_id=place.officers[0].pk,
            recorder_id=place.officers[1].pk,
        ),
        by=HOUSE,
    )


def _coming(made: Hospital, place: Place) -> None:
    """A lecture is called everywhere; one branch holds its 主题党日 today."""
    today = place.branch.name == "心血管内科党支部"
    start = _at(made.today + timedelta(days=2 + place.unit.pk % 6), 15)
    one = Held(("lecture",), f"党课：{made.random.choice(LESSONS)}", start)
    if today:
        start = made.at + timedelta(minutes=40)
        one = Held(("party_day",), f"主题党日：{THEMES[start.month - 1]}", start)
    actions.convene(place.unit, _plan(made, place, one), by=HOUSE, at=made.at)
