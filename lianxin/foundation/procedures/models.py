"""Cases (事项) and what was done in each: the passings, papers attached, drafts, who looked."""

from datetime import date
from typing import Any, ClassVar, Self

import orjson
from django.db import models
from django.db.models import Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.files.models import File
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import rules
from lianxin.foundation.procedures.catalogue import Phase, Procedure, Step, plugged


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, by: Actor) -> Self:
        """Cases of the units one oversees, those on one's desk, and one's own."""
        return self.filter(rules.visible(by))

    def open(self) -> Self:
        return self.filter(state=Case.State.OPEN)

    def at(self, path: str) -> Self:
        """Cases of the unit at the path and of all below it."""
        return self.filter(rules.subtree(path))

    def on_desk(self, unit: Unit) -> Self:
        """Open cases that wait for this unit itself."""
        return self.filter(desk=unit, state=Case.State.OPEN)

    def of(self, by: Actor) -> Self:
        """The actor's own cases: those about himself."""
        return self.filter(rules.own_cases(by))


class Case(Record):
    """A matter on its way through a procedure."""

    class State(models.TextChoices):
        OPEN = "open", "办理中"
        DONE = "done", "已办结"
        ENDED = "ended", "已终止"
        WITHDRAWN = "withdrawn", "已撤回"

    personal: ClassVar = ("title", "facts")

    procedure = models.CharField("流程", max_length=24, db_collation="C")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="cases", verbose_name="所在组织", db_index=False
    )
    desk = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="承办组织", db_index=False
    )
    other = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="对方组织", db_index=False
    )
    zone = models.SmallIntegerField(default=0, editable=False)  # where its facts lie
    subject_id = models.BigIntegerField("对象")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="本人", db_index=False
    )
    title = models.CharField("名称", max_length=80)
    step = models.CharField("环节", max_length=32, db_collation="C")
    passings = models.IntegerField("已登记环节数", default=0)  # grows with every change of the case
    state = models.CharField(
        "状态", max_length=9, choices=State, default=State.OPEN, db_collation="C"
    )
    outcome = models.CharField("结果", max_length=40, blank=True)
    holder = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="经办人", db_index=False
    )
    opened_on = models.DateField("开始日期")
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    entered_on = models.DateField("进入本环节日期")
    earliest_on = models.DateField("最早可办日期", null=True)
    due_on = models.DateField("办理期限", null=True)
    counts_workdays = models.BooleanField("期限按工作日计算", default=False)
    closed_on = models.DateField("办结日期", null=True)
    facts = models.JSONField("事项信息", default=dict)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["desk", "state", "due_on", "id"], name="case_on_desk"),
            models.Index(fields=["unit", "procedure", "state", "id"], name="case_of_unit"),
            models.Index(
                fields=["other", "state", "id"],
                name="case_of_other",
                condition=Q(other__isnull=False),
            ),
            models.Index(fields=["procedure", "subject_id"], name="case_of_subject"),
            models.Index(fields=["user"], name="case_of_user", condition=Q(user__isnull=False)),
            models.Index(
                fields=["holder"], name="case_of_holder", condition=Q(holder__isnull=False)
            ),
            models.Index(fields=["due_on"], name="case_due", condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None)
                | ~Q(state="open") & Q(closed_on__isnull=False),
                name="case_closed_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def procedure_of(self) -> Procedure:
        return plugged(self.procedure).procedure

    @property
    def step_of(self) -> Step:
        return self.procedure_of.step(self.step)

    @property
    def phase_of(self) -> Phase:
        return self.procedure_of.phase_of(self.step)

    def days_left(self, today: date) -> int | None:
        """Days until it is due; below zero, days overdue."""
        return None if self.due_on is None else (self.due_on - today).days


class Decision(Fact):
    """One line of a case's history (经办记录): a step passed, a return, a comment, a hand-over."""

    class Kind(models.TextChoices):
        OPENED = "opened", "启动"
        PASSED = "passed", "登记环节"
        CORRECTED = "corrected", "更正"
        RETURNED = "returned", "退回"
        WITHDRAWN = "withdrawn", "撤回"
        ENDED = "ended", "终止"
        COMMENTED = "commented", "批注"
        ASSIGNED = "assigned", "指定经办人"
        HANDED_OVER = "handed_over", "交接"
        MOVED = "moved", "变更组织"

    personal: ClassVar = ("values", "sealed", "note", "actor")

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", db_index=False)
    kind = models.CharField("事项", max_length=11, choices=Kind, db_collation="C")
    step = models.CharField("环节", max_length=32, blank=True, db_collation="C")
    way = models.CharField("结果", max_length=32, blank=True, db_collation="C")
    held_on = models.DateField("办理日期")
    at = models.DateTimeField("登记时间")
    is_late = models.BooleanField("补录", default=False)
    # Where the passing stands among those of the case; a correction takes the place of the old.
    place = models.IntegerField("次序", default=0)
    holds = models.BooleanField("有效", default=True)  # false once returned or corrected
    values = models.JSONField("内容", default=dict)
    sealed = EncryptedText("不公开内容", context="procedures.decision.sealed", blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="办理组织", db_index=False
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("经办人", max_length=150)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="decision_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.kind}"

    @property
    def hidden(self) -> dict[str, Any]:
        """The sealed values, opened."""
        return orjson.loads(self.sealed) if self.sealed else {}

    def all_values(self) -> dict[str, Any]:
        return {**self.values, **self.hidden}


class Attachment(Fact):
    """A file that stands with a step of a case."""

    personal: ClassVar = ("actor",)

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments", db_index=False)
    step = models.CharField("环节", max_length=32, db_collation="C")
    ask = models.CharField("材料", max_length=40, blank=True, db_collation="C")
    file = models.ForeignKey(File, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField("上传时间")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("上传人", max_length=150)
    removed_at = models.DateTimeField("移除时间", null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="attachment_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.file_id}"


class Draft(Fact):
    """What somebody has typed at a step and not yet recorded (暂存); one per person and case."""

    personal: ClassVar = ("content",)

    pk = models.CompositePrimaryKey("zone", "case", "user")
    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=32, db_collation="C")
    content = EncryptedText("暂存内容", context="procedures.draft.content")
    at = models.DateTimeField("暂存时间")

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class Sight(Fact):
    """Somebody opened a case on a day: the trace of who saw it."""

    personal: ClassVar = ("looker",)

    pk = models.CompositePrimaryKey("zone", "case", "user", "on")
    case = models.ForeignKey(Case, models.PROTECT, related_name="sights", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField("日期")
    at = models.DateTimeField("首次打开时间")
    looker = models.CharField("查看人", max_length=150)

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id} {self.on}"


class Clock(Record):
    """When deadlines were last swept; one row, so that a missed night is made up for."""

    personal: ClassVar = ()

    only = models.BooleanField(default=True, editable=False)
    swept_on = models.DateField("上次检查日期")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["only"], name="clock_only_one")]

    def __str__(self) -> str:
        return f"{self.swept_on}"
