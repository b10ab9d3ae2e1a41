"""Where people stand: the tree of units, what it was on any date, posts and grants."""

from datetime import date
from functools import cache
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.prepared import ask
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.catalogue import (
    ADMINISTRATORS,
    DOMAINS,
    KINDS,
    POSTS,
    ROLE_NAMES,
    Kind,
    Post,
)

STEP = rules.STEP
DEEPEST = 12


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))

    def under(self, path: str) -> Self:
        """The unit with this path and all below it, as a range of the index."""
        return self.filter(rules.subtree(path))

    def above(self, path: str) -> Self:
        """The units on the way from the root down to this path, itself included."""
        steps = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
        return self.filter(path__in=steps).order_by("path")

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def keyed(self, pk: int) -> "Unit | None":
        """One unit by its key alone, by a plan that is kept: for pages that are opened most."""
        columns, names = _columns()
        found = ask(f"select {columns} from organisation_unit where id = %(id)s", {"id": pk})  # noqa: S608
        return Unit.from_db(self.db, names, found[0]) if found else None


@cache
def _columns() -> tuple[str, tuple[str, ...]]:
    """The columns of a unit as the server and as Python names them."""
    fields = Unit._meta.concrete_fields
    return ", ".join(str(field.column) for field in fields), tuple(f.attname for f in fields)


class Unit(Record):
    """A Party organisation (组织). A workplace (单位) it covers is something else."""

    personal: ClassVar = ("phone",)

    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField(
        "组织类别", max_length=12, choices=[(k, v.name) for k, v in KINDS.items()]
    )
    domain = models.CharField("所属领域", max_length=12, choices=DOMAINS, default="other")
    code = models.CharField("组织代码", max_length=40, blank=True, db_collation="C")
    # The index of children in their order serves the key as well.
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="children",
        verbose_name="上级组织",
        db_index=False,
    )
    path = models.CharField(max_length=STEP * DEEPEST, db_collation="C", editable=False)
    next_step = models.PositiveIntegerField(default=0, editable=False)
    zone = models.SmallIntegerField(default=0, editable=False)
    rank = models.PositiveIntegerField("排序", default=0)
    pinyin = models.CharField(max_length=400, db_collation="C", editable=False)
    initials = models.CharField(max_length=60, db_collation="C", editable=False)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    founded_on = models.DateField("成立日期")
    closed_on = models.DateField("撤销日期", null=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name="并入组织"
    )
    term_starts_on = models.DateField("本届起始", null=True)
    term_ends_on = models.DateField("本届届满", null=True)
    # When the term would have ended, had its extension not been approved.
    term_extended_from = models.DateField("原定届满", null=True)
    approves_members = models.BooleanField("具有审批预备党员权限", default=False)
    has_committee = models.BooleanField("设委员会", default=False)
    has_cells = models.BooleanField("设党小组", default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path"], name="unit_path_once"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="unit_code_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("founded_on")),
                name="unit_closed_after_it_was_founded",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "rank", "pinyin"], name="unit_children"),
            models.Index(fields=["pinyin"], name="unit_pinyin"),
            models.Index(fields=["initials"], name="unit_initials"),
            # "diyidangzhibu" as it is typed, without the spaces between syllables.
            models.Index(Replace("pinyin", Value(" "), Value("")), name="unit_sound"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def kind_of(self) -> Kind:
        return KINDS[self.kind]

    @property
    def is_internal(self) -> bool:
        return self.kind_of.is_internal

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class UnitVersion(Record):
    """What a unit was called, and where it stood, between two dates."""

    class Cause(models.TextChoices):
        FOUNDED = "founded", "成立"
        RENAMED = "renamed", "更名"
        MOVED = "moved", "调整隶属"
        AMENDED = "amended", "变更类别"
        MERGED = "merged", "并入其他组织"
        CLOSED = "closed", "撤销"

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions")
    cause = models.CharField("事由", max_length=8, choices=Cause)
    from_on = models.DateField("起始日期")
    until_on = models.DateField("截止日期", null=True)
    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField(
        "组织类别", max_length=12, choices=[(k, v.name) for k, v in KINDS.items()]
    )
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField(default=True)
    document = models.CharField("批准文号", max_length=80, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "from_on"], name="version_of_unit"),
            models.Index(fields=["parent", "from_on"], name="version_below"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until_on=None), name="version_one_is_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.short_name} {self.from_on}"


