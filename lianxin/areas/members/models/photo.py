from typing import ClassVar

from django.db import models

from lianxin.areas.members.models.member import Member
from lianxin.foundation.core.records import Record
from lianxin.foundation.files.models import File


class Photo(Record):
    """The picture of a member (照片), cut to a portrait; it lies sealed among the files."""

    personal: ClassVar = ("file",)

    member = models.OneToOneField(Member, models.PROTECT, related_name="photo")
    file = models.OneToOneField(File, models.PROTECT, related_name="+", verbose_name="照片")
    put_at = models.DateTimeField("上传时间")

    def __str__(self) -> str:
        return str(self.member_id)
