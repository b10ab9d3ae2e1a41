from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import rules
from lianxin.areas.transfers.catalogue.codes import KINDS, REASONS
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.grants import own
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.models import Case


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.applications(by))

    def of(self, by: Actor) -> Self:
        return self.filter(own(by, "member__user"))

    def waiting(self) -> Self:
        return self.filter(state=Application.State.WAITING)


class Application(Record):
    """A member asks his branch for a transfer (转接申请)."""

    class State(models.TextChoices):
        WAITING = "waiting", "待支部办理"
        TAKEN = "taken", "支部已受理"
        DECLINED = "declined", "支部未受理"
        WITHDRAWN = "withdrawn", "本人已撤回"

    personal: ClassVar = ("to_name", "note", "phone", "answer")

    member = models.ForeignKey(Member, models.PROTECT, related_name="applications")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="所在党支部", db_index=False
    )
    kind = models.CharField("转往", max_length=7, choices=list(KINDS.items()), db_collation="C")
    to = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="转往的党组织"
    )
    to_name = models.CharField("转往的党组织", max_length=120)
    reason = models.CharField(
        "转接原因", max_length=9, choices=list(REASONS.items()), db_collation="C"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    phone = EncryptedText("联系电话", context="transfers.application.phone", blank=True)
    state = models.CharField(
        "状态", max_length=9, choices=State, default=State.WAITING, db_collation="C"
    )
    applied_on = models.DateField("申请日期")
    settled_on = models.DateField("处理日期", null=True)
    answer = models.CharField("答复", max_length=200, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="applications")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "id"], name="application_waiting", condition=Q(state="waiting")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state="waiting"), name="application_one_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.to_name}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


IDENTITY = "transfers.arrival.id_number"


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.letters_in(by))


class Arrival(Record):
    """A letter that somebody brought from an organisation outside this house (转入介绍信)."""

    personal: ClassVar = ("name", "id_number", "facts", "phone")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="接收的党委")
    name = models.CharField("姓名", max_length=60)
    id_number = EncryptedText("公民身份证号", context=IDENTITY, blank=True)
    phone = EncryptedText("联系电话", context="transfers.arrival.phone", blank=True)
    facts = models.JSONField("其他信息", default=dict)  # open declared fields of a member
    id_index = models.BinaryField(null=True, editable=False)
    number = models.CharField("介绍信编号", max_length=60)
    origin = models.CharField("开具的党委", max_length=120)
    origin_phone = models.CharField("开具党委电话", max_length=20, blank=True)
    paid_to = models.CharField("党费交至", max_length=7, blank=True, db_collation="C")
    issued_on = models.DateField("开具日期", null=True)
    valid_until = models.DateField("有效期至", null=True)
    shown_on = models.DateField("提交日期")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="arrivals")
    receipt_number = models.CharField("回执编号", max_length=60, blank=True, db_collation="C")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="arrival_by_number"),
            models.Index(
                fields=["id_index"], name="arrival_by_person", condition=Q(id_index__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
