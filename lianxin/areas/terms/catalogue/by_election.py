"""补选: a seat fell vacant within the term. One request for the plan and the people, one meeting;
the term of the committee stays as it is."""

from collections.abc import Iterator

from lianxin.areas.terms.catalogue.keys import Can
from lianxin.areas.terms.catalogue.numbers import SURPLUS
from lianxin.areas.terms.catalogue.offices import MEETING, PLENARY, Office, Plan, progress_of
from lianxin.areas.terms.catalogue.parts import (
    AT_THE_VOTE,
    LAW,
    Needs,
    at_the_meeting,
    document,
    record,
    same_day,
)
from lianxin.areas.terms.catalogue.planning import has_committee
from lianxin.foundation.procedures.catalogue import (
    DONE,
    Ask,
    Desk,
    Flaw,
    Passing,
    Past,
    Phase,
    Procedure,
    Step,
    Way,
)

CODE = "by_election"
WHY = (
    ("transfer", "工作调动"),
    ("resigned", "辞去职务"),
    ("removed", "免职、处分"),
    ("died", "去世"),
    ("added", "增补名额"),
)


def plan_of(past: Past) -> Plan:
    done = past.last("plan")
    values = done.values if done else {}
    return Plan(
        has_committee=has_committee(past),
        seats=int(values.get("seats") or 0) if has_committee(past) else 0,
        secretary=int(values.get("secretary") == "yes"),
        deputies=int(values.get("deputies") or 0),
        surplus=past.number(SURPLUS),
        must_choose=False,
    )


def _plan(past: Past, passing: Passing) -> Iterator[Flaw]:
    values = passing.values
    numbers = (values.get("seats") or 0, values.get("deputies") or 0)
    if not any(numbers) and values.get("secretary") != "yes":
        yield Flaw(key="seats", sentence="请填写要补选的名额。")


def _few(past: Past, passing: Passing) -> Iterator[Flaw]:
    """A by-election for one seat may have one candidate; with choice is better."""
    plan = plan_of(past)
    number = len(progress_of(past).candidates.get(Office.COMMITTEE, ()))
    if plan.seats and number == plan.seats:
        yield Flaw(
            hard=False, source=LAW,
            sentence=f"委员候选人 {number} 人，与应补选名额相等；差额选举的，"
            f"候选人应多于名额 {plan.surplus}%。",
        )  # fmt: skip


NEEDS = Needs(plan_of)


def _goes_on(past: Past) -> bool:
    """Whether a plenary follows: secretaries of a committee are elected by it."""
    return bool(plan_of(past).held_at(PLENARY))


def _ends_there(past: Past) -> bool:
    return not _goes_on(past)


def _starts_there(past: Past) -> bool:
    """A deputy may become secretary without any seat of the committee being vacant."""
    return not plan_of(past).held_at(MEETING)


def _starts_here(past: Past) -> bool:
    return not _starts_there(past)


BY_ELECTION = Procedure(
    code=CODE,
    name="补选",
    phases=(
        Phase(code="apply", name="请示批复"),
        Phase(code="vote", name="选举"),
        Phase(code="approve", name="结果报批"),
    ),
    steps=(
        Step(
            code="plan", name="研究补选方案", number=1, phase="apply", key=Can.KEEP,
            held="研究日期", checks=_plan,
            asks=(
                Ask(key="why", label="空缺原因", kind="choice", choices=WHY),
                Ask(
                    key="seats", label="补选委员名额", kind="number", least=0, most=9,
                    required=False, when=has_committee, options={"measure": "人"},
                ),
                Ask(
                    key="secretary", label="是否补选书记", kind="choice",
                    choices=(("yes", "补选书记"), ("no", "不补选书记")),
                ),
                Ask(
                    key="deputies", label="补选副书记名额", kind="number", least=0, most=3,
                    required=False, options={"measure": "人"},
                ),
            ),
            ways=(Way(code="done", name="方案已通过", to="request"),),
            law=LAW,
        ),
        Step(
            code="request", name="报送补选请示", number=2, phase="apply", key=Can.KEEP,
            held="报送日期", needs=NEEDS.candidates, checks=_few,
            asks=(
                document("document", "补选请示文号"),
                Ask(
                    key="inspection", label="人选考察情况", kind="note", sealed=True, most=2000,
                    help="只有办理换届的人能看到。",
                ),
            ),
            ways=(Way(code="done", name="已报送", to="reply"),),
            law=LAW, button="报送上级",
        ),
        Step(
            code="reply", name="批复补选请示", number=3, phase="apply", key=Can.DECIDE,
            desk=Desk.COMMITTEE, held="批复日期", needs=NEEDS.candidates,
            asks=(document("document", "批复文号"),),
            ways=(
                Way(code="agree", name="同意补选", to="meeting", when=_starts_here),
                Way(code="agree_plenary", name="同意补选", to="plenary", when=_starts_there),
                Way(code="revise", name="退回调整", to="plan"),
            ),
            law=LAW, button="登记批复",
        ),
        Step(
            code="meeting", name="召开党员大会补选", number=4, phase="vote", key=Can.KEEP,
            held="大会日期", needs=NEEDS.meeting, checks=at_the_meeting,
            asks=(
                record("members_meeting"),
                *AT_THE_VOTE,
            ),
            ways=(
                Way(code="done", name="选举完成", to="plenary", when=_goes_on),
                Way(code="elected", name="选举完成", to="report", when=_ends_there),
            ),
            law=LAW,
        ),
        Step(
            code="plenary", name="委员会全体会议选举", number=5, phase="vote", key=Can.KEEP,
            held="会议日期", needs=NEEDS.plenary, checks=same_day,
            asks=(record("committee_meeting"), Ask(key="chair", label="主持人", most=30),),
            ways=(Way(code="done", name="选举完成", to="report"),),
            law=LAW,
        ),
        Step(
            code="report", name="报送选举结果报告", number=6, phase="approve", key=Can.KEEP,
            held="报送日期", needs=NEEDS.result,
            asks=(document("document", "选举结果报告文号"),),
            ways=(Way(code="done", name="已报送", to="approve"),),
            law=LAW, button="报送上级",
        ),
        Step(
            code="approve", name="批准或者备案，公布归档", number=7, phase="approve",
            key=Can.DECIDE, desk=Desk.COMMITTEE, held="批准日期", sticks=True,
            asks=(document("document", "批准（备案）文号"),),
            ways=(
                Way(code="agree", name="批准", to=DONE, outcome="补选完成"),
                Way(
                    code="again", name="不批准，重新选举书记、副书记", to="plenary", danger=True,
                    when=_goes_on,
                ),
            ),
            law=LAW, button="登记批准",
        ),
    ),
    view=Can.VIEW,
    keep=Can.KEEP,
    law=LAW,
    icon="user-plus",
)  # fmt: skip
