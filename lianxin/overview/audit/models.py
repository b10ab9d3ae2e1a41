"""The record of every event, and the seals that prove it whole."""

from typing import Any, ClassVar, NoReturn, Self

from django.db import models

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.audit import rules


class RecordIsKeptError(TypeError):
    """A program tried to change or remove lines of the record."""

    def __init__(self) -> None:
        super().__init__("Entries of the record are never changed or removed.")


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))

    def unsealed(self) -> Self:
        return self.filter(seal=None)

    def update(self, **kwargs: Any) -> NoReturn:
        raise RecordIsKeptError

    def delete(self) -> NoReturn:
        raise RecordIsKeptError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsKeptError


class Entry(Fact):
    """One line of the record (审计记录): who did what, to what, where and when. Append only.

    `seal` and `digest` are empty until the job has sealed the entry; they are the only
    columns that are ever filled in later.
    """

    personal: ClassVar = ("actor", "facts")

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    at = models.DateTimeField("时间")
    event = models.CharField("事项", max_length=60, db_collation="C")
    facts = models.JSONField("内容")
    subject_id = models.BigIntegerField("对象")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("操作人", max_length=150)
    via = models.CharField(max_length=10)
    seal = models.BigIntegerField("封存批次", null=True)
    digest = models.BinaryField("摘要", null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="entry_in_time"),
            models.Index(fields=["event", "subject_id"], name="entry_of_subject"),
            models.Index(fields=["unit", "id"], name="entry_at_unit"),
            models.Index(fields=["user", "id"], name="entry_of_user"),
            models.Index(fields=["id"], name="entry_unsealed", condition=models.Q(seal=None)),
            models.Index(
                fields=["seal", "id"], name="entry_sealed", condition=models.Q(seal__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.actor} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise RecordIsKeptError

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsKeptError


class Seal(Record):
    """A batch of entries chained by digest to the batch before it (封存)."""

    personal: ClassVar = ()

    number = models.BigIntegerField("批次", unique=True)
    algorithm = models.CharField("摘要算法", max_length=10)
    before = models.BinaryField("上一批摘要")
    digest = models.BinaryField("本批摘要")
    entries = models.PositiveIntegerField("条数")
    sealed_at = models.DateTimeField("封存时间")

    def __str__(self) -> str:
        return f"第 {self.number} 批"
