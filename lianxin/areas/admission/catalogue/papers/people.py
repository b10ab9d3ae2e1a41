"""What papers of admission say of people and of votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.papers.catalogue import Block, cn_day, label, row, table, value
from lianxin.foundation.procedures.catalogue import Vote

#: 细则 with its full name, as papers cite it.
LAW = "《中国共产党发展党员工作细则》"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whom a paper is about. What is not known is left blank for the pen."""

    name: str
    gender: str = ""
    ethnicity: str = ""
    born: str = ""  # "1998年7月"
    native_place: str = ""
    education: str = ""
    workplace: str = ""
    duty: str = ""
    works_since: str = ""
    applied_on: date | None = None
    activist_on: date | None = None
    candidate_on: date | None = None
    joined_on: date | None = None

    @property
    def said(self) -> str:
        """As the first sentence of a letter: 王思远，男，汉族，1998年7月出生，…"""
        born = f"{self.born}出生" if self.born else ""
        known = (self.name, self.gender, self.ethnicity, born, self.education, self.where)
        return "，".join(part for part in known if part)

    @property
    def where(self) -> str:
        return f"{self.workplace}{self.duty}"

    @property
    def way_to_candidate(self) -> str:
        """When he became what, until the meeting that takes him in."""
        steps = (
            (self.applied_on, "申请入党"),
            (self.activist_on, "被确定为入党积极分子"),
            (self.candidate_on, "被列为发展对象"),
        )
        return "，".join(f"{cn_day(day)}{what}" for day, what in steps if day)

    @property
    def way_so_far(self) -> str:
        joined = f"{cn_day(self.joined_on)}被接收为预备党员" if self.joined_on else ""
        return "，".join(part for part in (self.way_to_candidate, joined) if part)


@dataclass(frozen=True, kw_only=True)
class Relative:
    """直系亲属或主要社会关系."""

    kinship: str
    name: str
    where: str = ""
    standing: str = ""  # 政治面貌
    found: str = ""  # 审查情况


def sentences(*parts: str) -> str:
    """What is known, each with its full stop."""
    return "".join(f"{part}。" for part in parts if part)


def comrades(people: Sequence[Person]) -> str:
    """王思远同志; 王思远、刘思雨等3名同志."""
    if len(people) == 1:
        return f"{people[0].name}同志"
    names = "、".join(person.name for person in people[:2])
    return f"{names}同志" if len(people) == 2 else f"{names}等{len(people)}名同志"


def vote_said(vote: Vote | None, *, of_whom: str = "有表决权的正式党员") -> str:
    """The numbers of a vote in a sentence."""
    if vote is None:
        return ""
    written = f"，会前提出书面意见{vote.written}名" if vote.written else ""
    return (
        f"应到会{of_whom}{vote.expected}名，实到会{vote.present}名{written}；"
        f"赞成{vote.favour}票，不赞成{vote.against}票，弃权{vote.abstain}票"
    )


def people_table(people: Sequence[Person], *, last: str, days: Sequence[date | None]) -> Block:
    """A list for letters and notices: no identity numbers, no phones."""
    head = ("序号", "姓名", "性别", "民族", "出生年月", "学历", "工作单位及职务", last)
    rows = [row(*(label(text) for text in head))]
    for number, (person, day) in enumerate(zip(people, days, strict=True), 1):
        said = (
            number, person.name, person.gender, person.ethnicity, person.born, person.education,
            person.where, cn_day(day),
        )  # fmt: skip
        rows.append(row(*(value(text) for text in said)))
    return table([1.1, 2, 1.1, 1.4, 2.4, 1.9, 3.8, 3], rows, header=1, size=10.5)


def relatives_table(relatives: Sequence[Relative]) -> Block:
    head = ("称谓", "姓名", "工作单位及职务", "政治面貌", "审查情况")
    rows = [row(*(label(text) for text in head))]
    rows += [
        row(*(value(text) for text in (one.kinship, one.name, one.where, one.standing, one.found)))
        for one in relatives
    ]
    return table([1.5, 1.8, 4.5, 2, 3.2], rows, header=1, size=10.5)
