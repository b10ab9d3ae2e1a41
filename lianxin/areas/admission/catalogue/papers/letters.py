"""Letters of admission: notices, filings, the political review, what goes up and what comes back.

Each is a value with its facts; `content()` composes the official words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.areas.admission.catalogue.papers.people import (
    LAW,
    Person,
    Relative,
    comrades,
    people_table,
    relatives_table,
    sentences,
    vote_said,
)
from lianxin.foundation.papers.catalogue import (
    Block,
    Letter,
    cn_day,
    heading,
    label,
    line,
    page,
    paragraph,
    passage,
    row,
    signature,
    table,
    value,
)
from lianxin.foundation.procedures.catalogue import Vote


@dataclass(frozen=True, kw_only=True)
class Notice:
    """公示: at one of four points, of one or several people."""

    point: str  # a key of POINTS
    people: Sequence[Person]
    branch: str
    first: date
    last: date
    workdays: int
    contact: str = ""
    phone: str = ""
    place: str = ""
    on: date | None = None

    def content(self) -> Letter:
        title, intended, last, day = POINTS[self.point]
        days = [getattr(person, day) for person in self.people]
        reach = "；".join(
            f"{what}：{said}"
            for what, said in (
                ("联系人", self.contact), ("联系电话", self.phone), ("受理地点", self.place),
            )
            if said
        )  # fmt: skip
        return Letter(
            title=title,
            body=[
                paragraph(
                    f"根据{LAW}有关规定，经支部委员会研究，{intended}。现将有关情况公示如下："
                ),
                people_table(self.people, last=last, days=days),
                paragraph(
                    f"公示时间：{cn_day(self.first)}至{cn_day(self.last)}（{self.workdays}个工作日）。"
                ),
                paragraph(
                    "公示期间，党员和群众如有意见，可以口头或书面形式向党支部或上级党组织反映。"
                    "反映问题应当实事求是，提倡署真实姓名；党组织对反映人和反映内容严格保密。"
                ),
                *([paragraph(f"{reach}。")] if reach else []),
            ],
            signed=[self.branch],
            date=cn_day(self.on or self.first),
        )


POINTS = {
    "activist": (
        "关于拟确定入党积极分子的公示", "拟确定下列同志为入党积极分子", "申请入党时间",
        "applied_on",
    ),
    "candidate": (
        "关于拟确定发展对象的公示", "拟确定下列同志为发展对象", "确定为积极分子时间", "activist_on",
    ),
    "joining": (
        "关于拟接收预备党员的公示", "拟接收下列同志为中共预备党员", "列为发展对象时间",
        "candidate_on",
    ),
    "full": (
        "关于预备党员拟转正的公示", "下列预备党员预备期满，拟讨论转为中共正式党员",
        "接收为预备党员时间", "joined_on",
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FilingReport:
    """备案报告: the branch tells the committee whom it made an activist or a candidate."""

    stage: str  # 入党积极分子, 发展对象
    people: Sequence[Person]
    branch: str
    committee: str
    met_on: date
    decided_by: str = "支部委员会"
    how: str = "党员推荐"
    vote: Vote | None = None
    on: date | None = None

    def content(self) -> Letter:
        who, is_first = comrades(self.people), self.stage == "入党积极分子"
        numbers = vote_said(self.vote, of_whom="成员")
        heard = (
            f"在{self.how}的基础上"
            if is_first
            else "在听取党小组、培养联系人、党员和群众意见的基础上"
        )
        return Letter(
            title=f"关于确定{who}\n为{self.stage}的备案报告",
            to=self.committee,
            body=[
                paragraph(
                    f"根据{LAW}有关规定，{heard}，我支部于{cn_day(self.met_on)}召开"
                    f"{self.decided_by}会议研究（{numbers}），确定{who}为{self.stage}。"
                    if numbers
                    else f"根据{LAW}有关规定，{heard}，经我支部{cn_day(self.met_on)}"
                    f"{self.decided_by}会议研究，确定{who}为{self.stage}。"
                ),
                people_table(
                    self.people,
                    last="申请入党时间" if is_first else "确定为积极分子时间",
                    days=[p.applied_on if is_first else p.activist_on for p in self.people],
                ),
                paragraph("现报上，请予备案。"),
            ],
            signed=[self.branch],
            date=cn_day(self.on or self.met_on),
        )


@dataclass(frozen=True, kw_only=True)
class FilingReply:
    """备案批复."""

    stage: str
    people: Sequence[Person]
    branch: str
    committee: str
    on: date
    printed_by: str = ""

    def content(self) -> Letter:
        who = comrades(self.people)
        then = (
            "请指定一至两名正式党员作为培养联系人，加强培养教育，每半年考察一次"
            if self.stage == "入党积极分子"
            else "请按规定确定入党介绍人，进行政治审查，并组织参加短期集中培训"
        )
        return Letter(
            title=f"关于{who}{self.stage}\n备案的批复",
            issuer=self.committee,
            red=True,
            to=self.branch,
            body=[
                paragraph(f"你支部关于确定{who}为{self.stage}的备案报告收悉。经研究，同意备案。"),
                paragraph(f"{then}。"),
                paragraph("此复。"),
            ],
            signed=[self.committee],
            date=cn_day(self.on),
            printed_by=self.printed_by,
            printed_on=cn_day(self.on) if self.printed_by else "",
        )


@dataclass(frozen=True, kw_only=True)
class PoliticalReview:
    """政治审查情况报告: of the candidate, his relatives and main relations, with a conclusion."""

    person: Person
    branch: str
    committee: str
    ways: Sequence[str]  # 同本人谈话, 查阅档案材料, 函调或外调
    found: str
    is_sound: bool
    relatives: Sequence[Relative] = ()
    relations_said: str = ""
    reviewers: str = ""
    on: date | None = None

    def content(self) -> Letter:
        name = self.person.name
        conclusion = (
            f"综上，{name}同志本人政治历史清楚，现实表现良好，直系亲属和主要社会关系未发现影响其"
            "入党的问题，政治审查合格。"
            if self.is_sound
            else f"综上，{name}同志政治审查不合格，不能发展入党。"
        )
        return Letter(
            title=f"关于{name}同志政治审查情况的报告",
            to=self.committee,
            body=[
                paragraph(
                    f"按照{LAW}要求，我支部采取{'、'.join(self.ways)}等方式，对发展对象{name}同志"
                    "进行了政治审查。现将情况报告如下："
                ),
                paragraph("一、基本情况", level=1),
                paragraph(f"{sentences(self.person.said, self.person.way_to_candidate)}"),
                paragraph("二、本人情况", level=1),
                *(paragraph(text) for text in self.found.split("\n")),
                paragraph("三、直系亲属和主要社会关系情况", level=1),
                *([relatives_table(self.relatives)] if self.relatives else []),
                paragraph(self.relations_said or "经审查，未发现有影响其入党的问题。"),
                paragraph("四、审查结论", level=1),
                paragraph(conclusion),
            ],
            signed=[self.branch],
            date=cn_day(self.on),
            note=f"审查人：{self.reviewers}" if self.reviewers else "",
        )


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """政审函: asks another organisation about a relative; the answer comes on the slip below."""

    person: Person
    relative: Relative
    to: str
    branch: str
    on: date
    contact: str = ""
    phone: str = ""
    address: str = ""

    def content(self) -> Letter:
        who = f"{self.relative.name}同志（系{self.person.name}同志的{self.relative.kinship}）"
        back = "，".join(
            f"{what}：{said}"
            for what, said in (
                ("联系人", self.contact), ("电话", self.phone), ("地址", self.address),
            )
            if said
        )  # fmt: skip
        return Letter(
            title="关于函调发展对象亲属有关情况的函",
            to=self.to,
            body=[
                paragraph(
                    f"{self.person.name}同志系我支部发展对象。按照{LAW}要求，需了解{who}的政治面貌、"
                    "政治历史、现实表现，以及有无违纪违法、参加非法组织等问题。"
                ),
                paragraph("请予协助，将有关情况填入所附证明材料并加盖公章，密封后寄回。谢谢支持！"),
                *([paragraph(f"{back}。")] if back else []),
                signature([self.branch], cn_day(self.on)),
                *self._slip(),
            ],
        )

    def _slip(self) -> list[Block]:
        """What the other side fills in, on a page of its own."""
        one = self.relative
        signs = ["出具单位（盖章）：　　　　　　　　", "　　　年　　月　　日"]
        return [
            page(),
            heading("证　明　材　料"),
            line(f"发往：{self.branch}", f"函调对象：{one.name}"),
            table(
                [2, 4, 2, 4],
                [
                    row(label("姓　名"), value(one.name), label("政治面貌"), value(one.standing)),
                    row(label("单位及职务"), value(one.where, span=3)),
                    row(
                        label("政治历史、\n现实表现和\n有无问题"),
                        passage("", span=3, height=110, sign=signs),
                    ),
                ],
            ),
        ]


MATERIALS = (
    "入党申请书", "入党积极分子培养教育考察登记表", "政治审查材料", "集中培训结业材料",
    "征求党员和群众意见情况", "支部委员会审查会议记录",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PreReviewRequest:
    """预审请示: the branch committee has looked through everything and asks the committee above."""

    person: Person
    branch: str
    committee: str
    met_on: date
    training: str = ""  # "2026年5月参加发展对象集中培训，共24学时，成绩合格"
    introducers: Sequence[str] = ()
    vote: Vote | None = None
    attachments: Sequence[str] = MATERIALS
    on: date | None = None

    def content(self) -> Letter:
        name = self.person.name
        numbers = vote_said(self.vote, of_whom="委员")
        trained = f"{self.training}；" if self.training else ""
        by = f"入党介绍人为{'、'.join(self.introducers)}同志。" if self.introducers else ""
        return Letter(
            title=f"关于报请预审{name}同志入党材料的请示",
            to=self.committee,
            body=[
                paragraph(f"{sentences(self.person.said, self.person.way_to_candidate)}{by}"),
                paragraph(
                    f"{name}同志经过一年以上的培养教育和考察，{trained}政治审查合格。我支部已征求党员"
                    f"和群众意见。{cn_day(self.met_on)}，支部委员会召开会议进行了审查"
                    f"{f'（{numbers}）' if numbers else ''}，认为{name}同志基本具备预备党员条件，"
                    "手续完备，拟提交支部大会讨论接收其为预备党员。"
                ),
                paragraph("现将有关材料报上，请予预审。"),
            ],
            attachments=list(self.attachments),
            signed=[self.branch],
            date=cn_day(self.on or self.met_on),
        )


@dataclass(frozen=True, kw_only=True)
class PreReviewReply:
    """预审批复: either the numbered form is issued, or the papers go back with what is missing."""

    person: Person
    branch: str
    committee: str
    on: date
    form_number: str = ""
    wanting: Sequence[str] = ()
    printed_by: str = ""

    def content(self) -> Letter:
        name = self.person.name
        if self.wanting:
            said = [
                paragraph("经预审，尚有下列问题："),
                *(paragraph(f"{n}.{text}") for n, text in enumerate(self.wanting, 1)),
                paragraph("请补充完善后重新报送。"),
            ]
        else:
            said = [
                paragraph(
                    f"经审查，{name}同志的入党材料齐全，手续完备，符合发展党员的有关规定，预审合格。"
                    f"现发给《中国共产党入党志愿书》（编号：{self.form_number or '　　　　'}），"
                    "请指导其如实填写，并及时召开支部大会讨论。"
                ),
            ]
        return Letter(
            title=f"关于{name}同志入党材料\n预审情况的批复",
            issuer=self.committee,
            red=True,
            to=self.branch,
            body=[
                paragraph(f"你支部《关于报请预审{name}同志入党材料的请示》收悉。"),
                *said,
                paragraph("此复。"),
            ],
            signed=[self.committee],
            date=cn_day(self.on),
            printed_by=self.printed_by,
            printed_on=cn_day(self.on) if self.printed_by else "",
        )
