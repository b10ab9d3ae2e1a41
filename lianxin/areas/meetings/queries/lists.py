"""Lists of meetings: of a unit for its keepers, of a person for himself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from lianxin.areas.meetings.catalogue import MEETING_KINDS
from lianxin.areas.meetings.models import Invitation, Meeting, MeetingQuerySet
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.grants import own
from lianxin.foundation.organisation.models import Unit

STATES = Meeting.State
SOON_FIRST = Order(by="starts_at")
LATEST_FIRST = Order(by="starts_at", descending=True)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of a unit's list: a tab and filters, as the URL says them."""

    tab: str = STATES.PLANNED
    kind: str = ""
    year: int | None = None
    late: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """What is not understood is not asked."""
        year = query.get("year", "")
        kind = query.get("kind", "")
        tab = query.get("tab", "")
        return cls(
            tab=tab if tab in STATES.values else STATES.PLANNED,
            kind=kind if kind in MEETING_KINDS else "",
            year=int(year) if year.isascii() and year.isdigit() and 1900 < int(year) < 3000
            else None,
            late=query.get("late", "") == "1",
        )  # fmt: skip

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or self.year or self.late)


@dataclass(frozen=True, kw_only=True)
class Tab:
    state: str
    label: str
    count: int | None


def _found(unit: Unit, by: Actor, asked: Asked) -> MeetingQuerySet:
    """The filtered meetings of a unit, or of everything below one that has units below it."""
    all_of_them = Meeting.objects.visible_to(by)
    found = (
        all_of_them.under(unit.path) if unit.is_internal else all_of_them.filter(unit_id=unit.pk)
    )
    if asked.kind:
        found = found.of_kind(asked.kind)
    if asked.year:
        found = found.filter(
            held_on__gte=date(asked.year, 1, 1), held_on__lt=date(asked.year + 1, 1, 1)
        )
    return found.filter(is_late=True) if asked.late else found


def meetings_at(unit: Unit, by: Actor, asked: Asked, cursor: Cursor) -> Page[Meeting]:
    """One page of the list; what is to come is in the order of coming."""
    order = SOON_FIRST if asked.tab == STATES.PLANNED else LATEST_FIRST
    found = _found(unit, by, asked).filter(state=asked.tab)
    columns = (
        "unit__short_name", "unit__kind", "zone", "kinds", "title", "place", "starts_at", "ends_at",
        "held_on", "is_late", "state", "created_at",
    )  # fmt: skip
    return keyset(found.select_related("unit").only(*columns), order, cursor)


def tabs_of(unit: Unit, by: Actor, asked: Asked) -> list[Tab]:
    """The tabs with their counts; above many units only those that stay small are counted."""
    found = _found(unit, by, asked)
    if unit.is_internal:
        found = found.filter(state__in=(STATES.PLANNED, STATES.OPEN))
    counts = dict(found.order_by().values_list("state").annotate(Count("pk")))
    unknown = None if unit.is_internal else 0
    return [
        Tab(
            state=state,
            label=STATES(state).label,
            count=counts.get(state, unknown if state not in counts else 0),
        )
        for state in STATES.values
    ]


def turnouts_of(meetings: list[Meeting]) -> dict[int, dict[str, Any]]:
    """Expected and present of every meeting on a page, in one statement."""
    zones = {meeting.zone for meeting in meetings}
    rows: Any = (
        Invitation.objects.filter(
            zone__in=zones, meeting__in=[meeting.pk for meeting in meetings], standing="expected"
        )
        .order_by()
        .values("meeting_id")
        .annotate(expected=Count("member_id"), present=Count("signed_in_at"))
    )
    return {row["meeting_id"]: row for row in rows}


@dataclass(frozen=True, kw_only=True)
class Mine:
    """A meeting of one's own, and how one stands to it."""

    meeting: Meeting
    standing: str
    signed_in_at: datetime | None
    leave: str

    @property
    def is_present(self) -> bool:
        return self.signed_in_at is not None

    @property
    def is_to_come(self) -> bool:
        """To come or under way; a meeting entered afterwards is past from the beginning."""
        return self.meeting.is_under_way and not self.meeting.is_late


RECENTLY = timedelta(days=400)


def mine(by: Actor, *, at: datetime) -> tuple[list[Mine], list[Mine]]:
    """One's own meetings: to come and under way, then those of the last year."""
    rows = (
        Invitation.objects.filter(own(by, "member__user"), meeting__starts_at__gt=at - RECENTLY)
        .select_related("meeting__unit")
        .only(
            "zone", "meeting", "member", "standing", "signed_in_at", "leave",
            "meeting__title", "meeting__place", "meeting__starts_at", "meeting__ends_at",
            "meeting__state", "meeting__kinds", "meeting__is_late", "meeting__unit__short_name",
        )
        .order_by("-meeting__starts_at")[:100]
    )  # fmt: skip
    found = [
        Mine(
            meeting=row.meeting,
            standing=row.standing,
            signed_in_at=row.signed_in_at,
            leave=row.leave,
        )
        for row in rows
    ]
    coming = [each for each in found if each.is_to_come]
    past = [each for each in found if not each.is_to_come]
    return list(reversed(coming)), past
