"""The inbox (消息): what the house has to say to a person."""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.records import Fact
from lianxin.foundation.messaging import rules
from lianxin.foundation.messaging.catalogue import BODY, ICONS, TITLE, URL, Tone
from lianxin.foundation.organisation.models import Unit

TONES = [(Tone.INFO, "通知"), (Tone.OK, "办结"), (Tone.WARN, "提醒"), (Tone.DANGER, "催办")]


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by), zone=0)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Message(Fact):
    """One message to one person; the same key is sent to him once."""

    personal: ClassVar = ("title", "body")

    pk = models.CompositePrimaryKey("zone", "user", "key")
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=64, db_collation="C")
    title = models.CharField("标题", max_length=TITLE)
    body = models.CharField("内容", max_length=BODY, blank=True)
    url = models.CharField("去向", max_length=URL, blank=True)
    tone = models.CharField("类型", max_length=6, choices=TONES, db_collation="C")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["zone", "user", "at", "key"], name="message_in_time"),
            # The bell stands on every page: its number is read from this index alone.
            models.Index(fields=["zone", "user"], name="message_unread", condition=Q(read_at=None)),
            BrinIndex(fields=["at"], name="message_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^/($|[^/\\])"), name="message_leads_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def icon(self) -> str:
        return ICONS[Tone(self.tone)]

    @property
    def is_read(self) -> bool:
        return self.read_at is not None
