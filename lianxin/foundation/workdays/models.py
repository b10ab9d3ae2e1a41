"""Days that do not follow the week, year by year."""

from typing import ClassVar
from uuid import UUID

from django.db import models

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.records import Record
from lianxin.foundation.workdays.catalogue import Day


class Year(Record):
    """A year whose days are kept here. `stamp` is new with every change of one of its days."""

    personal: ClassVar = ()

    number = models.PositiveSmallIntegerField("年份", unique=True)
    provisional = models.BooleanField("暂定", default=True)
    source = models.CharField("来源", max_length=120)
    document = models.CharField("放假通知", max_length=80, blank=True)
    loaded_at = models.DateTimeField("载入时间")
    stamp: "models.UUIDField[UUID, UUID]" = models.UUIDField(default=uuid7, editable=False)

    def __str__(self) -> str:
        return f"{self.number} 年"


class SpecialDay(Record):
    """A free weekday, a working weekend day, or a weekend day within a holiday."""

    personal: ClassVar = ()

    on = models.DateField("日期", unique=True)
    works = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)
    provisional = models.BooleanField("暂定", default=False)
    # Set by hand: loading a year leaves it as it is.
    by_hand = models.BooleanField("人工调整", default=False)
    document = models.CharField("依据文号", max_length=80, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.on} {self.name}"

    @property
    def day(self) -> Day:
        return Day(on=self.on, works=self.works, name=self.name, provisional=self.provisional)
