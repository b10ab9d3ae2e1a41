"""Elections: who stands, who is left out of the count, the votes and the two counts of each."""

from fractions import Fraction
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.terms import rules
from lianxin.areas.terms.catalogue import (
    GROUNDS,
    OFFICES,
    SORTS,
    Sort,
    Tally,
    sort_name,
    tally_of,
)
from lianxin.areas.terms.catalogue import (
    Poll as PollValue,
)
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.procedures.models import Case


class _Seen(models.QuerySet[Any]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))


class Candidate(Record):
    """Somebody stands for an office."""

    personal: ClassVar = ("brief",)

    case = models.ForeignKey(Case, models.PROTECT, related_name="candidates", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="candidacies")
    office = models.CharField("职务", max_length=9, choices=list(OFFICES.items()), db_collation="C")
    rank = models.SmallIntegerField("排序", default=0)  # as approved; committee members by strokes
    brief = models.CharField("简介", max_length=500, blank=True)

    objects = _Seen.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "office", "member"], name="candidate_once_for_an_office"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.office} {self.member_id}"


class Exclusion(Record):
    """A member is left out of the count of those expected, by a recorded decision."""

    personal: ClassVar = ("ground",)

    case = models.ForeignKey(Case, models.PROTECT, related_name="exclusions", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    ground = models.CharField("情形", max_length=9, choices=list(GROUNDS.items()), db_collation="C")
    document = models.CharField("上级批复文号", max_length=80, blank=True)
    resolved_on = models.DateField("党员大会通过日期", null=True)

    objects = _Seen.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="exclusion_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.member_id} {self.ground}"


class Duty(Record):
    """The post a newly elected committee member takes up (委员分工)."""

    personal: ClassVar = ()

    case = models.ForeignKey(Case, models.PROTECT, related_name="duties", db_index=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    post = models.CharField("分工", max_length=16, choices=[(k, v.name) for k, v in POSTS.items()])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="duty_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.member_id} {self.post}"


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, by: Actor) -> Self:
        """Votes of the units one oversees, and those one was named to count."""
        return self.filter(rules.visible_polls(by))

    def standing(self) -> Self:
        """All but those that were set aside."""
        return self.exclude(state=Poll.State.SET_ASIDE)


class Poll(Record):
    """One vote on one office, on paper: who stands, how many are there, what was counted."""

    class State(models.TextChoices):
        OPEN = "open", "计票中"
        DECIDED = "decided", "已有结果"
        SET_ASIDE = "set_aside", "已作废"

    personal: ClassVar = ("tally",)

    case = models.ForeignKey(Case, models.PROTECT, related_name="polls", db_index=False)
    office = models.CharField("职务", max_length=9, choices=list(OFFICES.items()), db_collation="C")
    number = models.SmallIntegerField("次序")
    sort = models.CharField(
        "方式", max_length=7, choices=list(SORTS.items()), default=Sort.FIRST, db_collation="C"
    )
    preliminary = models.BooleanField("预选", default=False)
    seats = models.SmallIntegerField("应选名额")
    candidates = ArrayField(models.BigIntegerField(), verbose_name="候选人")  # in ballot order
    expected = models.IntegerField("应到会有选举权")
    present = models.IntegerField("实到会有选举权")
    quorum = models.SmallIntegerField("到会要求（%）", default=80)
    tellers = ArrayField(models.BigIntegerField(), verbose_name="计票人")
    state = models.CharField(
        "状态", max_length=9, choices=State, default=State.OPEN, db_collation="C"
    )
    tally = models.JSONField("计票结果", null=True)
    agreed_fewer = models.IntegerField("同意减少名额", null=True)
    opened_at = models.DateTimeField("登记时间")
    decided_at = models.DateTimeField("结果时间", null=True)
    reason = models.CharField("作废原因", max_length=300, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "office", "number"], name="poll_in_order"),
            models.UniqueConstraint(
                fields=["case", "office"], condition=Q(state="open"), name="poll_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="open", tally=None)
                | Q(state="decided", tally__isnull=False)
                | Q(state="set_aside"),
                name="poll_decided_has_a_tally",
            ),
            models.CheckConstraint(
                condition=Q(present__gte=0, expected__gt=0, seats__gt=0)
                & Q(present__lte=models.F("expected")),
                name="poll_no_more_present_than_expected",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.office} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_decided(self) -> bool:
        return self.state == self.State.DECIDED

    @property
    def name(self) -> str:
        """委员选举, 书记预选."""
        return f"{OFFICES[self.office]}{sort_name(self.sort, preliminary=self.preliminary)}"

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(map(str, self.candidates))

    @property
    def counted(self) -> Tally | None:
        return tally_of(self.tally) if self.tally else None

    def value(self, names: dict[str, str] | None = None) -> PollValue:
        """The vote as the arithmetic looks at it."""
        return PollValue(
            sort=Sort(self.sort),
            preliminary=self.preliminary,
            office=OFFICES[self.office],
            seats=self.seats,
            candidates=self.keys,
            names=names or {},
            expected=self.expected,
            present=self.present,
            quorum=Fraction(self.quorum, 100),
        )


class Count(Record):
    """What one of the two tellers found."""

    personal: ClassVar = ("tally",)

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="counts", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    tally = models.JSONField("计票结果")
    at = models.DateTimeField("录入时间")
    tries = models.SmallIntegerField("录入次数", default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "user"], name="count_once_for_a_teller")
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.user_id}"
