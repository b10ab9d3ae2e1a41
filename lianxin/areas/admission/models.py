"""Yearly numbers of admission, and who was approved against them."""

from typing import ClassVar

from django.db import models

from lianxin.areas.members.models import Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.organisation.models import Unit


class Plan(Record):
    """How many people a committee may take in in a year (发展党员计划)."""

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("计划数")
    document = models.CharField("下达文号", max_length=80)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="plan_once_a_year")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.number}"


class Approval(Fact):
    """A committee approved somebody; one row for each case, so that plans are counted."""

    personal: ClassVar = ()

    pk = models.CompositePrimaryKey("zone", "unit", "case")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    case = models.BigIntegerField("事项")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField("审批日期")
    document = models.CharField("审批文号", max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "on"], name="approval_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.member_id} {self.on}"
