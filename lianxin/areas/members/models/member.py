from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.catalogue.partial import DAY, PRECISIONS, Partial, months_between
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText, blind_index, indexer
from lianxin.foundation.core.records import Record
from lianxin.foundation.organisation.grants import own
from lianxin.foundation.organisation.models import Unit

IDENTITY = "members.member.id_number"
PHONE = "members.member.phone"
ADDRESS = "members.member.address"
LANDLINE = "members.member.landline"
RESIDENCE = "members.member.residence"
HARDSHIP = "members.member.hardship"


def id_index(number: str) -> bytes:
    """Where an identity number is found without reading it."""
    return indexer(IDENTITY)(number)


def phone_index(phone: str) -> bytes:
    return indexer(PHONE)(phone)


def name_index(text: str) -> bytes:
    """A key for somebody without a number: his name, birth and branch."""
    return blind_index(text, context="members.member.name")


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))

    def of(self, by: Actor) -> Self:
        """The actor's own line on the roll."""
        return self.filter(own(by))

    def under(self, path: str) -> Self:
        """Members whose branch stands at the path or below it, as a range of the index."""
        return self.filter(rules.subtree(path))

    def on_the_roll(self) -> Self:
        return self.exclude(status="left")

    def in_force(self) -> Self:
        """On the roll and with all rights: neither left nor suspended."""
        return self.filter(status="normal")

    def in_the_party(self) -> Self:
        """Full and probationary members."""
        return self.filter(category__in=sorted(catalogue.PARTY))


def _precision() -> "models.SmallIntegerField[int, int]":
    return models.SmallIntegerField(choices=PRECISIONS, default=DAY)


def _code(label: str, codes: catalogue.Codes, most: int) -> "models.CharField[str, str]":
    return models.CharField(
        label, max_length=most, choices=list(codes.items()), blank=True, db_collation="C"
    )


