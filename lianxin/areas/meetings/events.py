"""News of meetings. Names and reasons stay in the rows; the record of events holds keys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(Event):
    """A meeting was called and its roll invited (the subject is the meeting)."""

    label: ClassVar[str] = "召集会议"
    kinds: tuple[str, ...]
    title: str
    starts_at: datetime
    invited: int
    cell_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PastMeetingRecorded(Event):
    """A meeting held earlier was entered; it bears both dates for ever."""

    label: ClassVar[str] = "补录会议"
    kinds: tuple[str, ...]
    title: str
    starts_at: datetime
    invited: int
    cell_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingAmended(Event):
    label: ClassVar[str] = "修改会议"
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RollRefreshed(Event):
    """The expected were brought in line with the roll as it stands today."""

    label: ClassVar[str] = "更新应到名单"
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class GuestInvited(Event):
    label: ClassVar[str] = "邀请列席"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class GuestWithdrawn(Event):
    """The invitation to sit in was taken back before the guest came."""

    label: ClassVar[str] = "取消列席"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MeetingOpened(Event):
    """Signing in began."""

    label: ClassVar[str] = "开始签到"
    expected: int


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A member was present, by his own phone."""

    label: ClassVar[str] = "签到"
    member_id: int
    how: str
    signed_in_at: datetime


@dataclass(frozen=True, kw_only=True)
class LookedAgain(Event):
    """After a wrong picture the one further try was used."""

    label: ClassVar[str] = "再次看图"
    member_id: int
    is_right: bool


@dataclass(frozen=True, kw_only=True)
class CodeMistyped(Event):
    """Wrong digits were typed; after five only the host can enter this member."""

    label: ClassVar[str] = "签到码输错"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class LateSignInKept(Event):
    """A sign-in arrived after the record was frozen; it is kept for the chair to judge."""

    label: ClassVar[str] = "封存后收到签到"
    member_id: int
    shown_at: datetime


@dataclass(frozen=True, kw_only=True)
class LateSignInDecided(Event):
    label: ClassVar[str] = "核实迟到的签到"
    member_id: int
    holds: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class AttendanceTaken(Event):
    """The host ticked names on the list."""

    label: ClassVar[str] = "点名"
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class SignInConfirmed(Event):
    """A flagged sign-in was found true."""

    label: ClassVar[str] = "核实签到"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class SignInStruck(Event):
    """Sign-ins were taken back, for a reason."""

    label: ClassVar[str] = "撤销签到"
    member_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(Event):
    label: ClassVar[str] = "申请请假"
    member_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class LeaveWithdrawn(Event):
    label: ClassVar[str] = "撤回请假"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class LeaveDecided(Event):
    label: ClassVar[str] = "审批请假"
    member_id: int
    decision: str
    note: str


@dataclass(frozen=True, kw_only=True)
class LeaveEntered(Event):
    """The host entered leave that was asked by word of mouth."""

    label: ClassVar[str] = "登记请假"
    member_ids: tuple[int, ...]
    kind: str


@dataclass(frozen=True, kw_only=True)
class MinutesSaved(Event):
    label: ClassVar[str] = "保存会议记录"
    sections: int
    decisions: int


@dataclass(frozen=True, kw_only=True)
class MeetingClosed(Event):
    """The record was frozen; `digest` is its fingerprint."""

    label: ClassVar[str] = "结束并封存会议"
    algorithm: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    label: ClassVar[str] = "取消会议"
    reason: str
