"""News of the inbox. What messages say stays in their rows; the record holds who and how many."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MessagesSent(Event):
    """Messages went to inboxes; `user_id` where all went to one person (the subject then)."""

    label: ClassVar[str] = "发送消息"
    sent: int
    user_id: int | None


@dataclass(frozen=True, kw_only=True)
class MessageRead(Event):
    """Somebody opened a message (the subject is the reader)."""

    label: ClassVar[str] = "阅读消息"
    key: str


@dataclass(frozen=True, kw_only=True)
class InboxRead(Event):
    """Somebody marked everything in the inbox as read (the subject is the reader)."""

    label: ClassVar[str] = "全部消息标为已读"
    read: int


@dataclass(frozen=True, kw_only=True)
class OldMessagesForgotten(Event):
    label: ClassVar[str] = "清理旧消息"
    forgotten: int
