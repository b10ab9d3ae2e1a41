from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.grants import own
from lianxin.foundation.organisation.models import Unit


class SavedView(Record):
    """A filter of the roll under a name: one's own, or shared with everybody at and below
    the unit who sees its roll."""

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=20)
    query = models.CharField("条件", max_length=500, blank=True)
    shared = models.BooleanField("共享给本组织及下级", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "name"], name="view_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, by: Actor) -> Self:
        """Those the actor asked for; nobody else fetches them."""
        return self.filter(own(by))

    def waiting_since(self, at: datetime) -> Self:
        """Those that nobody has made since then."""
        return self.filter(state="waiting", created_at__lt=at)


class Export(Record):
    """A file of the roll that somebody asked for: made at once or by a job, gone when expired."""

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        READY = "ready", "可下载"
        FAILED = "failed", "未成功"
        EXPIRED = "expired", "已过期"

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="exports")
    query = models.CharField("条件", max_length=500, blank=True)
    ids = models.JSONField("所选人员", default=list)
    fields = models.JSONField("字段", default=list)
    unmasked = models.BooleanField("含完整敏感信息", default=False)
    purpose = models.CharField("用途", max_length=200)
    members = models.PositiveIntegerField("人数", default=0)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    file = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField("下载期限", null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "expires_at"], name="export_due")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.purpose}"

    def is_open(self, at: datetime) -> bool:
        """Whether it can be fetched now."""
        ready = self.state == self.State.READY and self.expires_at is not None
        return ready and self.expires_at is not None and at < self.expires_at
