"""News of elections. Who voted how is nowhere; what was counted stays with the vote."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CandidatePutUp(Event):
    """Somebody was put on the list (the subject is the case)."""

    label: ClassVar[str] = "列入候选人名单"
    member_id: int
    office: str


@dataclass(frozen=True, kw_only=True)
class CandidateTakenDown(Event):
    label: ClassVar[str] = "移出候选人名单"
    member_id: int
    office: str


@dataclass(frozen=True, kw_only=True)
class LeftOut(Event):
    """A member does not count as expected, by a recorded decision."""

    label: ClassVar[str] = "不计入应到会"
    member_id: int
    document: str


@dataclass(frozen=True, kw_only=True)
class CountedIn(Event):
    label: ClassVar[str] = "恢复计入应到会"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class PollOpened(Event):
    """A vote begins (the subject is the vote): so many expected, so many present."""

    label: ClassVar[str] = "登记选举"
    office: str
    seats: int
    expected: int
    present: int


@dataclass(frozen=True, kw_only=True)
class CountEntered(Event):
    """One of the two tellers entered his count; the numbers stay with the vote."""

    label: ClassVar[str] = "录入计票结果"
    agrees: bool | None  # None: the other one has not entered his yet


@dataclass(frozen=True, kw_only=True)
class PollDecided(Event):
    """Both tellers agree, and this is what it comes to."""

    label: ClassVar[str] = "选举结果"
    office: str
    comes: str
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PollSetAside(Event):
    """A vote no longer counts, for a reason."""

    label: ClassVar[str] = "作废选举"
    office: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SeatsReduced(Event):
    """The voters agreed to leave the missing seats open."""

    label: ClassVar[str] = "减少名额"
    office: str
    agreed: int


@dataclass(frozen=True, kw_only=True)
class DutiesAssigned(Event):
    """The new committee divided its work."""

    label: ClassVar[str] = "委员分工"
    members: int


@dataclass(frozen=True, kw_only=True)
class ElectionTookEffect(Event):
    """The approved result was put into posts (the subject is the case)."""

    label: ClassVar[str] = "选举结果生效"
    on: date
    document: str
    appointed: int


@dataclass(frozen=True, kw_only=True)
class RemindersSent(Event):
    """Units whose term ends soon or is over were reminded, and the units above them."""

    label: ClassVar[str] = "提醒换届"
    units: int
    sent: int
