from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import rules
from lianxin.areas.transfers.catalogue.codes import VOIDS
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers.models import Issued
from lianxin.foundation.procedures.models import Case


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.letters(by))

    def in_force(self) -> Self:
        """Neither void nor used."""
        return self.filter(voided_on=None, used_on=None)

    def run_out(self, on: date) -> Self:
        """In force, and past their last day."""
        return self.in_force().filter(valid_until__lt=on)


class Letter(Record):
    """A letter of transfer (介绍信): who goes from where to where, and how long it is good."""

    personal: ClassVar = ("addressee",)

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="转出党支部", db_index=False
    )
    issuer = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="开具的党委", db_index=False
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="letters")
    roster = models.JSONField("整建制名单", default=list)  # ids of the members of a whole unit
    paper = models.OneToOneField(
        Issued, models.PROTECT, null=True, related_name="+", verbose_name="登记"
    )
    number = models.CharField("编号", max_length=60, blank=True, db_collation="C")
    addressee = models.CharField("抬头", max_length=120)
    paid_to = models.CharField("党费交至", max_length=7, blank=True, db_collation="C")
    phone = models.CharField("党委联系电话", max_length=20, blank=True)
    issued_on = models.DateField("开具日期")
    valid_until = models.DateField("有效期至")
    used_on = models.DateField("接收日期", null=True)
    voided_on = models.DateField("作废日期", null=True)
    void_reason = models.CharField(
        "作废原因", max_length=9, choices=list(VOIDS.items()), blank=True, db_collation="C"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["valid_until"], name="letter_runs_out",
                condition=Q(voided_on=None, used_on=None),
            ),
            models.Index(fields=["issuer", "id"], name="letter_of_issuer"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(voided_on=None), name="letter_one_holds"
            ),
            models.CheckConstraint(
                condition=Q(voided_on=None, void_reason="") | Q(voided_on__isnull=False),
                name="letter_void_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_in_force(self) -> bool:
        return self.voided_on is None and self.used_on is None

    @property
    def days(self) -> int:
        """How many days it is good for."""
        return (self.valid_until - self.issued_on).days

    def state(self, on: date) -> str:
        """In a word, as it is shown."""
        if self.voided_on is not None:
            return f"已作废（{self.get_void_reason_display()}）"
        if self.used_on is not None:
            return "已使用"
        return "有效" if on <= self.valid_until else "已过期"
