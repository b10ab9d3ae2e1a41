"""换届选举: one case from the reminder to the archive.

Document flow: reminder → branch committee → 换届请示 → 批复 → nomination and 考察 →
候选人预备人选请示 → 批复 → the meeting → the first plenary → 选举结果报告 → approval of
secretaries, filing of members → announced and archived.
"""

from lianxin.areas.terms.catalogue.keys import Can
from lianxin.areas.terms.catalogue.numbers import TERMS
from lianxin.areas.terms.catalogue.offices import DELEGATES as BY_DELEGATES
from lianxin.areas.terms.catalogue.offices import MEMBERS
from lianxin.areas.terms.catalogue.parts import (
    AT_THE_VOTE,
    LAW,
    Needs,
    at_the_meeting,
    document,
    record,
    same_day,
)
from lianxin.areas.terms.catalogue.planning import (
    has_committee,
    has_none,
    hold_by,
    plan_flaws,
    plan_of,
    remind_by,
    request_by,
    request_flaws,
)
from lianxin.foundation.procedures.catalogue import (
    DONE,
    Ask,
    Desk,
    Past,
    Phase,
    Procedure,
    Step,
    Way,
)

__all__ = ["CODE", "ELECTION", "has_committee", "plan_of"]

CODE = "election"
HOW = (("letter", "发函"), ("phone", "电话"), ("meeting", "当面"), ("inbox", "本系统消息"))
FORMS = (
    (MEMBERS, "党员大会"),
    (BY_DELEGATES, "党员代表大会\n党员 500 名以上或者驻地分散，须经批准"),
)
MANNERS = (
    ("branch", "支部委员会提名，党员酝酿"),
    ("members", "党员推荐，支部委员会研究"),
    ("above", "上级党组织推荐，党员酝酿"),
)


# ── candidates, votes, results ───────────────────────────────────────────────────────────────


NEEDS = Needs(plan_of)


def _plan_lead(past: Past) -> str:
    if has_committee(past):
        return "支部委员会（党委、总支委员会）研究换届方案，提出委员名额和换届大会的时间。"
    return "不设委员会的支部由党员大会选举书记，必要时选举副书记 1 名。"


def _meeting_lead(past: Past) -> str:
    plan = plan_of(past)
    offices = f"选举委员 {plan.seats} 名" if plan.seats else "等额选举书记、副书记"
    return f"作工作报告和党费收缴使用情况报告，通过选举办法和监票人，{offices}。"


PHASES = (
    Phase(code="prepare", name="提醒研究"),
    Phase(code="apply", name="请示批复"),
    Phase(code="candidates", name="候选人"),
    Phase(code="vote", name="大会选举"),
    Phase(code="approve", name="结果报批"),
    Phase(code="file", name="公布归档"),
)

