"""Corrections that members propose, field by field, and what the branch decided."""

from typing import Any, ClassVar, Self

import orjson
from django.db import models
from django.db.models import Q

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.catalogue import WORDS, label_of
from lianxin.areas.members.catalogue import FIELDS, mask, shown
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Record


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting_for(self, by: Actor) -> Self:
        """Proposals of members whose files the actor keeps."""
        return self.filter(rules.waiting(by))

    def of(self, by: Actor) -> Self:
        """One's own."""
        return self.filter(user_id=by.user_id) if by.user_id is not None else self.none()

    def open(self) -> Self:
        return self.filter(state=Proposal.State.OPEN)


class Proposal(Record):
    """What a member says is wrong in his file (更正申请)."""

    class State(models.TextChoices):
        OPEN = "open", "待审核"
        CLOSED = "closed", "已答复"
        WITHDRAWN = "withdrawn", "已撤回"

    personal: ClassVar = ()

    member = models.ForeignKey(Member, models.PROTECT, related_name="proposals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        "状态", max_length=9, choices=State, default=State.OPEN, db_collation="C"
    )
    at = models.DateTimeField("提出时间")
    closed_at = models.DateTimeField("答复时间", null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(state="open"), name="proposal_one_is_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.at:%F}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ProposalLine(Record):
    """One field of a proposal: what stands there, what should, and the answer.

    Values of masked fields, and what is said in words, lie under seal.
    """

    class State(models.TextChoices):
        OPEN = "open", "待审核"
        ACCEPTED = "accepted", "已更正"
        DECLINED = "declined", "未采纳"

    personal: ClassVar = ("old", "new", "sealed", "decider", "reason")

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="lines")
    key = models.CharField("信息项", max_length=40, db_collation="C")
    old = models.JSONField("原值", null=True)
    new = models.JSONField("新值", null=True)
    sealed = EncryptedText("不公开内容", context="dossier.proposalline.sealed", blank=True)
    state = models.CharField(
        "状态", max_length=8, choices=State, default=State.OPEN, db_collation="C"
    )
    decided_at = models.DateTimeField("答复时间", null=True)
    decider = models.CharField("答复人", max_length=150, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key"], name="proposal_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.key}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def label(self) -> str:
        return label_of(self.key)

    @property
    def is_words(self) -> bool:
        return self.key == WORDS

    @property
    def is_masked(self) -> bool:
        return not self.is_words and FIELDS[self.key].is_sensitive

    def pair(self) -> tuple[Any, Any]:
        """Old and new value, opened."""
        return tuple(orjson.loads(self.sealed)) if self.sealed else (self.old, self.new)

    def value(self) -> Any:
        """The proposed value as the roll keeps it."""
        return FIELDS[self.key].from_json(self.pair()[1])

    def shown(self) -> tuple[str, str]:
        """Old and new in words."""
        old, new = self.pair()
        if self.is_words:
            return "", str(new)
        field = FIELDS[self.key]
        return shown(self.key, field.from_json(old)), shown(self.key, field.from_json(new))

    def shown_masked(self) -> tuple[str, str]:
        """Old and new in words, masked where they are sensitive."""
        old, new = self.shown()
        return (mask(self.key, old), mask(self.key, new)) if self.is_masked else (old, new)
