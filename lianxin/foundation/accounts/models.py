"""Ways to sign in. What a person *is* stands in `members`; what he may do, in `organisation`."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from lianxin.foundation.accounts import devices, rules
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText, blind_index
from lianxin.foundation.core.records import Fact, Record

PHONE = "accounts.user.phone"
SUGGEST_AFTER = timedelta(days=90)


def phone_index(phone: str) -> bytes:
    """Where a phone number is found without reading it."""
    return blind_index(phone, context=PHONE)


def name_index(what: str, name: str) -> bytes:
    """Under what tries for a name are counted, without keeping what was typed."""
    return blind_index(name, context=f"accounts.attempt.{what}")


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))

    def of(self, by: Actor) -> Self:
        return self.filter(rules.own(by, "pk"))


class User(Record, AbstractBaseUser):
    """A way to sign in, by user name or phone number, with one password."""

    class Theme(models.TextChoices):
        AUTO = "auto", "跟随系统"
        LIGHT = "light", "浅色"
        DARK = "dark", "深色"

    class Mode(models.TextChoices):
        NORMAL = "normal", "标准"
        ELDER = "elder", "长辈模式"

    personal: ClassVar = ("name", "phone")
    last_login = None  # sessions say it; a hot column here would lock

    username = models.CharField("用户名", max_length=60, db_collation="C")
    name = models.CharField("姓名", max_length=60, db_collation="C")
    phone = EncryptedText("手机号", context=PHONE, blank=True)
    phone_index = models.BinaryField(null=True, editable=False)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    password_changed_at = models.DateTimeField(null=True)
    password_before = models.CharField(max_length=128, blank=True, editable=False)
    second_factor = EncryptedText("动态口令密钥", context="accounts.user.second_factor", blank=True)
    second_factor_at = models.DateTimeField("动态口令启用时间", null=True)
    second_factor_step = models.BigIntegerField(default=0)
    blocked_at = models.DateTimeField("停用时间", null=True)
    blocked_for = models.CharField("停用原因", max_length=200, blank=True)
    theme = models.CharField("外观", max_length=5, choices=Theme, default=Theme.AUTO)
    mode = models.CharField("显示方式", max_length=6, choices=Mode, default=Mode.NORMAL)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["username"], name="user_username_once"),
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=Q(phone_index__isnull=False),
                name="user_phone_once",
            ),
        ]
        indexes = [models.Index(fields=["name", "username"], name="user_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_second_factor(self) -> bool:
        return self.second_factor_at is not None

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None

    def password_is_old(self, at: datetime) -> bool:
        """Time to suggest a new password; nobody is forced to."""
        changed = self.password_changed_at
        return changed is not None and changed < at - SUGGEST_AFTER

    @property
    def masked_phone(self) -> str:
        return f"{self.phone[:3]}****{self.phone[-4:]}" if self.phone else ""


class RecoveryCode(Record):
    """A printed code that stands in once for the phone; only a keyed digest is kept."""

    personal: ClassVar = ()

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=16, unique=True)
    used_at = models.DateTimeField("使用时间", null=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible_sessions(by), zone=0)

    def open(self, *, since: datetime, oldest: datetime) -> Self:
        """Sessions that would still be let in: not ended, not idle, not too old."""
        return self.filter(zone=0, ended_at=None, seen_at__gt=since, started_at__gt=oldest)


class Session(Fact):
    """One signed-in browser. Only a digest of its cookie is kept."""

    personal: ClassVar = ("address", "agent")

    pk = models.CompositePrimaryKey("zone", "key")
    key = models.BinaryField(max_length=32)
    user = models.ForeignKey(User, models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近活动")
    ended_at = models.DateTimeField("结束时间", null=True)
    second_factor_at = models.DateTimeField("动态口令通过时间", null=True)
    address = models.GenericIPAddressField("网络地址", null=True)
    agent = models.CharField("浏览器", max_length=300, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["zone", "user", "started_at"], name="session_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at:%F %T}"

    @property
    def handle(self) -> str:
        """How a page names this session; the cookie cannot be told from it."""
        return bytes(self.key).hex()

    @property
    def device(self) -> str:
        return devices.describe(self.agent)

    @property
    def is_on_phone(self) -> bool:
        return devices.is_phone(self.agent)


class Attempt(Fact):
    """One try to sign in, right or wrong; five wrong ones lock the name for a while."""

    personal: ClassVar = ("address",)

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    name_index = models.BinaryField(max_length=16)
    address = models.GenericIPAddressField("网络地址", null=True)
    at = models.DateTimeField("时间")
    succeeded = models.BooleanField("是否成功")

    class Meta:
        indexes = [
            models.Index(fields=["zone", "name_index", "at"], name="attempt_of_name"),
            models.Index(fields=["zone", "address", "at"], name="attempt_from_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.succeeded}"