STEPS = (
    Step(
        code="remind", name="届满提醒", number=1, phase="prepare", key=Can.KEEP,
        held="提醒日期", due=remind_by,
        lead=lambda _: "上级党组织在届满前 6 个月提醒做好换届准备；由哪一方登记都可以。",
        asks=(
            Ask(key="how", label="提醒方式", kind="choice", choices=HOW),
            document("document", "提醒函文号", required=False),
        ),
        ways=(Way(code="done", name="已提醒", to="plan"),),
        law=f"{TERMS}第三条",
    ),
    Step(
        code="plan", name="委员会研究换届方案", number=2, phase="prepare", key=Can.KEEP,
        held="研究日期", lead=_plan_lead, checks=plan_flaws,
        asks=(
            record("committee_meeting", "members_meeting"),
            Ask(
                key="seats", label="应选委员名额", kind="number", least=1, most=21,
                when=has_committee, options={"measure": "人"},
            ),
            Ask(
                key="deputies", label="应选副书记名额", kind="number", least=0, most=3,
                required=False, options={"measure": "人"},
                help="书记 1 名，不必填写；不选副书记的留空。",
            ),
            Ask(
                key="form", label="大会形式", kind="choice", choices=FORMS,
            ),
            Ask(
                key="preliminary", label="是否先进行差额预选", kind="choice",
                choices=(("no", "不预选，直接差额选举"), ("yes", "先差额预选，再等额选举")),
                when=has_committee,
            ),
            Ask(key="planned_on", label="换届大会拟召开日期", kind="day"),
        ),
        ways=(Way(code="done", name="方案已通过", to="request"),),
        law=LAW,
    ),
    Step(
        code="request", name="报送换届请示", number=3, phase="apply", key=Can.KEEP,
        held="报送日期", due=request_by, checks=request_flaws,
        asks=(document("document", "换届请示文号"),),
        ways=(Way(code="done", name="已报送", to="reply"),),
        law=LAW, button="报送上级",
    ),
    Step(
        code="reply", name="批复换届请示", number=4, phase="apply", key=Can.DECIDE,
        desk=Desk.COMMITTEE, held="批复日期",
        asks=(
            document("document", "批复文号"),
            Ask(key="note", label="意见", kind="note", required=False, most=500),
        ),
        ways=(
            Way(code="agree", name="同意换届", to="nominate"),
            Way(code="revise", name="退回修改方案", to="plan"),
        ),
        law=LAW, button="登记批复",
    ),
    Step(
        code="nominate", name="提名和考察", number=5, phase="candidates", key=Can.KEEP,
        held="名单确定日期", needs=NEEDS.candidates,
        lead=lambda _: "酝酿候选人预备人选，进行考察，听取党员意见。",
        asks=(
            Ask(key="manner", label="提名方式", kind="choice", choices=MANNERS),
            Ask(
                key="inspection", label="考察情况", kind="note", sealed=True, most=2000,
                help="只有办理换届的人能看到。",
            ),
        ),
        ways=(Way(code="done", name="名单已确定", to="candidates_request"),),
        law=LAW,
    ),
    Step(
        code="candidates_request", name="报送候选人预备人选请示", number=6, phase="candidates",
        key=Can.KEEP, held="报送日期", needs=NEEDS.candidates,
        asks=(document("document", "候选人请示文号"),),
        ways=(Way(code="done", name="已报送", to="candidates_reply"),),
        law=LAW, button="报送上级",
    ),
    Step(
        code="candidates_reply", name="批复候选人预备人选", number=7, phase="candidates",
        key=Can.DECIDE, desk=Desk.COMMITTEE, held="批复日期", needs=NEEDS.candidates,
        asks=(document("document", "批复文号"),),
        ways=(
            Way(code="agree", name="同意", to="meeting"),
            Way(code="revise", name="退回调整人选", to="nominate"),
        ),
        law=LAW, button="登记批复",
    ),
    Step(
        code="meeting", name="召开换届大会", number=8, phase="vote", key=Can.KEEP,
        held="大会日期", lead=_meeting_lead, due=hold_by, needs=NEEDS.meeting,
        checks=at_the_meeting,
        asks=(
            record("members_meeting"),
            Ask(key="work_report", label="听取和审议工作报告", kind="yes"),
            Ask(key="dues_report", label="听取党费收缴、使用和管理情况报告", kind="yes"),
            *AT_THE_VOTE,
        ),
        ways=(
            Way(code="done", name="选举完成", to="plenary", when=has_committee),
            Way(code="elected", name="选举完成", to="report", when=has_none),
        ),
        law=LAW,
    ),
    Step(
        code="plenary", name="委员会第一次全体会议", number=9, phase="vote", key=Can.KEEP,
        held="会议日期", needs=NEEDS.plenary, checks=same_day,
        lead=lambda _: "由上届委员会推荐的一名新当选的委员主持，等额选举书记、副书记，"
        "研究委员分工。",
        asks=(
            record("committee_meeting"),
            Ask(key="chair", label="主持人", most=30),
        ),
        ways=(Way(code="done", name="选举完成", to="report"),),
        law=f"{LAW}第二十条",
    ),
    Step(
        code="report", name="报送选举结果报告", number=10, phase="approve", key=Can.KEEP,
        held="报送日期", needs=NEEDS.result,
        asks=(document("document", "选举结果报告文号"),),
        ways=(Way(code="done", name="已报送", to="approve"),),
        law=LAW, button="报送上级",
    ),
    Step(
        code="approve", name="批准书记、副书记，委员备案", number=11, phase="approve",
        key=Can.DECIDE, desk=Desk.COMMITTEE, held="批准日期", sticks=True,
        lead=lambda _: "书记、副书记由上级党组织批准，委员备案。登记后，新的任职和届期随即生效，"
        "上届任职同日终止。",
        asks=(
            document("document", "批准文号"),
            Ask(key="filed", label="委员已备案", kind="yes", when=has_committee, only="agree"),
        ),
        ways=(
            Way(code="agree", name="批准", to="announce"),
            Way(
                code="again", name="不批准，重新选举书记、副书记", to="plenary", danger=True,
                when=has_committee,
            ),
            Way(
                code="all_again", name="不批准，重新选举", to="meeting", danger=True, when=has_none,
            ),
        ),
        law=LAW, button="登记批准",
    ),
    Step(
        code="announce", name="公布结果，材料归档", number=12, phase="file", key=Can.KEEP,
        held="公布日期",
        asks=(
            Ask(key="where", label="公布方式", help="党员大会宣布、张贴等", most=60),
            Ask(
                key="archived", label="请示、批复、选举办法、选票和报告单已归档", kind="yes",
            ),
        ),
        ways=(Way(code="done", name="换届完成", to=DONE, outcome="换届完成"),),
        law=LAW,
    ),
)  # fmt: skip

ELECTION = Procedure(
    code=CODE,
    name="换届选举",
    phases=PHASES,
    steps=STEPS,
    view=Can.VIEW,
    keep=Can.KEEP,
    law=LAW,
    icon="vote",
)
