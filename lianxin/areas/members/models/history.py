from typing import ClassVar

from django.db import models

from lianxin.areas.members.models.member import Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Fact


class MemberChange(Fact):
    """What one deed did to one member, so that it can be read, and a batch undone exactly.

    `before` and `after` hold the fields that differ; those of masked fields are sealed.
    """

    class Deed(models.TextChoices):
        ADMITTED = "admitted", "登记"
        AMENDED = "amended", "更正信息"
        ADVANCED = "advanced", "变更人员类别"
        CORRECTED = "corrected", "本人更正"
        MOVED = "moved", "调整支部"
        RECEIVED = "received", "组织关系转接"
        ARRIVED = "arrived", "组织关系转入"
        SUSPENDED = "suspended", "停止党籍"
        LEFT = "left", "离开名册"
        RESTORED = "restored", "恢复"
        EXCUSED = "excused", "免于参会"
        EXPECTED = "expected", "恢复参会"
        REVERTED = "reverted", "撤销批次"

    personal: ClassVar = ("before", "after", "sealed", "actor")

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="changes", db_index=False)
    batch = models.BigIntegerField("批次", null=True)
    deed = models.CharField("事项", max_length=9, choices=Deed, db_collation="C")
    at = models.DateTimeField("时间")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("操作人", max_length=150)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    masked = models.CharField("涉及的敏感字段", max_length=120, blank=True, db_collation="C")
    sealed = EncryptedText("敏感字段的变更", context="members.memberchange.sealed", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "id"], name="change_of_member"),
            models.Index(
                fields=["batch", "member"],
                name="change_in_batch",
                condition=models.Q(batch__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.get_deed_display()}"


class Look(Fact):
    """Somebody looked at a masked field of a member, who can see it here."""

    personal: ClassVar = ("looker",)

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="looks", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    looker = models.CharField("查看人", max_length=150)
    field = models.CharField("字段", max_length=40, db_collation="C")
    purpose = models.CharField("用途", max_length=200)
    at = models.DateTimeField("时间")

    class Meta:
        indexes = [models.Index(fields=["member", "id"], name="look_at_member")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.looker}"
