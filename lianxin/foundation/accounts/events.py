"""News of accounts. They lie at no unit: `unit_id` is empty, the subject is the user."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    label: ClassVar[str] = "开通账号"
    username: str


@dataclass(frozen=True, kw_only=True)
class AccountBatchOpened(Event):
    """Many accounts were opened at once (the subject is the first)."""

    label: ClassVar[str] = "批量开通账号"
    user_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AccountBlocked(Event):
    label: ClassVar[str] = "停用账号"
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountUnblocked(Event):
    label: ClassVar[str] = "恢复账号"


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event):
    """Somebody signed in; the oldest of too many sessions may have ended with it."""

    label: ClassVar[str] = "登录"
    address: str
    ended: int = 0


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A wrong try (the subject is 0 when no account has the name)."""

    label: ClassVar[str] = "登录失败"
    address: str
    locks: bool
    blocked: bool = False


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    label: ClassVar[str] = "退出登录"


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event):
    """Sessions of an account were ended from elsewhere."""

    label: ClassVar[str] = "下线会话"
    ended: int


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    label: ClassVar[str] = "修改密码"


@dataclass(frozen=True, kw_only=True)
class PasswordMistyped(Event):
    """Somebody signed in did not know the present password."""

    label: ClassVar[str] = "修改密码时原密码错误"
    locks: bool


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    label: ClassVar[str] = "重置密码"


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnrolled(Event):
    label: ClassVar[str] = "启用动态口令"


@dataclass(frozen=True, kw_only=True)
class SecondFactorPassed(Event):
    label: ClassVar[str] = "通过动态口令"
    by_recovery_code: bool


@dataclass(frozen=True, kw_only=True)
class SecondFactorFailed(Event):
    label: ClassVar[str] = "动态口令错误"
    locks: bool


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(Event):
    label: ClassVar[str] = "重置动态口令"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesRenewed(Event):
    label: ClassVar[str] = "更换备用码"


@dataclass(frozen=True, kw_only=True)
class PreferencesSet(Event):
    label: ClassVar[str] = "设置显示方式"
    theme: str
    mode: str


@dataclass(frozen=True, kw_only=True)
class OldVisitsForgotten(Event):
    """Sessions and tries past the time they are kept were deleted (the subject is 0)."""

    label: ClassVar[str] = "清理过期登录记录"
    sessions: int
    attempts: int
