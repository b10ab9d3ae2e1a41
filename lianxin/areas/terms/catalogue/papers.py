"""The letters of an election as pure values: requests and replies, the report and its approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.areas.terms.catalogue.numbers import least_candidates
from lianxin.foundation.papers.catalogue import (
    Block,
    Letter,
    attachments,
    cn_day,
    heading,
    label,
    page,
    paragraph,
    row,
    signature,
    table,
    value,
)

LAW = "《中国共产党基层组织选举工作条例》"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Somebody who stands for an office (候选人)."""

    name: str
    gender: str = ""
    ethnicity: str = ""
    born: str = ""
    education: str = ""
    joined: str = ""
    where: str = ""  # 工作单位及职务


@dataclass(frozen=True, kw_only=True)
class Seats:
    """What is to be elected."""

    committee: int = 0
    secretary: int = 1
    deputies: int = 0
    candidates: int = 0  # for the committee
    surplus: int = 20  # per cent

    @property
    def body(self) -> str:
        """Who deliberates: the committee, or the members where there is none."""
        return "委员会会议" if self.committee else "党员大会"

    @property
    def leaders(self) -> str:
        """书记、副书记, as far as they are elected."""
        return "、".join(("书记",) * bool(self.secretary) + ("副书记",) * bool(self.deputies))

    def sitting(self, unit: str) -> str:
        """Whose term it is that ends; “…支部委员会” is not told twice that it is a committee."""
        if not self.committee:
            return f"{unit}本届书记"
        return unit if unit.endswith("委员会") else f"{unit}本届委员会"

    @property
    def said(self) -> str:
        """新一届委员会由5名委员组成，设书记1名、副书记1名."""
        posts = f"书记{self.secretary}名" if self.secretary else ""
        deputies = f"副书记{self.deputies}名" if self.deputies else ""
        leaders = "、".join(part for part in (posts, deputies) if part)
        if not self.committee:
            return f"不设委员会，设{leaders}"
        return f"新一届委员会由{self.committee}名委员组成，设{leaders}"

    @property
    def manner(self) -> str:
        if not self.committee:
            return f"{self.leaders}由党员大会等额选举产生"
        return (
            f"委员实行差额选举，差额不少于应选人数的{self.surplus}%（候选人不少于{self.least}名）；"
            f"{self.leaders}由新一届委员会第一次全体会议等额选举产生"
        )

    @property
    def least(self) -> int:
        return self.candidates or least_candidates(self.committee, self.surplus)


@dataclass(frozen=True, kw_only=True)
class ElectionRequest:
    """换届请示."""

    unit: str
    above: str
    seats: Seats
    began_on: date | None = None
    ends_on: date | None = None
    met_on: date | None = None
    planned_on: date | None = None
    meeting: str = "党员大会"
    preliminary: bool = False
    on: date | None = None

    def content(self) -> Letter:
        began = f"于{cn_day(self.began_on)}选举产生，" if self.began_on else ""
        over = self.on is not None and self.ends_on is not None and self.ends_on <= self.on
        will = "已于" if over else "将于"
        ends = f"{will}{cn_day(self.ends_on)}任期届满" if self.ends_on else "任期即将届满"
        met = f"经{cn_day(self.met_on)}{self.seats.body}研究，" if self.met_on else ""
        elected = "新一届委员会" if self.seats.committee else self.seats.leaders
        first = "先进行差额预选，再进行正式选举。" if self.preliminary else ""
        return Letter(
            title="关于召开换届选举大会的请示",
            to=self.above,
            body=[
                paragraph(
                    f"{self.seats.sitting(self.unit)}{began}{ends}。根据《中国共产党章程》和{LAW}等有关规定，"
                    f"{met}拟于{cn_day(self.planned_on) or '近期'}召开{self.meeting}进行换届选举。"
                    "现将有关事项请示如下："
                ),
                paragraph("一、大会的主要议程", level=1),
                paragraph(
                    f"听取和审议工作报告；听取党费收缴、使用和管理情况的报告；选举{elected}。"
                ),
                paragraph("二、名额设置", level=1),
                paragraph(f"{self.seats.said}。"),
                paragraph("三、选举办法", level=1),
                paragraph(f"采用无记名投票方式。{self.seats.manner}。{first}"),
                paragraph("妥否，请批示。"),
            ],
            signed=[self.unit],
            date=cn_day(self.on),
        )


