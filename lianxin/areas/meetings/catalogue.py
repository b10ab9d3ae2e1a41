"""Types of Party life (组织生活), as data: how often, who is expected, who may vote, what is due.

Sources: 《中国共产党支部工作条例（试行）》(2018) arts. 11–18; 《中国共产党党员教育管理工作条例》
(2019) arts. 15–23; 《县以上党和国家机关党员领导干部民主生活会若干规定》(2016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lianxin.foundation.organisation.catalogue import BRANCHES, KINDS


class Who(StrEnum):
    """Who is expected (应到) at a meeting of a kind."""

    MEMBERS = "members"  # everyone in force on the roll
    COMMITTEE = "committee"  # the members of the committee in office
    CHOSEN = "chosen"  # those whom the convener names: a cell, two who talk


class Needs(StrEnum):
    """What a unit must have for a kind to apply to it; else the kind is "not applicable"."""

    NOTHING = "nothing"
    COMMITTEE = "committee"
    CELLS = "cells"


class Per(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NONE = "none"


PER_NAMES = {Per.MONTH: "每月", Per.QUARTER: "每季度", Per.YEAR: "每年", Per.NONE: "定期"}


@dataclass(frozen=True, kw_only=True)
class Item:
    """A point of the agenda as the template proposes it."""

    title: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class MeetingKind:
    """A type of Party life with what the regulations say of it."""

    code: str
    name: str
    icon: str
    per: Per
    at_least: int  # times in that period
    who: Who
    votes: bool  # whether resolutions are voted on, so that voters are counted
    quorum: Fraction | None  # of the voters expected
    needs: Needs
    at: frozenset[str]  # kinds of unit that hold it
    minutes: int  # how long it usually takes
    agenda: tuple[Item, ...]
    sections: tuple[str, ...]  # headings the minutes must fill
    source: str
    note: str = ""

    def applies_to(self, *, kind: str, has_committee: bool, has_cells: bool) -> bool:
        """Whether a unit holds such meetings at all; where not, "不适用" and never 0 %."""
        if kind not in self.at:
            return False
        has = {Needs.NOTHING: True, Needs.COMMITTEE: has_committee, Needs.CELLS: has_cells}
        return has[self.needs]

    @property
    def how_often(self) -> str:
        times = f"{self.at_least} 次" if self.at_least else ""
        return f"{PER_NAMES[self.per]}{times}"


CELL_MEETING = "cell_meeting"
HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)
WITH_MEMBERS = BRANCHES | {"general"}
BODIES = frozenset(code for code, kind in KINDS.items() if kind.level < 7)
EVERY = frozenset(KINDS)

MEETING_KINDS = {
    kind.code: kind
    for kind in (
        MeetingKind(
            code="members_meeting", name="支部党员大会", icon="users", per=Per.QUARTER, at_least=1,
            who=Who.MEMBERS, votes=True, quorum=HALF, needs=Needs.NOTHING, at=WITH_MEMBERS,
            minutes=90,
            agenda=(
                Item(title="清点到会人数，说明请假情况", minutes=5),
                Item(title="传达学习上级党组织文件精神", minutes=25),
                Item(title="讨论审议事项", minutes=40),
                Item(title="表决并宣布决议", minutes=20),
            ),
            sections=("学习传达情况", "讨论发言情况", "决议事项"),
            source="支部工作条例 第十一条",
            note="有表决权的党员到会半数以上方可开会，赞成超过应到会有表决权党员半数为通过。",
        ),
        MeetingKind(
            code="committee_meeting", name="支部委员会会议", icon="contact", per=Per.MONTH,
            at_least=1, who=Who.COMMITTEE, votes=True, quorum=HALF, needs=Needs.COMMITTEE,
            at=WITH_MEMBERS, minutes=60,
            agenda=(
                Item(title="通报上次会议决定事项落实情况", minutes=10),
                Item(title="研究本月支部工作", minutes=30),
                Item(title="研究提交党员大会的事项", minutes=20),
            ),
            sections=("研究事项", "讨论发言情况", "会议决定"),
            source="支部工作条例 第十二条",
            note="委员到会半数以上方可开会。正式党员不足 7 人、不设委员会的支部不适用。",
        ),
        MeetingKind(
            code=CELL_MEETING, name="党小组会", icon="users-round", per=Per.MONTH, at_least=1,
            who=Who.CHOSEN, votes=False, quorum=None, needs=Needs.CELLS, at=BRANCHES, minutes=45,
            agenda=(
                Item(title="落实党支部工作要求，安排小组任务", minutes=15),
                Item(title="政治学习和谈心谈话", minutes=20),
                Item(title="开展批评和自我批评", minutes=10),
            ),
            sections=("会议内容", "党员发言情况"),
            source="支部工作条例 第十三条",
            note="没有划分党小组的支部不适用。",
        ),
        MeetingKind(
            code="lecture", name="党课", icon="book-open", per=Per.NONE, at_least=0,
            who=Who.MEMBERS, votes=False, quorum=None, needs=Needs.NOTHING, at=EVERY, minutes=60,
            agenda=(
                Item(title="授课", minutes=45),
                Item(title="交流讨论", minutes=15),
            ),
            sections=("授课人和主要内容", "交流讨论情况"),
            source="支部工作条例 第十六条",
            note="党组织书记每年至少讲 1 次党课；入党积极分子可以列席。",
        ),
        MeetingKind(
            code="party_day", name="主题党日", icon="flag", per=Per.MONTH, at_least=1,
            who=Who.MEMBERS, votes=False, quorum=None, needs=Needs.NOTHING, at=WITH_MEMBERS,
            minutes=120,
            agenda=(
                Item(title="重温入党誓词", minutes=5),
                Item(title="集体学习", minutes=40),
                Item(title="主题实践活动", minutes=60),
                Item(title="民主议事、集中交纳党费", minutes=15),
            ),
            sections=("活动主题", "开展情况"),
            source="党员教育管理工作条例 第十六条",
            note="每月相对固定 1 天。",
        ),
        MeetingKind(
            code="life_meeting", name="组织生活会", icon="messages-square", per=Per.YEAR,
            at_least=1, who=Who.MEMBERS, votes=False, quorum=None, needs=Needs.NOTHING,
            at=BRANCHES, minutes=150,
            agenda=(
                Item(title="通报会前准备和上年度整改情况", minutes=15),
                Item(title="支部班子对照检查", minutes=30),
                Item(title="党员对照检查，开展批评和自我批评", minutes=90),
                Item(title="提出整改措施，作出承诺", minutes=15),
            ),
            sections=("会前准备情况", "对照检查和批评与自我批评情况", "整改措施"),
            source="党员教育管理工作条例 第十七条",
            note="一般在第四季度召开，可以党员大会、支委会或党小组会形式进行。",
        ),
        MeetingKind(
            code="appraisal", name="民主评议党员", icon="clipboard-check", per=Per.YEAR,
            at_least=1, who=Who.MEMBERS, votes=False, quorum=None, needs=Needs.NOTHING,
            at=BRANCHES, minutes=120,
            agenda=(
                Item(title="个人自评", minutes=45),
                Item(title="党员互评", minutes=45),
                Item(title="民主测评", minutes=15),
                Item(title="组织评定", minutes=15),
            ),
            sections=("个人自评和党员互评情况", "民主测评结果"),
            source="党员教育管理工作条例 第十八条",
            note="优秀等次一般不超过党员总数的三分之一；预备党员参加但不评定等次。",
        ),
        MeetingKind(
            code="heart_talk", name="谈心谈话", icon="message-circle", per=Per.YEAR, at_least=1,
            who=Who.CHOSEN, votes=False, quorum=None, needs=Needs.NOTHING, at=BRANCHES,
            minutes=30,
            agenda=(Item(title="谈心谈话", minutes=30),),
            sections=("谈话内容", "意见和建议"),
            source="支部工作条例 第十七条",
            note="委员之间、委员和党员之间、党员之间每年至少 1 次。",
        ),
        MeetingKind(
            code="democratic_life", name="民主生活会", icon="scale", per=Per.YEAR, at_least=1,
            who=Who.COMMITTEE, votes=False, quorum=TWO_THIRDS, needs=Needs.COMMITTEE, at=BODIES,
            minutes=180,
            agenda=(
                Item(title="通报上次民主生活会整改情况", minutes=15),
                Item(title="通报征求意见情况", minutes=15),
                Item(title="班子对照检查", minutes=30),
                Item(title="个人对照检查，相互批评", minutes=90),
                Item(title="上级党组织点评", minutes=20),
                Item(title="主要负责人表态", minutes=10),
            ),
            sections=("会前准备情况", "对照检查和相互批评情况", "上级点评", "整改措施"),
            source="民主生活会若干规定 第四条、第十二条",
            note="到会人数须达到应到人数三分之二；会前 15 日报告，会后 15 日内报送记录。",
        ),
    )
}  # fmt: skip


def kinds_for(*, kind: str, has_committee: bool, has_cells: bool) -> list[MeetingKind]:
    """The types a unit holds, in the order of the regulations."""
    return [
        each
        for each in MEETING_KINDS.values()
        if each.applies_to(kind=kind, has_committee=has_committee, has_cells=has_cells)
    ]


def who_of(kinds: Iterable[str]) -> Who:
    """Who is expected when one event is several types at once: the widest of them."""
    asked = {MEETING_KINDS[code].who for code in kinds}
    return next(who for who in (Who.MEMBERS, Who.COMMITTEE, Who.CHOSEN) if who in asked)


def quorum_of(kinds: Iterable[str]) -> Fraction | None:
    """The strictest of the quorums that several types ask."""
    asked = [MEETING_KINDS[code].quorum for code in kinds]
    return max((quorum for quorum in asked if quorum is not None), default=None)


class Standing(StrEnum):
    """What a person is to a meeting."""

    EXPECTED = "expected"
    EXCUSED = "excused"  # 免于到会: by decision of the branch; may come, is not missed
    GUEST = "guest"


STANDINGS: dict[str, str] = {
    Standing.EXPECTED.value: "应到",
    Standing.EXCUSED.value: "免于到会",
    Standing.GUEST.value: "列席",
}


class How(StrEnum):
    """How a person's presence came to be known."""

    CODE = "code"
    DIGITS = "digits"
    LIST = "list"
    LATE = "late"


