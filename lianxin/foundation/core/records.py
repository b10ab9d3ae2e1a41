"""The two kinds of tables: records (nouns) and facts (high-volume rows)."""

from typing import ClassVar

from django.db import models


class Record(models.Model):
    """A noun: a unit, a user, a member, a meeting. Written rarely, referred to by key."""

    personal: ClassVar[tuple[str, ...]]

    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        abstract = True


class Fact(models.Model):
    """A high-volume, append-mostly row. Nothing points at it.

    `zone` is opaque and immutable, taken from the unit when the row is made; it comes first
    in the primary key, in every unique constraint and in every lock, so that the table can
    be distributed by it.
    """

    personal: ClassVar[tuple[str, ...]]

    zone = models.SmallIntegerField("分区", default=0)

    class Meta:
        abstract = True
