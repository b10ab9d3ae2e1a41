"""The roll of one meeting, line by line, in the order of pinyin."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lianxin.areas.meetings.catalogue import (
    FLAGS,
    HOWS,
    LEAVE_KINDS,
    LEAVES,
    STANDINGS,
    Leave,
    Standing,
)
from lianxin.areas.meetings.models import Invitation, LateSignIn, Meeting


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person on the roll of a meeting."""

    member_id: int
    name: str
    pinyin: str
    initials: str
    unit_name: str
    standing: str
    may_vote: bool
    signed_in_at: datetime | None
    how: str
    flags: list[str]
    leave: str
    leave_kind: str
    leave_reason: str
    leave_asked_at: datetime | None
    leave_note: str

    @property
    def is_present(self) -> bool:
        return self.signed_in_at is not None

    @property
    def is_expected(self) -> bool:
        return self.standing == Standing.EXPECTED

    @property
    def is_guest(self) -> bool:
        return self.standing == Standing.GUEST

    @property
    def is_on_leave(self) -> bool:
        return not self.is_present and self.leave == Leave.APPROVED

    @property
    def waits(self) -> bool:
        """Whether a leave request waits for a decision."""
        return not self.is_present and self.leave == Leave.ASKED

    @property
    def state(self) -> str:
        """One word for a list: present, leave, asked, absent, or away for whom nobody misses."""
        if self.is_present:
            return "present"
        if self.is_on_leave:
            return "leave"
        if self.waits:
            return "asked"
        return "absent" if self.is_expected else "away"

    @property
    def standing_name(self) -> str:
        return STANDINGS[self.standing]

    @property
    def how_name(self) -> str:
        return HOWS.get(self.how, "")

    @property
    def leave_name(self) -> str:
        return LEAVES.get(self.leave, "")

    @property
    def leave_kind_name(self) -> str:
        return LEAVE_KINDS.get(self.leave_kind, "")

    @property
    def flag_names(self) -> list[str]:
        return [FLAGS[flag] for flag in self.flags]


COLUMNS = (
    "member_id", "member__name", "member__pinyin", "member__initials", "member__unit__short_name",
    "standing", "may_vote", "signed_in_at", "how", "flags", "leave", "leave_kind", "leave_reason",
    "leave_asked_at", "leave_note",
)  # fmt: skip
NAMES = tuple(
    column.removeprefix("member__").replace("unit__short_name", "unit_name") for column in COLUMNS
)


def roll(meeting: Meeting) -> list[Line]:
    """Everybody invited, in one statement."""
    return _lines(Invitation.objects.filter(zone=meeting.zone, meeting=meeting))


def line_of(meeting: Meeting, member_id: int) -> Line | None:
    """One person's line."""
    own = Invitation.objects.filter(zone=meeting.zone, meeting=meeting, member_id=member_id)
    return next(iter(_lines(own)), None)


def _lines(found: QuerySet[Invitation]) -> list[Line]:
    rows = found.order_by("member__pinyin", "member_id").values_list(*COLUMNS)
    return [Line(**dict(zip(NAMES, row, strict=True))) for row in rows]


def late_ones(meeting: Meeting) -> list[LateSignIn]:
    """Sign-ins that came after the record was frozen."""
    found = LateSignIn.objects.filter(zone=meeting.zone, meeting=meeting)
    return list(found.select_related("member", "decided_by").order_by("arrived_at"))


def late_of(meeting: Meeting, member_id: int) -> LateSignIn | None:
    """One person's sign-in that came too late for the record."""
    found = LateSignIn.objects.filter(zone=meeting.zone, meeting=meeting, member_id=member_id)
    return found.first()
