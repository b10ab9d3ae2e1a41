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