@dataclass(frozen=True, kw_only=True)
class ElectionReply:
    """换届请示的批复."""

    unit: str
    above: str
    on: date
    seats: Seats
    planned_on: date | None = None
    is_agreed: bool = True
    remark: str = ""
    request: str = ""  # 请示文号

    def content(self) -> Letter:
        received = f"你组织《关于召开换届选举大会的请示》{_number(self.request)}收悉。"
        if self.is_agreed:
            when = f"于{cn_day(self.planned_on)}前后" if self.planned_on else "按期"
            said = [
                paragraph(f"{received}经研究，同意你组织{when}召开大会进行换届选举。"),
                paragraph(f"{self.seats.said}。{self.seats.manner}。"),
                paragraph(f"请严格按照{LAW}规定的程序做好各项工作，候选人预备人选报我委审批。"),
            ]
        else:
            said = [paragraph(f"{received}经研究，请你组织修改方案后重新报送。")]
        return _reply(
            self, "关于换届选举有关事项的批复",
            [*said, *([paragraph(self.remark)] if self.remark else [])],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CandidatesRequest:
    """候选人预备人选请示, with the list."""

    unit: str
    above: str
    groups: Sequence[tuple[str, Sequence[Standing]]]  # 委员, 书记, 副书记
    manner: str = ""
    met_on: date | None = None
    on: date | None = None

    def content(self) -> Letter:
        body = "委员会会议" if _has_committee(self.groups) else "党员大会"
        met = f"，经{cn_day(self.met_on)}{body}研究" if self.met_on else ""
        manner = f"通过{self.manner}等方式，" if self.manner else ""
        order = "委员候选人按姓氏笔画为序。" if _has_committee(self.groups) else ""
        return Letter(
            title=f"关于{_newly(self.groups)}候选人\n预备人选的请示",
            to=self.above,
            body=[
                paragraph(
                    f"根据{LAW}有关规定，{manner}在广泛征求党员意见、进行考察的基础上{met}，"
                    f"提出{_newly(self.groups)}候选人预备人选如下："
                ),
                *(
                    paragraph(f"{name}候选人预备人选{len(people)}名：{_names(people)}。")
                    for name, people in self.groups
                ),
                *([paragraph(order)] if order else []),
                paragraph("妥否，请批示。"),
                attachments(["候选人预备人选名册"]),
                signature([self.unit], cn_day(self.on)),
                page(),
                paragraph("附件", level=1, flush=True),
                *standing_tables(self.groups),
            ],
        )


@dataclass(frozen=True, kw_only=True)
class CandidatesReply:
    """候选人预备人选的批复."""

    unit: str
    above: str
    on: date
    groups: Sequence[tuple[str, Sequence[Standing]]]
    is_agreed: bool = True
    request: str = ""

    def content(self) -> Letter:
        title = f"关于{_newly(self.groups)}候选人预备人选的请示"
        received = f"你组织《{title}》{_number(self.request)}收悉。"
        if not self.is_agreed:
            return _reply(
                self, "关于候选人预备人选的批复",
                [paragraph(f"{received}经研究，请你组织调整人选后重新报送。")],
            )  # fmt: skip
        return _reply(
            self, "关于候选人预备人选的批复",
            [
                paragraph(f"{received}经研究，同意下列同志为{_newly(self.groups)}候选人预备人选："),
                *(paragraph(f"{name}：{_names(people)}。") for name, people in self.groups),
                paragraph("请按照规定提交大会酝酿，依法依规组织选举，选举结果及时报告。"),
            ],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ResultRequest:
    """选举结果报告: secretaries for approval, members for filing."""

    unit: str
    above: str
    elected: Sequence[tuple[str, Sequence[str]]]  # office, names
    met_on: date | None = None
    plenary_on: date | None = None
    expected: int = 0
    present: int = 0
    on: date | None = None

    def content(self) -> Letter:
        leaders = "、".join(office for office, _ in self.elected if office != "委员")
        there = (
            f"应到会有选举权的党员{self.expected}名，实到会{self.present}名，符合规定人数。"
            if self.expected
            else ""
        )
        plenary = (
            f"{cn_day(self.plenary_on)}召开的新一届委员会第一次全体会议"
            f"以无记名投票方式选举产生了{leaders}。"
            if self.plenary_on
            else ""
        )
        filed = "，委员请予备案" if any(office == "委员" for office, _ in self.elected) else ""
        return Letter(
            title="关于换届选举结果的报告",
            to=self.above,
            body=[
                paragraph(
                    f"经你委批准，{self.unit}于{cn_day(self.met_on)}召开大会进行换届选举。{there}"
                    f"大会以无记名投票方式进行了选举。{plenary}现将选举结果报告如下："
                ),
                *(paragraph(f"{office}：{'、'.join(names)}。") for office, names in self.elected),
                paragraph(f"{leaders}请予批准{filed}。"),
            ],
            attachments=["选举结果报告单"],
            signed=[self.unit],
            date=cn_day(self.on),
        )


@dataclass(frozen=True, kw_only=True)
class ResultReply:
    """选举结果的批复."""

    unit: str
    above: str
    on: date
    elected: Sequence[tuple[str, Sequence[str]]]
    request: str = ""

    def content(self) -> Letter:
        leaders = [(office, names) for office, names in self.elected if office != "委员"]
        members = [names for office, names in self.elected if office == "委员"]
        said = [
            paragraph(f"同意{'、'.join(names)}同志任{self.unit}{office}。")
            for office, names in leaders
            if names
        ]
        filed = f"{'、'.join(members[0])}同志任委员，同意备案。" if members and members[0] else ""
        return _reply(
            self, "关于换届选举结果的批复",
            [
                paragraph(f"你组织《关于换届选举结果的报告》{_number(self.request)}收悉。经研究："),
                *said,
                *([paragraph(filed)] if filed else []),
                paragraph("此复。"),
            ],
        )  # fmt: skip


# ---- parts ----------------------------------------------------------------------------------


def standing_tables(groups: Sequence[tuple[str, Sequence[Standing]]]) -> list[Block]:
    """候选人预备人选名册."""
    head = ("序号", "姓名", "性别", "民族", "出生年月", "学历", "入党时间", "工作单位及职务")
    blocks: list[Block] = []
    for name, people in groups:
        rows = [row(*(label(text) for text in head))]
        for number, one in enumerate(people, 1):
            said = (
                number, one.name, one.gender, one.ethnicity, one.born, one.education, one.joined,
                one.where,
            )  # fmt: skip
            rows.append(row(*(value(text) for text in said)))
        blocks += [
            heading(f"{name}候选人预备人选名册"),
            table([1.1, 2, 1.1, 1.4, 2.4, 1.9, 2.4, 3.8], rows, header=1, size=10.5),
        ]
    return blocks


def _reply(paper: Any, heading_of: str, body: Sequence[Block]) -> Letter:
    return Letter(
        title=heading_of,
        issuer=paper.above,
        red=True,
        to=paper.unit,
        body=body,
        signed=[paper.above],
        date=cn_day(paper.on),
    )


def _has_committee(groups: Sequence[tuple[str, Sequence[Standing]]]) -> bool:
    return any(name == "委员" for name, _ in groups)


def _newly(groups: Sequence[tuple[str, Sequence[Standing]]]) -> str:
    """What is elected anew: the committee, or only who leads where there is none."""
    if _has_committee(groups):
        return "新一届委员会"
    return "、".join(name for name, _ in groups)


def _names(people: Sequence[Standing]) -> str:
    return "、".join(one.name for one in people)


def _number(document: str) -> str:
    return f"（{document}）" if document else ""
