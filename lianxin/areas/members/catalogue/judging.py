"""What particulars may not say, or should be looked at again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.areas.members.catalogue import identity
from lianxin.areas.members.catalogue.codes import LISTS
from lianxin.areas.members.catalogue.fields import FIELDS
from lianxin.areas.members.catalogue.partial import Partial

JOINS_FROM = 18  # 年满十八岁（《中国共产党章程》第一条）
PARTY_FOUNDED = date(1921, 7, 1)
OLDEST = 120
DATED = ("born_on", "joined_on", "full_on", "applied_on", "lost_on", "started_work_on")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something about one field; an error must be mended, a warning may stand."""

    key: str
    sentence: str
    is_error: bool = True
    suggestion: str = ""


def contradictions(facts: Mapping[str, Any], *, today: date) -> Iterator[Problem]:
    """Everything that does not fit together in a set of complete facts."""
    yield from _required(facts)
    yield from _listed(facts)
    yield from _identity(facts)
    yield from _dates(facts, today)
    yield from _stages(facts)
    yield from _flow(facts)


def _required(facts: Mapping[str, Any]) -> Iterator[Problem]:
    if not facts["name"]:
        yield Problem(key="name", sentence="请填写姓名。")
    if not facts["category"]:
        yield Problem(key="category", sentence="请选择人员类别。")


def _listed(facts: Mapping[str, Any]) -> Iterator[Problem]:
    for key, codes in LISTS.items():
        if (code := facts[key]) and code not in codes:
            yield Problem(key=key, sentence=f"“{code}”不在{FIELDS[key].label}代码表中。")


def _identity(facts: Mapping[str, Any]) -> Iterator[Problem]:
    number = facts["id_number"]
    if not number:
        return
    said = identity.read(number)
    if said is None:
        yield Problem(key="id_number", sentence=identity.fault(number))
        return
    born: Partial | None = facts["born_on"]
    if born and not born.agrees_with(Partial(said.born_on)):
        yield Problem(
            key="born_on",
            sentence=f"与身份证号中的出生日期 {said.born_on} 不一致。以档案记载为准的可以保留。",
            is_error=False,
            suggestion=said.born_on.isoformat(),
        )
    if facts["gender"] and facts["gender"] != said.gender:
        yield Problem(
            key="gender",
            sentence="与身份证号第 17 位表示的性别不一致，请核对。",
            is_error=False,
            suggestion=LISTS["gender"][said.gender],
        )


def _dates(facts: Mapping[str, Any], today: date) -> Iterator[Problem]:
    for key in DATED:
        known: Partial | None = facts[key]
        if known and known.on > today:
            yield Problem(key=key, sentence="日期在今天之后，请核对。")
    born: Partial | None = facts["born_on"]
    if born and today.year - born.on.year > OLDEST:
        yield Problem(key="born_on", sentence=f"年龄超过 {OLDEST} 岁，请核对年份。")
    joined: Partial | None = facts["joined_on"]
    if joined and joined.last < PARTY_FOUNDED:
        yield Problem(key="joined_on", sentence="早于 1921 年 7 月建党，请核对年份。")
    if born and joined and _is_younger(born.on, joined.last):
        yield Problem(
            key="joined_on",
            sentence=f"入党时不满 {JOINS_FROM} 周岁，请核对出生日期和入党日期。",
            is_error=False,
        )


def _is_younger(born: date, then: date) -> bool:
    """Whether somebody born that day was too young then; nearly always the years say it."""
    years = then.year - born.year
    return years < JOINS_FROM or (years == JOINS_FROM and then < _birthday(born, JOINS_FROM))


def _birthday(born: date, years: int) -> date:
    # The last day of February stands in for the 29th in ordinary years.
    return born.replace(year=born.year + years, day=min(born.day, 28 if born.month == 2 else 31))


def _stages(facts: Mapping[str, Any]) -> Iterator[Problem]:
    joined: Partial | None = facts["joined_on"]
    full: Partial | None = facts["full_on"]
    category = facts["category"]
    if joined and full and full.on < joined.on:
        yield Problem(key="full_on", sentence="转正日期早于入党日期，请核对。")
    if full and category and category != "formal":
        yield Problem(key="full_on", sentence="只有正式党员才有转正日期。请核对人员类别。")
    if joined and category in ("applicant", "activist", "candidate"):
        yield Problem(key="joined_on", sentence="尚未入党的人员没有入党日期。请核对人员类别。")


def _flow(facts: Mapping[str, Any]) -> Iterator[Problem]:
    if facts["lost_on"] and not facts["is_lost"]:
        yield Problem(key="lost_on", sentence="填写了失联日期，请同时将“是否为失联党员”填“是”。")
    if facts["is_floating"] and not facts["floating_to"]:
        yield Problem(
            key="floating_to", sentence="流动党员应填写外出流向（省、市、县）。", is_error=False
        )
