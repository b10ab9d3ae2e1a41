"""Who looked into a file, who confirmed his data this year, and who was asked to."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from lianxin.areas.dossier.catalogue import HOWS, PARTS
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.organisation.models import Unit


class Opening(Fact):
    """Somebody opened a part of a member's file; the member reads it here (查看记录).

    The file as a whole leaves one line a day for each reader; what is under seal, each time.
    """

    personal: ClassVar = ("looker", "purpose")

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="openings", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    looker = models.CharField("查看人", max_length=150)
    part = models.CharField("内容", max_length=10, choices=list(PARTS.items()), db_collation="C")
    purpose = models.CharField("用途", max_length=200, blank=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")

    class Meta:
        indexes = [models.Index(fields=["member", "id"], name="opening_of_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "member", "user", "on"],
                condition=Q(part="file"),
                name="opening_of_the_file_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.looker}"


class Confirmation(Fact):
    """A member, or the branch that asked him, says that his data are right this year."""

    personal: ClassVar = ("actor", "note")

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="confirmations", db_index=False)
    year = models.SmallIntegerField("年度")
    how = models.CharField("方式", max_length=7, choices=list(HOWS.items()), db_collation="C")
    note = models.CharField("说明", max_length=200, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("登记人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        indexes = [models.Index(fields=["member", "year"], name="confirmation_of_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "member", "year"], name="confirmation_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.year}"


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def over(self, unit: Unit, year: int) -> Self:
        """Those of a year that cover a unit: called here or above it."""
        return self.filter(year=year, unit__in=Unit.objects.above(unit.path))


class Campaign(Record):
    """A unit asks the members at and below it to confirm their data by a day (年度信息核对)."""

    personal: ClassVar = ("actor",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.SmallIntegerField("年度")
    due_on = models.DateField("截止日期")
    at = models.DateTimeField("发起时间")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("发起人", max_length=150)
    reminded_at = models.DateTimeField("提醒时间", null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="campaign_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    def is_over(self, today: date) -> bool:
        return today > self.due_on