class TermChange(Record):
    """A term began, or was extended, on whose word; the present term is on the unit itself."""

    class Cause(models.TextChoices):
        BEGUN = "begun", "换届"
        EXTENDED = "extended", "延期换届"

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="term_changes")
    cause = models.CharField("事由", max_length=8, choices=Cause)
    on = models.DateField("日期")  # when the term began; where extended, when it would have ended
    ends_on = models.DateField("届满日期")
    document = models.CharField("批准文号", max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.cause} {self.on}"


class Workplace(Record):
    """A unit of work (单位) that an organisation covers; a joint branch covers several."""

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="workplaces")
    name = models.CharField("单位名称", max_length=120)
    nature = models.CharField("单位性质", max_length=12, choices=DOMAINS, default="other")
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    started_on = models.DateField("覆盖起始日期", null=True)
    ended_on = models.DateField("解除日期", null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "ended_on"], name="workplace_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="workplace_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Cell(Record):
    """A Party cell (党小组) inside a branch; it holds no affiliation of its own."""

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="cells")
    name = models.CharField("名称", max_length=60)
    leader = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="组长"
    )
    started_on = models.DateField("成立日期")
    ended_on = models.DateField("撤销日期", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(ended_on=None), name="cell_name_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="cell_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(Record):
    """A person holds a post at a unit from one date to another."""

    class How(models.TextChoices):
        ELECTED = "elected", "选举"
        APPOINTED = "appointed", "任命"

    personal: ClassVar = ()

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    post = models.CharField("职务", max_length=16, choices=[(k, v.name) for k, v in POSTS.items()])
    how = models.CharField("产生方式", max_length=9, choices=How, default=How.ELECTED)
    document = models.CharField("批准文号", max_length=80, blank=True)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("免职日期", null=True)
    end_document = models.CharField("免职文号", max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "ends_on"], name="appointment_at_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(ends_on=None, post="secretary"),
                name="appointment_one_secretary_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["unit", "user", "post"],
                condition=Q(ends_on=None),
                name="appointment_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.post_of.name}"

    @property
    def post_of(self) -> Post:
        return POSTS[self.post]

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible_grants(by))

    def in_force(self, day: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class Grant(Record):
    """A person has a role at a unit and everything below it, between two dates."""

    personal: ClassVar = ()

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=16, choices=list(ROLE_NAMES.items()))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    appointment = models.OneToOneField(Appointment, models.CASCADE, null=True, related_name="grant")
    starts_on = models.DateField("生效日期")
    ends_on = models.DateField("失效日期", null=True)
    reason = models.CharField("授权理由", max_length=200, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    combined = models.BooleanField("单机模式兼任", default=False, editable=False)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_for = models.CharField("撤销理由", max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "ends_on"], name="grant_of_user")]
        constraints = [
            # One person is one of the three administrators, unless the installation is marked.
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ends_on=None, combined=False, role__in=sorted(ADMINISTRATORS)),
                name="grant_one_of_three_administrators",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(ends_on=None, appointment=None),
                name="grant_given_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


class Installation(Record):
    """This installation: its root unit, the one-time set-up token, the single-machine mark.

    The answers of the set-up are sealed and wiped once the house stands.
    """

    personal: ClassVar = ("setup_answers",)

    only = models.BooleanField(default=True, editable=False)
    root = models.ForeignKey(Unit, models.PROTECT, null=True)
    setup_digest = models.BinaryField(null=True)
    setup_answers = EncryptedText(context="organisation.installation.setup_answers")
    established_at = models.DateTimeField("启用时间", null=True)
    single_machine = models.BooleanField("单机模式（一人兼任三员）", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["only"], name="installation_only_one")]

    def __str__(self) -> str:
        return "本机安装"
