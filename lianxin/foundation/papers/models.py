"""The register of papers (文书登记): series of numbers, and the papers that bear them."""

from datetime import date
from typing import Any, ClassVar, Self

import orjson
from django.db import models
from django.db.models import Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers import rules
from lianxin.foundation.papers.catalogue import Paper, plugged


class Series(Record):
    """The numbers of one word in one year at a unit (字号): 港党〔2026〕. `kind` is "" for
    documents, else the code of the paper that counts by itself."""

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="组织")
    kind = models.CharField(max_length=60, blank=True, db_collation="C")
    word = models.CharField("机关代字", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最近编号", default=0)
    set_at = models.DateTimeField("设置时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "word", "year"], name="series_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕"


class IssuedQuerySet(models.QuerySet["Issued"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))


class Issued(Record):
    """A paper as it was issued. Its data are frozen and sealed; drawn anew it says the same."""

    personal: ClassVar = ("title", "values")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="组织")
    unit_name = models.CharField("印发组织", max_length=120)
    kind = models.CharField("种类", max_length=60, db_collation="C")
    title = models.CharField("标题", max_length=200)
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, related_name="issued", db_index=False
    )
    place = models.PositiveIntegerField("序号", null=True)
    number = models.CharField("文号", max_length=60, blank=True, db_collation="C")
    subject_id = models.BigIntegerField("对象")
    case_id = models.BigIntegerField("事项", null=True)
    key = models.CharField(max_length=60, blank=True, db_collation="C")
    values = EncryptedText(context="papers_issued.values")
    digest = models.CharField("摘要", max_length=64, db_collation="C")
    token = models.CharField(max_length=22, db_collation="C", unique=True)
    valid_until = models.DateField("有效期至", null=True)
    issued_at = models.DateTimeField("印发时间")
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="经办人"
    )
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    voided_for = models.CharField("作废原因", max_length=200, blank=True)

    objects = IssuedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "place"], name="number_never_twice"),
            models.UniqueConstraint(
                fields=["subject_id", "kind", "key"],
                condition=Q(voided_at=None),
                name="paper_issued_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "id"], name="register_of_unit"),
            models.Index(fields=["unit", "number"], name="register_by_number"),
            models.Index(
                fields=["case_id"], name="papers_of_case", condition=Q(case_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def paper(self) -> Paper | None:
        return plugged(self.kind)

    @property
    def kind_name(self) -> str:
        return self.paper.name if self.paper else self.kind

    @property
    def said(self) -> dict[str, Any]:
        """The frozen data."""
        found: dict[str, Any] = orjson.loads(self.values)
        return found

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def has_word_file(self) -> bool:
        return "frame" in self.said

    def has_expired(self, on: date) -> bool:
        return self.valid_until is not None and on > self.valid_until
