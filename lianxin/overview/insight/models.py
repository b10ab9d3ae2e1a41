"""Figures kept for every unit with others below it: what is folded, and what is still to fold."""

from typing import ClassVar

from django.db import models

from lianxin.foundation.core.records import Fact
from lianxin.foundation.organisation.models import DEEPEST, STEP, Unit

# Both tables are worked out from the records and can be made anew. They carry no database
# constraint to units: a fold would else wait for every unit that is being moved, and each
# sign-in would lock its unit's row; units are never removed.


class Counter(Fact):
    """A figure of a unit and month: at the unit itself (`own`) and with all below it (`sub`)."""

    personal: ClassVar = ()

    pk = models.CompositePrimaryKey("zone", "unit", "metric", "period")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    metric = models.SmallIntegerField("指标")
    period = models.IntegerField("月份", default=0)
    own = models.BigIntegerField("本级", default=0)
    sub = models.BigIntegerField("含下级", default=0)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.metric} {self.period}: {self.sub}"


class Delta(Fact):
    """A change of a figure that the fold has not yet carried into the counters. Append only.

    `path` is where the unit stands, so that what is pending below any unit is a range.
    """

    personal: ClassVar = ()

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    path = models.CharField(max_length=STEP * DEEPEST, db_collation="C")
    metric = models.SmallIntegerField("指标")
    period = models.IntegerField("月份", default=0)
    amount = models.BigIntegerField("增减")

    class Meta:
        indexes = [
            models.Index(
                fields=["metric", "period", "path"], include=["amount"], name="delta_pending"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.metric} {self.period} {self.amount:+}"
