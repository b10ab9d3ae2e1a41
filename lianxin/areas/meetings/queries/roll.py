"""The roll of one meeting, line by line, in the order of pinyin."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from django.db.models import QuerySet

from lianxin.areas.meetings.catalogue import (
    FLAGS,
    HOWS,
    LEAVE_KINDS,
    LEAVES,
    STANDINGS,
    Flag,
    How,
    Leave,
    Standing,
)
from lianxin.areas.meetings.models import Invitation, LateSignIn, Meeting

SLOW = 60.0  # seconds
BY_PHONE = (How.CODE, How.DIGITS)
SLOWER = 4  # times the median of the meeting
SAID: dict[str, str] = {
    Flag.LATE_UPLOAD.value: "手机当时没有网络，事后补传。",
    Flag.LOOK_ONCE.value: "屏幕上的图选错一次，没有再选。",
    Flag.LOOK_WRONG.value: "屏幕上的图两次没有选对。",
}


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why the host is asked to look again at one sign-in; a hint, not a judgement."""

    flag: str
    said: str

    @property
    def name(self) -> str:
        return FLAGS[self.flag]


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
    shown_at: datetime | None
    browser: str
    is_vouched: bool
    doubts: tuple[Doubt, ...] = ()

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
    def lag(self) -> float | None:
        """How many seconds after its code was shown a sign-in arrived."""
        if self.signed_in_at is None or self.shown_at is None or self.how not in BY_PHONE:
            return None
        return (self.signed_in_at - self.shown_at).total_seconds()


COLUMNS = (
    "member_id", "member__name", "member__pinyin", "member__initials", "member__unit__short_name",
    "standing", "may_vote", "signed_in_at", "how", "flags", "leave", "leave_kind", "leave_reason",
    "leave_asked_at", "leave_note", "shown_at", "browser", "is_vouched",
)  # fmt: skip
NAMES = tuple(
    column.removeprefix("member__").replace("unit__short_name", "unit_name") for column in COLUMNS
)


def roll(meeting: Meeting) -> list[Line]:
    """Everybody invited, in one statement, with what the host is asked to look at again."""
    lines = _lines(Invitation.objects.filter(zone=meeting.zone, meeting=meeting))
    found = doubts_in(lines)
    return [
        replace(line, doubts=tuple(found[line.member_id])) if line.member_id in found else line
        for line in lines
    ]


def doubts_in(lines: Sequence[Line]) -> dict[int, list[Doubt]]:
    """What speaks for a second look at whom: the flags kept with his line, one phone for two,
    and a code that was shown long before he came, when the others came at once."""
    phones: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.is_present and line.browser:
            phones[line.browser].append(line)
    lags = [line.lag for line in lines if line.lag is not None]
    usual = median(lags) if lags else 0.0
    found = {
        line.member_id: [
            *_kept_doubts(line), *_shared(line, phones[line.browser]), *_trailing(line, usual)
        ]
        for line in lines
        if line.is_present and not line.is_vouched
    }  # fmt: skip
    return {member: doubts for member, doubts in found.items() if doubts}


def _kept_doubts(line: Line) -> Iterator[Doubt]:
    for flag in line.flags:
        yield Doubt(flag=flag, said=SAID[flag])


def _shared(line: Line, same: Sequence[Line]) -> Iterator[Doubt]:
    others = "、".join(other.name for other in same if other.member_id != line.member_id)
    if others:
        yield Doubt(flag=Flag.SAME_PHONE, said=f"与{others}用同一台手机签到，可能是借用手机。")


def _trailing(line: Line, usual: float) -> Iterator[Doubt]:
    if line.lag is not None and line.lag > max(SLOW, SLOWER * usual):
        said = f"二维码出现 {round(line.lag)} 秒后才签到，比多数人晚；第一次登录的人也会这样。"
        yield Doubt(flag=Flag.TRAILING, said=said)


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
