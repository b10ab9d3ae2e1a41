"""Files (文件): what somebody handed in, whose content lies sealed in the store."""

from typing import ClassVar

from django.db import models

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.records import Record
from lianxin.foundation.files.catalogue import FILE_KINDS, FileKind
from lianxin.foundation.organisation.models import Unit


class File(Record):
    """One file of a unit. `sha256` is of the content as it is kept: pictures were drawn anew."""

    personal: ClassVar = ("name",)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="组织")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=5)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("摘要", max_length=64, db_collation="C")
    stored_as = models.CharField(max_length=100, blank=True)
    kept_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="上传人"
    )
    at = models.DateTimeField("上传时间")
    forgotten_at = models.DateTimeField("清除时间", null=True)

    class Meta:
        indexes = [models.Index(fields=["stored_as"], name="file_stored_as")]

    def __str__(self) -> str:
        return self.name

    @property
    def file_kind(self) -> FileKind:
        return FILE_KINDS[self.kind]

    @property
    def media_type(self) -> str:
        return self.file_kind.media_type

    @property
    def is_shown(self) -> bool:
        """Whether a browser may show it in the page."""
        return self.file_kind.is_shown and not self.is_forgotten

    @property
    def is_picture(self) -> bool:
        return self.file_kind.is_picture

    @property
    def is_forgotten(self) -> bool:
        return self.forgotten_at is not None
