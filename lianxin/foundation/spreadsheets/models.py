"""A batch is one file on its way into the house; lines and issues are what stands in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets import rules
from lianxin.foundation.spreadsheets.catalogue import AT_WORK, OPEN, SEVERITIES, Stage
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.sheets import Sheet, Verdict, named


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))

    def silent_since(self, moment: datetime) -> Self:
        """Batches whose worker has not been heard of: the process died."""
        return self.filter(stage__in=AT_WORK, worked_at__lt=moment)

    def due_to_be_forgotten(self, moment: datetime) -> Self:
        return self.filter(forgotten_at=None, worked_at__lt=moment).exclude(stage__in=AT_WORK)


class Batch(Record):
    """One uploaded file (导入批次): where it goes, how it is read, how far it has come."""

    personal: ClassVar = ("survey", "left_out")

    sheet = models.CharField("表格种类", max_length=30)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="batches", verbose_name="组织")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    stage = models.CharField("阶段", max_length=9, choices=Stage, default=Stage.UPLOADED)
    file_name = models.CharField("文件名", max_length=200)
    file_size = models.PositiveIntegerField("文件大小")
    sha256 = models.CharField(max_length=64, db_collation="C")
    stored_as = models.CharField(max_length=100, blank=True)
    format = models.CharField("格式", max_length=4)
    epoch_1904 = models.BooleanField(default=False)
    # The tabs with their first rows, so that the mapping page need not open the file again.
    survey = EncryptedText(context="spreadsheets_batch.survey")
    tab = models.PositiveSmallIntegerField("工作表", default=0)
    header_rows = models.JSONField(default=list)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # place in the row (as text) → key
    lines = models.PositiveIntegerField("数据行", default=0)
    counts = models.JSONField(default=dict)
    left_out = EncryptedText(context="spreadsheets_batch.left_out")
    whole = models.BooleanField("全部成功才导入", default=False)
    done_through = models.PositiveIntegerField(default=0)
    worked_at = models.DateTimeField("最近处理")
    applied_at = models.DateTimeField("导入时间", null=True)
    forgotten_at = models.DateTimeField("清除时间", null=True)
    restarts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField("中断原因", max_length=300, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "sheet", "-id"], name="batch_at_unit"),
            models.Index(
                fields=["worked_at"], name="batch_to_forget", condition=Q(forgotten_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def zone(self) -> int:
        return self.unit.zone

    @property
    def plug(self) -> Sheet:
        sheet = named(self.sheet)
        if sheet is None:
            raise LookupError(self.sheet)
        return sheet

    @property
    def columns(self) -> Mapping[str, Column]:
        """The mapped columns, in the order of the file."""
        known = {column.key: column for column in self.plug.columns}
        keys = [self.mapping[place] for place in sorted(self.mapping, key=int)]
        return {key: known[key] for key in keys if key in known}

    @property
    def places(self) -> dict[str, int]:
        """Key → place in the row of the file."""
        return {key: int(place) for place, key in self.mapping.items()}

    @property
    def is_at_work(self) -> bool:
        return self.stage in AT_WORK

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    def count(self, word: str) -> int:
        return int(self.counts.get(word, 0))

    @property
    def good(self) -> int:
        """How many lines would be written now."""
        return self.count("good")

    @property
    def unwritten(self) -> int:
        """Lines that stayed behind for a reason."""
        return sum(self.count(word) for word in ("error", "duplicate", "skipped"))

    @property
    def progress(self) -> int:
        """How much of the present stage is done, in percent."""
        total = self.lines or 1
        return min(100, round(self.count("worked") * 100 / total))


class LineQuerySet(models.QuerySet["Line"]):
    def of(self, batch: Batch) -> Self:
        return self.filter(zone=batch.zone, batch=batch)

    def good(self) -> Self:
        """Lines that applying would write."""
        return self.filter(GOOD)


GOOD = Q(verdict__in=(Verdict.NEW, Verdict.CHANGED))


class Line(Fact):
    """One row of the file, sealed, with what applying it would do.

    `judged` is the sheet's own word, `verdict` what counts: an error of a cell or an equal line
    above makes it an error, a person's decision settles a possible duplicate.
    """

    personal: ClassVar = ("sealed",)
    CONTEXT: ClassVar[str] = "spreadsheets_line.sealed"

    pk = models.CompositePrimaryKey("zone", "batch_id", "number")
    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField("行号")
    judged = models.CharField(max_length=9)
    verdict = models.CharField(max_length=9)
    decision = models.CharField(max_length=5, blank=True, default="")
    has_error = models.BooleanField(default=False)
    has_warning = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)
    key = models.BinaryField(null=True)
    equals_line = models.PositiveIntegerField(null=True)
    matched_id = models.BigIntegerField(null=True)
    sealed = models.BinaryField()

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["zone", "batch", "verdict", "number"], name="line_by_verdict"),
            models.Index(
                fields=["zone", "batch", "key"], name="line_by_key", condition=Q(key__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 行"


class Flaw(Fact):
    """One cell with an error or a warning; its sentence stands in the sealed line.

    `same` is the blind index of what the cell says, so that one correction can go to every cell
    that says the same.
    """

    personal: ClassVar = ()

    pk = models.CompositePrimaryKey("zone", "batch_id", "number", "column", "code")
    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField("行号")
    column = models.CharField("列", max_length=40)
    code = models.CharField("问题", max_length=30)
    severity = models.CharField(max_length=7, choices=SEVERITIES)
    same = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["zone", "batch", "column", "code", "number"], name="flaw_by_column"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.column} {self.code}"


class Outcome(Fact):
    """What applying a line did, and what undoing it needs."""

    personal: ClassVar = ("before",)
    CONTEXT: ClassVar[str] = "spreadsheets_outcome.before"

    pk = models.CompositePrimaryKey("zone", "batch_id", "number")
    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField("行号")
    subject_id = models.BigIntegerField()
    created = models.BooleanField()
    before = models.BinaryField(null=True)
    undone = models.BooleanField(null=True)
    why_kept = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"第 {self.number} 行"


class RememberedMapping(Record):
    """Which header was taken for which field, at a unit: offered again for the next file."""

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=30)
    fingerprint = models.CharField(max_length=32, db_collation="C")
    choices: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sheet", "fingerprint"], name="remembered_mapping_once"
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint
