"""The lists behind the numbers: units below, meetings of a month."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight.catalogue import TURNOUT, UNITS
from lianxin.overview.insight.queries.figures import Figures, figures
from lianxin.overview.insight.queries.months import first_day, next_month

IN_ORDER = Order(by="path")
LATEST_FIRST = Order(by="starts_at", descending=True)


def units_below(unit: Unit, kind: str, cursor: Cursor) -> Page[Unit]:
    """Open units below this one, in the order of the tree."""
    keys = (f"units.{kind}",) if kind else UNITS
    told = figures(unit, keys)
    found = Unit.objects.under(unit.path).open().exclude(pk=unit.pk)
    if kind:
        found = found.filter(kind=kind)
    total = told.sub(unit.pk, *keys) - told.own(unit.pk, *keys)
    return keyset(found.select_related("parent"), IN_ORDER, cursor, total=total)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting that was held, with its turnout."""

    meeting: Meeting
    expected: int
    present: int


@dataclass(frozen=True, kw_only=True)
class HeldPage:
    """A page of the meetings of a month; the sums are of all of them, kept figures."""

    lines: list[Held]
    page: Page[Meeting]
    total: int
    expected: int
    present: int

    @property
    def rate(self) -> float | None:
        return self.present / self.expected if self.expected else None


def meetings_held(unit: Unit, *, month: int, kind: str, cursor: Cursor) -> HeldPage:
    """Meetings of the month at the unit and below it, newest first."""
    key = f"meetings.held.{kind}" if kind else "meetings.held"
    told = figures(unit, [key, *TURNOUT], periods=[month])
    total = told.sub(unit.pk, key, period=month)
    page = keyset(_held(unit, month, kind), LATEST_FIRST, cursor, total=total)
    return HeldPage(
        lines=_lines(page.rows),
        page=page,
        total=total,
        expected=_sum(told, unit, "meetings.expected", month),
        present=_sum(told, unit, "meetings.present", month),
    )


def _sum(told: Figures, unit: Unit, key: str, month: int) -> int:
    return told.sub(unit.pk, key, period=month)


def _held(unit: Unit, month: int, kind: str) -> QuerySet[Meeting]:
    start = first_day(month)
    found = Meeting.objects.filter(
        state__in=("open", "closed"), held_on__gte=start, held_on__lt=next_month(start)
    )
    found = found.under(unit.path) if unit.is_internal else found.filter(unit=unit)
    if kind:
        found = found.of_kind(kind)
    columns = ("unit__short_name", "zone", "kinds", "title", "starts_at", "held_on", "state")
    return found.select_related("unit").only(*columns)


def _lines(meetings: list[Meeting]) -> list[Held]:
    rows: Any = (
        Invitation.objects.filter(
            zone__in={meeting.zone for meeting in meetings},
            meeting__in=[meeting.pk for meeting in meetings],
            standing="expected",
        )
        .order_by()
        .values_list("meeting_id")
        .annotate(Count("member_id"), Count("signed_in_at"))
    )
    turnout = {meeting: (expected, present) for meeting, expected, present in rows}
    held = ((meeting, *turnout.get(meeting.pk, (0, 0))) for meeting in meetings)
    return [
        Held(meeting=row, expected=expected, present=present) for row, expected, present in held
    ]