HOWS: dict[str, str] = {
    How.CODE.value: "扫码",
    How.DIGITS.value: "签到码",
    How.LIST.value: "点名",
    How.LATE.value: "离线补传",
}

LEAVE_KINDS = {
    "duty": "因公出差",
    "shift": "值班当班",
    "sick": "病假",
    "family": "照护家人",
    "personal": "事假",
    "other": "其他",
}


class Leave(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


LEAVES: dict[str, str] = {
    Leave.ASKED.value: "待审批",
    Leave.APPROVED.value: "已准假",
    Leave.DECLINED.value: "未准假",
}


class Flag(StrEnum):
    """Why the host is asked to look again at a sign-in; the sign-in itself is never refused."""

    LATE_UPLOAD = "late_upload"
    LOOK_ONCE = "look_once"  # one try is left
    LOOK_WRONG = "look_wrong"
    SAME_PHONE = "same_phone"  # worked out from the roll, as is the next
    TRAILING = "trailing"


FLAGS: dict[str, str] = {
    Flag.LATE_UPLOAD.value: "离线补传",
    Flag.LOOK_ONCE.value: "看图未选对",
    Flag.LOOK_WRONG.value: "看图未选对",
    Flag.SAME_PHONE.value: "同一台手机",
    Flag.TRAILING.value: "送达较晚",
}


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One of the pictures that stand beside the code, told apart at a glance and by its word."""

    icon: str
    word: str


PICTURES = tuple(
    Picture(icon=icon, word=word)
    for icon, word in (
        ("sun", "太阳"), ("moon", "月亮"), ("umbrella", "雨伞"), ("bike", "自行车"),
        ("ship", "轮船"), ("house", "房子"), ("fish", "鱼"), ("key", "钥匙"),
        ("flower-2", "花"), ("tree-pine", "松树"), ("star", "星星"), ("bell", "铃铛"),
    )
)  # fmt: skip
