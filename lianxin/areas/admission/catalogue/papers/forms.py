"""Forms of admission that are signed by hand: the records of training and of probation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lianxin.areas.admission.catalogue.papers.people import Person, Relative
from lianxin.foundation.papers.catalogue import (
    Block,
    Form,
    cn_day,
    cover,
    label,
    line,
    page,
    passage,
    row,
    space,
    table,
    title,
    value,
)

BLANK_DAY = "　　年　　月　　日"
SIGN = ["签名：　　　　　　", "　　年　　月　　日"]
SEAL = ["党支部书记（签名）：　　　　　　", "　　年　　月　　日"]
ABOVE = ["（盖章）　　　　　　", "　　年　　月　　日"]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One half-yearly assessment (半年考察)."""

    on: date | None = None
    period: str = ""  # "2026年1月至6月"
    conduct: str = ""  # 思想、学习、工作和参加活动情况
    contact_opinion: str = ""
    cell_opinion: str = ""
    branch_opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class ActivistRecord:
    """入党积极分子培养教育考察登记表."""

    person: Person
    branch: str
    committee: str = ""
    contacts: Sequence[Person] = ()
    career: str = ""
    relatives: Sequence[Relative] = ()
    honours: str = ""
    activist_opinion: str = ""
    assessments: Sequence[Assessment] = field(default_factory=lambda: (Assessment(), Assessment()))
    candidate_opinion: str = ""
    filing_opinion: str = ""
    printed_by: str = ""

    def content(self) -> Form:
        name = "入党积极分子培养教育考察登记表"
        return Form(
            title=f"{self.person.name}{name}",
            body=[
                cover(
                    "入党积极分子\n培养教育考察登记表",
                    [("姓　　名", self.person.name), ("所在支部", self.branch),
                     ("填表日期", "")],
                    foot=self.printed_by,
                ),
                title(name, size=18),
                self._first_page(),
                page(),
                *assessed(self.assessments, contact="培养联系人"),
                page(),
                self._conclusion(),
            ],
        )  # fmt: skip

    def _first_page(self) -> Block:
        one = self.person
        family = "\n".join(
            f"{each.kinship}　{each.name}　{each.where}　{each.standing}" for each in self.relatives
        )
        contacts = "\n".join(f"{each.name}　{each.where}" for each in self.contacts)
        return table(
            [1.7, 2.1, 1.6, 2.2, 1.8, 2.2],
            [
                row(label("姓　名"), value(one.name), label("性　别"), value(one.gender),
                    label("民　族"), value(one.ethnicity), height=10),
                row(label("出生年月"), value(one.born), label("籍　贯"), value(one.native_place),
                    label("文化程度"), value(one.education), height=10),
                row(label("参加工作\n时　间"), value(one.works_since), label("申请入党\n时　间"),
                    value(cn_day(one.applied_on)), label("确定为积极\n分子时间"),
                    value(cn_day(one.activist_on)), height=12),
                row(label("工作单位\n及 职 务"), value(one.where, span=5), height=12),
                row(label("个人简历"), passage(self.career, span=5, height=48)),
                row(label("家庭主要\n成员和主要\n社会关系"),
                    passage(family, span=5, height=38)),
                row(label("奖惩情况"), passage(self.honours, span=5, height=20)),
                row(label("培养联系人"), passage(contacts, span=5, height=16)),
                row(label("支部确定为\n积极分子的\n意　　见"),
                    passage(self.activist_opinion, span=5, height=36, sign=SEAL)),
            ],
        )  # fmt: skip

    def _conclusion(self) -> Block:
        return table(
            [1.6, 9],
            [
                row(label("支部确定为\n发展对象的\n意　　见"),
                    passage(self.candidate_opinion, height=80, sign=SEAL)),
                row(label("上级党委\n备案意见"),
                    passage(self.filing_opinion, height=60, sign=ABOVE)),
                row(label("备　　注"), passage("", height=40)),
            ],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProbationRecord:
    """预备党员教育考察登记表."""

    person: Person
    branch: str
    introducers: Sequence[Person] = ()
    begins: date | None = None
    ends: date | None = None
    approved_on: date | None = None
    oath_on: date | None = None
    assessments: Sequence[Assessment] = field(default_factory=lambda: (Assessment(), Assessment()))
    asked_on: date | None = None
    conclusion: str = ""
    approval: str = ""

    def content(self) -> Form:
        one, name = self.person, "预备党员教育考察登记表"
        by = "、".join(each.name for each in self.introducers)
        return Form(
            title=f"{one.name}{name}",
            body=[
                title(name, size=18),
                line(f"所在支部：{self.branch}", ""),
                table(
                    [1.6, 2.3, 1.6, 2.3, 1.7, 2.3],
                    [
                        row(label("姓　名"), value(one.name), label("性　别"), value(one.gender),
                            label("出生年月"), value(one.born), height=10),
                        row(label("工作单位\n及 职 务"), value(one.where, span=3),
                            label("入党介绍人"), value(by), height=12),
                        row(label("支部大会\n通过时间"), value(cn_day(self.begins)),
                            label("上级党委\n批准时间"), value(cn_day(self.approved_on)),
                            label("预备期满\n时　　间"), value(cn_day(self.ends)), height=12),
                        row(label("宣誓时间"), value(cn_day(self.oath_on)),
                            label("申请转正\n时　间"), value(cn_day(self.asked_on)),
                            label("备　注"), value(), height=12),
                    ],
                ),
                *assessed(self.assessments[:1], contact="入党介绍人"),
                page(),
                *assessed(self.assessments[1:], contact="入党介绍人", first=2),
                table(
                    [1.6, 9],
                    [
                        row(label("支部对能否\n转正的意见"),
                            passage(self.conclusion, height=58, sign=SEAL)),
                        row(label("上级党委\n审批意见"),
                            passage(self.approval, height=48, sign=ABOVE)),
                    ],
                ),
            ],
        )  # fmt: skip


def assessed(assessments: Sequence[Assessment], *, contact: str, first: int = 1) -> list[Block]:
    """A table for each half year, two to a page."""
    return [
        block
        for number, one in enumerate(assessments, first)
        for block in (
            line(f"第{number}次考察　{one.period}", f"考察时间：{cn_day(one.on) or BLANK_DAY}"),
            table(
                [1.6, 9],
                [
                    row(label("主要表现"), passage(one.conduct, height=28)),
                    row(label(f"{contact}\n意　　见"),
                        passage(one.contact_opinion, height=24, sign=SIGN)),
                    row(label("党小组意见"), passage(one.cell_opinion, height=18, sign=SIGN)),
                    row(label("支部意见"), passage(one.branch_opinion, height=24, sign=SEAL)),
                ],
            ),
            space(4),
        )
    ]  # fmt: skip