class Member(Record):
    """A person on the roll (成员): a Party member, or someone on the way to becoming one."""

    personal: ClassVar = (
        "name", "born_on", "id_number", "phone", "landline", "address", "residence", "hardship",
        "ethnicity", "education", "workplace", "extra",
    )  # fmt: skip
    #: Set in rows of lists alone (queries.listed).
    unit_name: str
    unit_path: str

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="members", verbose_name="所在党支部", db_index=False
    )
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="member")

    name = models.CharField("姓名", max_length=60)
    pinyin = models.CharField(max_length=120, db_collation="C", editable=False)
    initials = models.CharField(max_length=20, db_collation="C", editable=False)
    gender = _code("性别", catalogue.GENDERS, 1)
    ethnicity = _code("民族", catalogue.ETHNICITIES, 2)
    born_on = models.DateField("出生日期", null=True)
    born_on_precision = _precision()
    id_number = EncryptedText("公民身份证号", context=IDENTITY, blank=True)
    id_index = models.BinaryField(null=True, editable=False)

    education = _code("学历", catalogue.EDUCATIONS, 2)
    degree = _code("学位", catalogue.DEGREES, 1)
    job = _code("工作岗位", catalogue.JOBS, 4)
    workplace = models.CharField("工作单位及职务", max_length=120, blank=True)

    category = models.CharField(
        "人员类别", max_length=12, choices=list(catalogue.CATEGORIES.items()), db_collation="C"
    )
    joined_on = models.DateField("加入党组织日期", null=True)
    joined_on_precision = _precision()
    full_on = models.DateField("转为正式党员日期", null=True)
    full_on_precision = _precision()
    age_correction = models.SmallIntegerField("党龄校正值（月）", default=0)

    status = models.CharField(
        "党籍状态", max_length=9, choices=list(catalogue.STATUSES.items()), default="normal",
        db_collation="C",
    )  # fmt: skip
    status_on = models.DateField("状态日期", null=True)
    status_document = models.CharField("批准文号", max_length=80, blank=True)
    left_reason = models.CharField(
        "离开原因", max_length=16, choices=list(catalogue.LEAVE_REASONS.items()), blank=True,
        db_collation="C",
    )  # fmt: skip
    left_to = models.CharField("转往组织", max_length=120, blank=True)

    phone = EncryptedText("联系电话", context=PHONE, blank=True)
    phone_index = models.BinaryField(null=True, editable=False)
    landline = EncryptedText("固定电话", context=LANDLINE, blank=True)
    address = EncryptedText("家庭住址", context=ADDRESS, blank=True)
    residence = EncryptedText("现居住地", context=RESIDENCE, blank=True)
    hardship = EncryptedText("生活困难情况", context=HARDSHIP, blank=True)

    is_floating = models.BooleanField("流动党员", default=False)
    floating_to = models.CharField("外出流向", max_length=100, blank=True)
    is_lost = models.BooleanField("失联党员", default=False)
    lost_on = models.DateField("失去联系日期", null=True)
    lost_on_precision = _precision()

    attendance_excused = models.BooleanField("免于参会", default=False)
    attendance_excused_reason = models.CharField("免于参会原因", max_length=200, blank=True)
    attendance_excused_document = models.CharField("决定文号", max_length=80, blank=True)
    attendance_excused_on = models.DateField("决定日期", null=True)

    extra = models.JSONField("其他信息", default=dict)
    completeness = models.SmallIntegerField("信息完整度", default=0, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["pinyin", "id"], name="member_pinyin"),
            models.Index(fields=["unit", "pinyin", "id"], name="member_of_unit"),
            # Those without an identity number are few, and found by name.
            models.Index(fields=["pinyin"], name="member_unnumbered", condition=Q(id_index=None)),
            models.Index(
                fields=["phone_index"],
                name="member_phone",
                condition=Q(phone_index__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"],
                condition=Q(id_index__isnull=False),
                name="member_identity_once",
            ),
            models.CheckConstraint(
                condition=Q(full_on=None) | Q(joined_on=None) | Q(full_on__gte=F("joined_on")),
                name="member_full_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on_the_roll(self) -> bool:
        return self.status != "left"

    @property
    def is_in_the_party(self) -> bool:
        return self.category in catalogue.PARTY

    def is_person_of(self, by: Actor) -> bool:
        """Whether this line of the roll is the actor himself."""
        return by.user_id is not None and self.user_id == by.user_id

    def party_age_months(self, on: date) -> int | None:
        """党龄 in months on a day: from becoming a full member, with the stored correction.

        Suspended or restored membership makes the plain difference of dates wrong; the
        correction says by how much.
        """
        if self.category != "formal" or self.full_on is None or self.full_on > on:
            return None
        return max(0, months_between(self.full_on, on) + self.age_correction)

    def party_age(self, on: date) -> int | None:
        """党龄 in whole years on a day."""
        months = self.party_age_months(on)
        return None if months is None else months // 12

    def age(self, on: date) -> int | None:
        """周岁 on a day."""
        return None if self.born_on is None else months_between(self.born_on, on) // 12

    def value(self, key: str) -> Any:
        """A declared field as a plain value: dates as `Partial`, codes as their code."""
        field = FIELDS[key]
        if not field.column:
            return field.from_json(self.extra.get(key))
        value = getattr(self, key)
        if key in catalogue.DATES and value is not None:
            return Partial(value, getattr(self, f"{key}_precision"))
        return value

    def facts(self) -> dict[str, Any]:
        """Everything declared, by key, with the status beside it."""
        return {key: self.value(key) for key in FIELDS} | {"status": self.status}

    def counts(self) -> tuple[str, ...]:
        return catalogue.counts_of(
            {
                "status": self.status,
                "category": self.category,
                "gender": self.gender,
                "ethnicity": self.ethnicity,
                "is_floating": self.is_floating,
                "is_lost": self.is_lost,
            }
        )


class Affiliation(Record):
    """Where a member belongs, from one date to another: one formal place, any number of others."""

    personal: ClassVar = ()

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="affiliations", db_index=False)
    kind = models.CharField(
        "组织关系", max_length=10, choices=list(catalogue.AFFILIATIONS.items()), db_collation="C"
    )
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "kind", "ends_on"], name="affiliation_at_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(kind=catalogue.FORMAL, ends_on=None),
                name="affiliation_one_is_formal",
            ),
            models.UniqueConstraint(
                fields=["member", "unit", "kind"],
                condition=Q(ends_on=None),
                name="affiliation_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.get_kind_display()}"

    @property
    def is_formal(self) -> bool:
        return self.kind == catalogue.FORMAL
