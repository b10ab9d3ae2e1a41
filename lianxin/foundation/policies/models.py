"""Local rules (本级规定): where a unit asks more of itself and all below it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies.catalogue import Local


class PolicyQuerySet(models.QuerySet["Policy"]):
    def in_force(self, day: date) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day)


class Policy(Record):
    """A number that a unit set in place of a national one, between two days."""

    personal: ClassVar = ()

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="policies", verbose_name="制定组织", db_index=False
    )
    code = models.CharField("规则", max_length=60, db_collation="C")
    value = models.PositiveIntegerField("数值")
    document = models.CharField("文号", max_length=80)
    since = models.DateField("执行日期")
    ended_on = models.DateField("停止日期", null=True)
    end_document = models.CharField("停止依据", max_length=80, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                condition=Q(ended_on=None),
                name="policy_one_of_a_rule_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
                name="policy_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["unit", "code", "since"], name="policy_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.value}"

    @property
    def local(self) -> Local:
        """As rules see it; the unit must be at hand."""
        return Local(
            value=self.value,
            unit=self.unit.short_name,
            document=self.document,
            since=self.since,
        )

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.ended_on is None or self.ended_on > day)
