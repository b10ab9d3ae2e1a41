"""Ways to sign in. What a person *is* stands in `members`; what he may do, in `organisation`."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from lianxin.foundation.core.crypto import EncryptedText, blind_index
from lianxin.foundation.core.records import Fact, Record

PHONE = "accounts.user.phone"


def phone_index(phone: str) -> bytes:
    """Where a phone number is found without reading it."""
    return blind_index(phone, context=PHONE)


class UserManager(models.Manager["User"]):
    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=username)


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
    name = models.CharField("姓名", max_length=60)
    phone = EncryptedText("手机号", context=PHONE, blank=True)
    phone_index = models.BinaryField(null=True, editable=False)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    password_changed_at = models.DateTimeField(null=True)
    second_factor = EncryptedText("动态口令密钥", context="accounts.user.second_factor", blank=True)
    second_factor_at = models.DateTimeField("动态口令启用时间", null=True)
    second_factor_step = models.BigIntegerField(default=0)
    blocked_at = models.DateTimeField("停用时间", null=True)
    theme = models.CharField("外观", max_length=5, choices=Theme, default=Theme.AUTO)
    mode = models.CharField("显示方式", max_length=6, choices=Mode, default=Mode.NORMAL)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["username"], name="user_username_once"),
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=Q(phone_index__isnull=False),
                name="user_phone_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_second_factor(self) -> bool:
        return self.second_factor_at is not None


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

    class Meta:
        indexes = [models.Index(fields=["zone", "user", "started_at"], name="session_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at:%F %T}"

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None and self.started_at <= at


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
        indexes = [models.Index(fields=["zone", "name_index", "at"], name="attempt_of_name")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.succeeded}"
