"""News of accounts. They lie at no unit: `unit_id` is empty."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    label: ClassVar[str] = "开通账号"
    username: str


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event):
    """Somebody signed in (the subject is the user)."""

    label: ClassVar[str] = "登录"
    address: str
