"""Meetings (会议) and what each person is to one: invited, on leave, present (应到、请假、签到)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lianxin.areas.meetings import catalogue, rules
from lianxin.areas.meetings.catalogue import HOWS, LEAVES, MEETING_KINDS, STANDINGS, MeetingKind
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.organisation.grants import own
from lianxin.foundation.organisation.models import Cell, Unit

KEY = "meetings.meeting.key"
REASON = "meetings.invitation.leave_reason"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, by: Actor) -> Self:
        """Meetings of the units one oversees, and those one is invited to."""
        invited = Invitation.objects.filter(own(by, "member__user")).values("meeting_id")
        return self.filter(rules.visible(by) | Q(pk__in=invited))

    def under(self, path: str) -> Self:
        return self.filter(rules.subtree(path))

    def of_kind(self, code: str) -> Self:
        return self.filter(kinds__contains=[code])


class Meeting(Record):
    """One event of Party life; it may be several types at once, each with minutes of its own."""

    class State(models.TextChoices):
        PLANNED = "planned", "即将召开"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已结束"
        CANCELLED = "cancelled", "已取消"

    personal: ClassVar = ("guests", "minutes", "record")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="meetings", verbose_name="召集组织", db_index=False
    )
    zone = models.SmallIntegerField(default=0, editable=False)  # where its invitations lie
    kinds = ArrayField(models.CharField(max_length=20), verbose_name="会议类型")
    title = models.CharField("会议名称", max_length=80)
    place = models.CharField("地点", max_length=80)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    held_on = models.DateField("召开日期")
    is_late = models.BooleanField("补录", default=False)
    state = models.CharField(
        "状态", max_length=9, choices=State, default=State.PLANNED, db_collation="C"
    )
    quorum = models.CharField("到会要求", max_length=5, blank=True, db_collation="C")
    agenda = models.JSONField("议程", default=list)
    chair = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", verbose_name="主持人", db_index=False
    )
    recorder = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", verbose_name="记录人", db_index=False
    )
    guests = models.CharField("其他列席人员", max_length=300, blank=True)
    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, related_name="+", verbose_name="党小组", db_index=False
    )
    key = EncryptedText("签到密钥", context=KEY)
    second_look = models.BooleanField("签到时看图", default=False)
    minutes = models.JSONField("会议记录", default=list)
    decisions = models.JSONField("决议", default=list)
    convened_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField("开始签到时间", null=True)
    closed_at = models.DateTimeField("封存时间", null=True)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    record = models.JSONField("封存内容", null=True)
    digest = models.BinaryField("封存摘要", null=True)
    algorithm = models.CharField("摘要算法", max_length=10, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "starts_at", "id"], name="meeting_of_unit"),
            models.Index(fields=["unit", "held_on"], name="meeting_on_day"),
            # Above many units a list walks in the order of time.
            models.Index(fields=["state", "starts_at", "id"], name="meeting_in_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="closed", closed_at__isnull=False, record__isnull=False,
                    digest__isnull=False,
                )
                | ~Q(state="closed")
                & Q(closed_at=None, record__isnull=True, digest=None),
                name="meeting_closed_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "cancelled")) | Q(opened_at__isnull=False),
                name="meeting_opened_before_it_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="meeting_cancelled_for_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def kinds_of(self) -> list[MeetingKind]:
        return [MEETING_KINDS[code] for code in self.kinds]

    @property
    def kind_names(self) -> str:
        return "、".join(kind.name for kind in self.kinds_of)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_under_way(self) -> bool:
        """Whether it may still change: neither frozen nor called off."""
        return self.state in (self.State.PLANNED, self.State.OPEN)

    @property
    def period(self) -> int:
        """The month it counts in, as 202611."""
        return self.held_on.year * 100 + self.held_on.month

    @property
    def digest_text(self) -> str:
        return bytes(self.digest).hex() if self.digest else ""

    def accepts_leave(self, at: datetime) -> bool:
        """Leave is asked beforehand."""
        return self.is_under_way and at < self.starts_at

    @property
    def sections(self) -> list[Mapping[str, Any]]:
        """What the minutes must tell, type by type, with what is written so far."""
        written = {(part["kind"], part["title"]): part["text"] for part in self.minutes}
        return [
            {
                "kind": kind.code,
                "of": kind.name,
                "title": title,
                "text": written.get((kind.code, title), ""),
            }
            for kind in self.kinds_of
            for title in kind.sections
        ]


class Invitation(Fact):
    """What one person is to one meeting, and whether he was there (应到与到会).

    `frozen` is set when the meeting is closed or called off; no verb changes a frozen row.
    """

    personal: ClassVar = (
        "signed_in_at",
        "shown_at",
        "browser",
        "leave_kind",
        "leave_reason",
        "leave_note",
    )

    pk = models.CompositePrimaryKey("zone", "meeting", "member")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="invitations", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    standing = models.CharField(
        "身份", max_length=8, choices=list(STANDINGS.items()), db_collation="C"
    )
    may_vote = models.BooleanField("有表决权", default=False)
    signed_in_at = models.DateTimeField("签到时间", null=True)
    how = models.CharField(
        "签到方式", max_length=6, choices=list(HOWS.items()), blank=True, db_collation="C"
    )
    flags = ArrayField(models.CharField(max_length=20), default=list, verbose_name="待核实")
    is_vouched = models.BooleanField("主持人确认在场", default=False)
    # Kept until the meeting is closed or called off: when the code was shown that one came with,
    # and a mark of the browser that holds for this meeting only.
    shown_at = models.DateTimeField("出码时间", null=True)
    browser = models.CharField("手机记号", max_length=22, blank=True, db_collation="C")
    wrong_codes = models.SmallIntegerField("输错签到码次数", default=0)
    leave = models.CharField(
        "请假", max_length=8, choices=list(LEAVES.items()), blank=True, db_collation="C"
    )
    leave_kind = models.CharField(
        "请假类型", max_length=8, choices=list(catalogue.LEAVE_KINDS.items()), blank=True,
        db_collation="C",
    )  # fmt: skip
    leave_reason = EncryptedText("请假说明", context=REASON, blank=True)
    leave_asked_at = models.DateTimeField("申请时间", null=True)
    leave_decided_at = models.DateTimeField("审批时间", null=True)
    leave_decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    leave_note = models.CharField("审批意见", max_length=200, blank=True)
    frozen = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["member", "meeting"], name="invitation_of_member")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id}"


class LateSignIn(Fact):
    """A sign-in that a phone kept without a network and that came after the record was frozen.

    It is a fact, so it is kept and shown beside the frozen record; whoever answers for the
    meeting says whether it holds.
    """

    personal: ClassVar = ("shown_at", "arrived_at")

    pk = models.CompositePrimaryKey("zone", "meeting", "member")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="late", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    shown_at = models.DateTimeField("扫码时间")
    arrived_at = models.DateTimeField("送达时间")
    holds = models.BooleanField("是否认可", null=True)
    decided_at = models.DateTimeField("核实时间", null=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.CharField("核实说明", max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.member_id} {self.holds}"
