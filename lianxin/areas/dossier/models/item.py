"""What a file holds besides the roll's facts: items, the scans of documents, a member's replies."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

import orjson
from django.db import models
from django.db.models import F, Q

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.catalogue import APPRAISAL, AWARD, KINDS, NOTE, SOURCES, TRAINING, said
from lianxin.areas.dossier.catalogue.kinds import ItemKind
from lianxin.areas.members.catalogue.partial import DAY, PRECISIONS, Partial
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Record
from lianxin.foundation.files.models import File


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, by: Actor) -> Self:
        """Items of files the actor reads; sealed ones only where he holds their key."""
        return self.filter(rules.visible_items(by))

    def standing(self) -> Self:
        """Those that were not struck out as wrongly entered."""
        return self.filter(struck_at=None)


class Item(Record):
    """One thing in a member's file (档案条目): a training, an award, an appraisal, a document…

    `details` are open to whoever reads files; of sealed kinds they lie in `sealed` instead. A
    wrong entry is struck out, never edited, so that the file of any day can be told.
    """

    personal: ClassVar = (
        "title", "details", "sealed", "actor", "struck_by", "struck_reason", "lifted_document",
    )  # fmt: skip

    member = models.ForeignKey(Member, models.PROTECT, related_name="items", db_index=False)
    kind = models.CharField(
        "类别", max_length=9, choices=[(k.code, k.name) for k in KINDS.values()], db_collation="C"
    )
    on = models.DateField("日期")
    on_precision = models.SmallIntegerField(choices=PRECISIONS, default=DAY)
    until = models.DateField("截止日期", null=True)
    year = models.SmallIntegerField("年度")
    title = models.CharField("名称", max_length=120, blank=True)
    amount = models.IntegerField("学时（十分之一）", null=True)
    details = models.JSONField("内容", default=dict)
    sealed = EncryptedText("不公开内容", context="dossier.item.sealed", blank=True)

    source = models.CharField(
        "来源", max_length=5, choices=list(SOURCES.items()), default="unit", db_collation="C"
    )
    batch = models.BigIntegerField("批次", null=True)
    at = models.DateTimeField("登记时间")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("登记人", max_length=150)

    lifted_on = models.DateField("提前解除日期", null=True)
    lifted_document = models.CharField("解除文号", max_length=80, blank=True)
    lifted_at = models.DateTimeField("解除登记时间", null=True)
    struck_at = models.DateTimeField("撤销登记时间", null=True)
    struck_by = models.CharField("撤销人", max_length=150, blank=True)
    struck_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "kind", "on"], name="item_of_member"),
            models.Index(fields=["batch"], name="item_in_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"],
                condition=Q(kind=APPRAISAL, struck_at=None),
                name="item_one_appraisal_a_year",
            ),
            models.UniqueConstraint(
                fields=["member", "kind", "on", "title"],
                condition=Q(kind__in=[TRAINING, AWARD], struck_at=None),
                name="item_entered_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("on")), name="item_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def kind_of(self) -> ItemKind:
        return KINDS[self.kind]

    @property
    def dated(self) -> Partial:
        return Partial(self.on, self.on_precision)

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None

    @property
    def effect_ends(self) -> date | None:
        """The last day on which it has effect: lifted early, or as it was decided."""
        return self.lifted_on or self.until

    def has_effect(self, on: date) -> bool:
        """Whether a discipline note still has effect on a day."""
        ends = self.effect_ends
        return self.kind == NOTE and self.on <= on and (ends is None or on < ends)

    def hidden(self) -> Mapping[str, Any]:
        """What lies under seal, opened; lists of open kinds do not read it."""
        return orjson.loads(self.sealed) if self.kind_of.sealed and self.sealed else {}

    def values(self) -> Mapping[str, Any]:
        return {**self.details, **self.hidden()}

    def told(self) -> list[tuple[str, str]]:
        """Label and value of everything that is said of it, in order."""
        values = self.values()
        pairs = ((ask.label, said(ask, values.get(ask.key))) for ask in self.kind_of.asks)
        return [(label, value) for label, value in pairs if value]


class Scan(Record):
    """A file that belongs to a document of somebody's file."""

    personal: ClassVar = ()

    item = models.ForeignKey(Item, models.PROTECT, related_name="scans")
    file = models.ForeignKey(File, models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.item_id} {self.file_id}"


class Reply(Record):
    """What the member says to a note of discipline; it stays beside it (申辩与说明)."""

    personal: ClassVar = ("text",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="replies")
    text = EncryptedText("说明", context="dossier.reply.text")
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%F}"
