"""What meetings resolve and the committee approves: taking in, becoming a full member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.areas.admission.catalogue.papers.people import Person, sentences, vote_said
from lianxin.foundation.papers.catalogue import (
    Form,
    Letter,
    cn_day,
    label,
    line,
    note,
    paragraph,
    passage,
    row,
    table,
    title,
)
from lianxin.foundation.procedures.catalogue import Vote

#: What a branch meeting may resolve: its title and its last sentence.
RESOLVED = {
    "join": ("关于接收{name}同志为中共预备党员的决议", "同意接收{name}同志为中共预备党员"),
    "not_join": (
        "关于{name}同志入党问题的决议",
        "不同意接收{name}同志为中共预备党员，继续培养考察",
    ),
    "full": ("关于{name}同志按期转为中共正式党员的决议", "同意{name}同志按期转为中共正式党员"),
    "extend": ("关于延长{name}同志预备期的决议", "同意延长{name}同志预备期{months}个月"),
    "cancel": ("关于取消{name}同志预备党员资格的决议", "决定取消{name}同志的预备党员资格"),
}


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """支部大会决议, with the numbers of the secret ballot."""

    kind: str  # a key of RESOLVED
    person: Person
    branch: str
    met_on: date
    vote: Vote
    opinion: str = ""  # 大会认为：…
    months: int = 0
    why: str = ""

    def said(self) -> str:
        """The resolution in one paragraph, as it is written into the 志愿书."""
        name = self.person.name
        about = "入党问题" if self.kind in ("join", "not_join") else "转正问题"
        passed = self.kind != "not_join"
        more = "，赞成人数超过应到会有表决权的正式党员的半数" if passed else ""
        end = RESOLVED[self.kind][1].format(name=name, months=self.months)
        opinion = f"大会认为：{self.opinion.rstrip('。')}。" if self.opinion else ""
        why = f"{self.why.rstrip('。')}。" if self.why else ""
        return (
            f"{cn_day(self.met_on)}，{self.branch}召开支部大会，讨论{name}同志的{about}。{opinion}{why}"
            f"本支部{vote_said(self.vote)}。经采取无记名投票方式表决{more}，大会{end}。"
        )

    def content(self) -> Letter:
        return Letter(
            title=RESOLVED[self.kind][0].format(name=self.person.name),
            body=[
                paragraph(self.said()),
                paragraph("支部名称：" + self.branch),
                paragraph("支部书记（签名或盖章）："),
            ],
            date=cn_day(self.met_on),
        )


@dataclass(frozen=True, kw_only=True)
class ApprovalRequest:
    """报批请示: what the meeting resolved goes up for approval."""

    kind: str  # join, full, extend, cancel
    person: Person
    branch: str
    committee: str
    resolution: Resolution
    attachments: Sequence[str] = ()
    on: date | None = None

    def content(self) -> Letter:
        name = self.person.name
        return Letter(
            title=APPROVED[self.kind][0].format(
                name=name, what="请示", months=self.resolution.months
            ),
            to=self.committee,
            body=[
                paragraph(sentences(self.person.said, self.person.way_so_far)),
                paragraph(self.resolution.said()),
                paragraph("现将有关材料报上，妥否，请批示。"),
            ],
            attachments=list(self.attachments),
            signed=[self.branch],
            date=cn_day(self.on or self.resolution.met_on),
        )


APPROVED = {
    "join": ("关于接收{name}同志\n为中共预备党员的{what}", "批准{name}同志为中共预备党员"),
    "full": ("关于{name}同志转为\n中共正式党员的{what}", "批准{name}同志按期转为中共正式党员"),
    "extend": ("关于延长{name}同志\n预备期的{what}", "批准延长{name}同志的预备期"),
    "cancel": ("关于取消{name}同志\n预备党员资格的{what}", "批准取消{name}同志的预备党员资格"),
}


@dataclass(frozen=True, kw_only=True)
class ApprovalReply:
    """批复: the committee approved, one person at a time, and says from when it counts."""

    kind: str
    person: Person
    branch: str
    committee: str
    met_on: date
    begins: date | None = None  # of probation, of its extension, or of full membership
    ends: date | None = None
    vote: Vote | None = None
    on: date | None = None
    printed_by: str = ""

    def content(self) -> Letter:
        name = self.person.name
        numbers = f"（{vote_said(self.vote, of_whom='委员')}）" if self.vote else ""
        asked = APPROVED[self.kind][0].format(name=name, what="请示").replace("\n", "")
        return Letter(
            title=APPROVED[self.kind][0].format(name=name, what="批复"),
            issuer=self.committee,
            red=True,
            to=self.branch,
            body=[
                paragraph(
                    f"你支部《{asked}》及有关材料收悉。经{cn_day(self.met_on)}党委会议集体讨论、逐个审议和表决"
                    f"{numbers}，{APPROVED[self.kind][1].format(name=name)}{self._from_when()}。"
                ),
                paragraph(THEN[self.kind]),
                paragraph("此复。"),
            ],
            signed=[self.committee],
            date=cn_day(self.on or self.met_on),
            printed_by=self.printed_by,
            printed_on=cn_day(self.on or self.met_on) if self.printed_by else "",
        )

    def _from_when(self) -> str:
        begins, ends = cn_day(self.begins), cn_day(self.ends)
        said = {
            "join": f"，预备期一年，从支部大会通过之日起算，即{begins}至{ends}",
            "full": f"，党龄从预备期满转为正式党员之日{begins}算起",
            "extend": f"，从{begins}至{ends}",
            "cancel": "",
        }
        return said[self.kind] if self.begins or self.kind == "cancel" else ""


THEN = {
    "join": "请及时通知本人并在党员大会上宣布，将其编入党支部和党小组，组织入党宣誓，"
    "继续做好教育和考察工作。",
    "full": "请及时通知本人并在党员大会上宣布，由书记同本人谈话，继续引导其发挥先锋模范作用，"
    "并做好材料归档。",
    "extend": "请及时通知本人，指出其不足，继续加强教育和考察，延长期满及时讨论其能否转正。",
    "cancel": "请及时通知本人，做好思想工作。",
}


@dataclass(frozen=True, kw_only=True)
class BookSheets:
    """入党志愿书填写参考页: the texts of the five places of the form that are written by others."""

    person: Person
    form_number: str = ""
    introducers: Sequence[tuple[str, str]] = ()  # name, opinion
    resolution: str = ""
    general_branch: str = ""  # 总支部审查意见
    talk: str = ""
    approval: str = ""

    def content(self) -> Form:
        signs = "签名或盖章：　　　　　　　　　年　　月　　日"
        sealed = ["党组织盖章　　　书记签名：　　　　　　　年　　月　　日"]
        first, second = [*self.introducers, ("", ""), ("", "")][:2]
        rows = [
            ("入党介绍人\n意见（一）", f"{first[1]}", [f"介绍人：{first[0]}　{signs}"], 30),
            ("入党介绍人\n意见（二）", f"{second[1]}", [f"介绍人：{second[0]}　{signs}"], 30),
            ("支部大会\n通过接收\n申请人为预备\n党员的决议", self.resolution, sealed, 56),
            ("总支部\n审查意见", self.general_branch, sealed, 22),
            ("上级党组织指派\n专人谈话情况和\n意见", self.talk, [f"谈话人{signs}"], 34),
            ("上级党委\n审批意见", self.approval, sealed, 28),
        ]
        return Form(
            title=f"{self.person.name}入党志愿书填写参考页",
            body=[
                title("入党志愿书填写参考页", size=18),
                line(f"申请人：{self.person.name}", f"志愿书编号：{self.form_number or '　' * 6}"),
                table(
                    [2.2, 8],
                    [row(label(name), passage(text, height=high, sign=sign))
                     for name, text, sign, high in rows],
                ),
                note("本页供填写《中国共产党入党志愿书》时对照誊写，不代替志愿书。"),
            ],
        )  # fmt: skip
