"""News of transfers and of floating members. What people said to each other is not told."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FloatingRegistered(Event):
    """A member who lives elsewhere for a time was entered (the subject is the entry)."""

    label: ClassVar[str] = "登记流动党员"
    kind: str
    member_id: int | None
    on: str


@dataclass(frozen=True, kw_only=True)
class FloatingAmended(Event):
    label: ClassVar[str] = "更正流动党员登记"
    kind: str


@dataclass(frozen=True, kw_only=True)
class ContactLogged(Event):
    """Somebody spoke with a floating member, or tried to."""

    label: ClassVar[str] = "联系流动党员"
    how: str
    on: str


@dataclass(frozen=True, kw_only=True)
class FloatingEnded(Event):
    label: ClassVar[str] = "结束流动登记"
    reason: str
    on: str


@dataclass(frozen=True, kw_only=True)
class ContactsReminded(Event):
    """Branches were reminded of floating members they have not spoken with for too long."""

    label: ClassVar[str] = "提醒联系流动党员"
    sent: int


@dataclass(frozen=True, kw_only=True)
class LetterIssued(Event):
    """A letter of transfer was made out (the subject is the letter)."""

    label: ClassVar[str] = "开具介绍信"
    number: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class LetterUsed(Event):
    label: ClassVar[str] = "凭介绍信接收"
    number: str


@dataclass(frozen=True, kw_only=True)
class LetterVoided(Event):
    label: ClassVar[str] = "介绍信作废"
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptIssued(Event):
    """The receipt of a letter from outside was numbered (the subject is that letter)."""

    label: ClassVar[str] = "开具回执"
    number: str


@dataclass(frozen=True, kw_only=True)
class TransferApplied(Event):
    """A member asked his branch for a transfer (the subject is the member)."""

    label: ClassVar[str] = "申请转接组织关系"
    kind: str


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(Event):
    label: ClassVar[str] = "撤回转接申请"


@dataclass(frozen=True, kw_only=True)
class ApplicationDeclined(Event):
    """The branch does not take an application up, and says why (the subject is the member)."""

    label: ClassVar[str] = "不受理转接申请"
    reason: str


@dataclass(frozen=True, kw_only=True)
class TransferBegun(Event):
    """A branch sent one of its members, or all of them, on the way (the subject is the case)."""

    label: ClassVar[str] = "提出转接组织关系"
    kind: str
    to_unit_id: int | None


@dataclass(frozen=True, kw_only=True)
class ArrivalRegistered(Event):
    """Somebody brought a letter from an organisation outside (the subject is the letter)."""

    label: ClassVar[str] = "登记转入介绍信"
    number: str


@dataclass(frozen=True, kw_only=True)
class ArrivalTaken(Event):
    """Who came with a letter is on the roll now (the subject is the letter)."""

    label: ClassVar[str] = "介绍信持有人列入名册"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class LettersExpired(Event):
    """Letters ran out on their way; the members stayed where they were."""

    label: ClassVar[str] = "介绍信过期"
    cases: int


@dataclass(frozen=True, kw_only=True)
class LettersReminded(Event):
    label: ClassVar[str] = "提醒介绍信即将到期"
    sent: int


@dataclass(frozen=True, kw_only=True)
class TransfersSettled(Event):
    """Matters of members who went by another way were ended."""

    label: ClassVar[str] = "终止已无对象的事项"
    cases: int


@dataclass(frozen=True, kw_only=True)
class MembershipOpened(Event):
    """A matter that may take or give back a membership was opened (the subject is the case)."""

    label: ClassVar[str] = "启动党籍处理"
    kind: str
    reason: str
