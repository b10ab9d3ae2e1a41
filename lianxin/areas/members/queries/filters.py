"""What a roll may be narrowed by: conditions in the address, each a line of one table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Replace

from lianxin.areas.members import catalogue
from lianxin.areas.members.catalogue import HAN, Codes
from lianxin.areas.members.models import Member, MemberQuerySet
from lianxin.foundation.core.pages import Order
from lianxin.foundation.core.pinyin import name_key
from lianxin.foundation.organisation.models import Unit

Condition = Callable[[str, date], Q]
END = "~"
LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One condition that is chosen from a list; `prominent` ones stand beside the search."""

    key: str
    label: str
    options: Codes
    where: Condition
    prominent: bool = False
    anything: str = "不限"


def _born_before(today: date, age: int) -> date:
    """The last birthday of those who are at least `age` today."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - age, today.month, day)


def _age(band: str, today: date) -> Q:
    youngest, oldest = BANDS[band]
    found = Q(born_on__lte=_born_before(today, youngest)) if youngest else Q(born_on__isnull=False)
    return found & Q(born_on__gt=_born_before(today, oldest + 1)) if oldest else found


BANDS: Mapping[str, tuple[int, int]] = {
    "35": (0, 35),
    "45": (36, 45),
    "60": (46, 60),
    "70": (61, 70),
    "71": (71, 0),
}


def _category(value: str, today: date) -> Q:
    if value == "growing":
        return Q(category__in=sorted(set(catalogue.CATEGORIES) - catalogue.PARTY))
    return Q() if value == "all" else Q(category=value)


def _starts(column: str) -> Condition:
    """Codes of one level begin alike: a range of the column."""
    return lambda value, today: Q(**{f"{column}__gte": value, f"{column}__lt": chr(ord(value) + 1)})


def _marked(column: str) -> Condition:
    return lambda value, today: Q(**{column: value == "1"})


YES_NO: Codes = {"1": "是", "0": "否"}
CHOICES: tuple[Choice, ...] = (
    Choice(
        key="category",
        label="类别",
        options={
            **{code: catalogue.CATEGORIES[code] for code in ("formal", "probationary")},
            "growing": "培养发展对象",
            "candidate": "发展对象",
            "activist": "入党积极分子",
            "applicant": "入党申请人",
            "all": "全部人员",
        },
        where=_category,
        prominent=True,
        anything="党员",
    ),
    Choice(
        key="age",
        label="年龄",
        options={
            "35": "35 岁及以下",
            "45": "36–45 岁",
            "60": "46–60 岁",
            "70": "61–70 岁",
            "71": "71 岁及以上",
        },
        where=_age,
        prominent=True,
    ),
    Choice(
        key="education",
        label="学历",
        options=catalogue.EDUCATION_LEVELS,
        where=_starts("education"),
        prominent=True,
    ),
    Choice(
        key="gender",
        label="性别",
        options=catalogue.GENDERS,
        where=lambda value, today: Q(gender=value),
    ),
    Choice(
        key="ethnicity",
        label="民族",
        options={"minority": "少数民族", **catalogue.ETHNICITIES},
        where=lambda value, today: (
            ~Q(ethnicity__in=["", HAN]) if value == "minority" else Q(ethnicity=value)
        ),
    ),
    Choice(
        key="job",
        label="工作岗位",
        options=catalogue.JOB_GROUPS,
        where=_starts("job"),
    ),
    Choice(
        key="status",
        label="党籍状态",
        options={"suspended": "停止党籍", "left": "已离开名册"},
        where=lambda value, today: Q(status=value),
        anything="正常",
    ),
    Choice(key="floating", label="流动党员", options=YES_NO, where=_marked("is_floating")),
    Choice(key="lost", label="失联党员", options=YES_NO, where=_marked("is_lost")),
    Choice(
        key="complete",
        label="信息",
        options={"0": "待完善", "1": "完整"},
        where=lambda value, today: Q(completeness=100) if value == "1" else Q(completeness__lt=100),
    ),
    Choice(
        key="excused",
        label="免于参会",
        options=YES_NO,
        where=_marked("attendance_excused"),
    ),
    Choice(
        key="account",
        label="登录账号",
        options={"1": "已开通", "0": "未开通"},
        where=lambda value, today: Q(user__isnull=value == "0"),
    ),
    Choice(
        key="due",
        label="预备期",
        options={"month": "本月届满", "over": "已满未转正"},
        where=lambda value, today: Q(category="probationary") & _probation(value, today),
    ),
)


def _probation(value: str, today: date) -> Q:
    """预备期一年（《中国共产党章程》第七条）, counted from the day of joining."""
    month = date(today.year - 1, today.month, 1)
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    if value == "over":
        return Q(joined_on__lt=month)
    return Q(joined_on__gte=month, joined_on__lt=following)


LAST, FIRST = Value(date.max), Value(date.min)
SORTS: Mapping[str, tuple[str, Order]] = {
    "name": ("姓名", Order(by="pinyin")),
    "born": ("出生", Order(by=Coalesce(F("born_on"), LAST))),
    "-born": ("出生（由晚到早）", Order(by=Coalesce(F("born_on"), FIRST), descending=True)),
    "joined": ("入党日期", Order(by=Coalesce(F("joined_on"), LAST))),
    "-joined": ("入党日期（由晚到早）", Order(by=Coalesce(F("joined_on"), FIRST), descending=True)),
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is asked of a roll. `key` is the blind index of a whole number, in hex, so that the
    number itself never stands in an address."""

    q: str = ""
    key: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """From the query of a request; what is not understood is left out."""
        chosen = {
            choice.key: asked[choice.key]
            for choice in CHOICES
            if asked.get(choice.key, "") in choice.options
        }
        key = asked.get("key", "")
        return cls(
            q=asked.get("q", "").strip()[:LONGEST],
            key=key if len(key) == 32 and set(key) <= set("0123456789abcdef") else "",
            chosen=chosen,
            sort=asked.get("sort", "") if asked.get("sort", "") in SORTS else "name",
        )

    @property
    def order(self) -> Order:
        return SORTS[self.sort][1]

    @property
    def is_plain(self) -> bool:
        """Whether it asks for all Party members in force, as counters know them."""
        return not (self.q or self.key or self.chosen)

    def query(self, **changed: str | None) -> str:
        """As the query of an address, with some parts changed; None takes one out."""
        parts: dict[str, str | None] = {"q": self.q, "key": self.key, **self.chosen}
        parts["sort"] = self.sort if self.sort != "name" else ""
        return urlencode({key: part for key, part in (parts | changed).items() if part})

    def words(self) -> list[tuple[str, str, str]]:
        """Each condition as (key, label, value) in words."""
        said = [("q", "查找", self.q)] if self.q else []
        if self.key:
            said.append(("key", "查找", "按完整号码"))
        labels = {choice.key: choice for choice in CHOICES}
        for key, value in self.chosen.items():
            said.append((key, labels[key].label, labels[key].options[value]))
        return said

    def spoken(self) -> str:
        return "，".join(f"{label}：{value}" for _, label, value in self.words()) or "全部党员"


def narrowed(unit: Unit, asked: Filter, *, today: date) -> MemberQuerySet:
    """The members of a unit and everything below it that fit what is asked."""
    found = Member.objects.under(unit.path)
    if "status" not in asked.chosen:
        found = found.in_force()
    if "category" not in asked.chosen and asked.chosen.get("status") != "left":
        found = found if asked.q or asked.key else found.in_the_party()
    for key, value in asked.chosen.items():
        found = found.filter(condition(key, value, today))
    if asked.key:
        index = bytes.fromhex(asked.key)
        found = found.filter(Q(id_index=index) | Q(phone_index=index))
    return _named(found, unit, asked.q) if asked.q else found


def condition(key: str, value: str, today: date) -> Q:
    """One line of the table as a condition."""
    return next(choice for choice in CHOICES if choice.key == key).where(value, today)


def _named(found: MemberQuerySet, unit: Unit, q: str) -> MemberQuerySet:
    """By name, by its sound ("chen xiao", "chenxiao") or by its initials ("cxf")."""
    if q.isascii():
        return _sounding(found, q.lower())
    if unit.kind_of.level >= SMALL_FROM:
        return found.filter(name__contains=q)
    sound = name_key(q)
    return found.filter(pinyin__gte=sound, pinyin__lt=sound + END, name__startswith=q)


#: Committees and below are small enough to look inside names, not only at their beginning.
SMALL_FROM = 5


def _sounding(found: MemberQuerySet, q: str) -> MemberQuerySet:
    if " " in q:
        return found.filter(pinyin__gte=q, pinyin__lt=q + END)
    found = found.alias(sound=Replace("pinyin", Value(" "), Value("")))
    return found.filter(
        Q(initials__gte=q, initials__lt=q + END) | Q(sound__gte=q, sound__lt=q + END)
    )


def prominent() -> Iterable[Choice]:
    return (choice for choice in CHOICES if choice.prominent)


def others() -> Iterable[Choice]:
    return (choice for choice in CHOICES if not choice.prominent)
