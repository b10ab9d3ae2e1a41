"""What takes membership away, and gives it back: 停止党籍, 恢复党籍, 出党.

Never by itself: an alert may open a procedure, a meeting resolves, the unit above approves.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from lianxin.areas.transfers.catalogue.codes import NEGLECTS, REMOVALS, STOPS
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.areas.transfers.catalogue.numbers import (
    ABROAD_YEARS,
    CONSTITUTION,
    EDUCATION,
    LOST,
    LOST_YEARS,
    MENDING,
    NEGLECT,
)
from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import (
    DONE,
    ENDED,
    Ask,
    Bound,
    Desk,
    Flaw,
    Need,
    Passing,
    Past,
    Phase,
    Procedure,
    Step,
    VoteRule,
    Way,
    as_day,
    count,
)

GROUND, WARN, MEETING, APPROVAL = "ground", "warn", "meeting", "approval"
CARRIED, APPROVED = "carried", "approved"
#: 一般决议: at least half of the voters are there, more than half of all agree.
RESOLUTION = VoteRule(quorum=Fraction(1, 2), source="《中国共产党支部工作条例（试行）》第四章")
PHASES = (
    Phase(code="facts", name="核实情况"),
    Phase(code="resolve", name="支部大会"),
    Phase(code="approve", name="上级审批"),
)


def ground(past: Past) -> str:
    """On what ground the case was opened."""
    return str(past.facts.get("ground") or "")


def _on(*grounds: str) -> Callable[[Past], bool]:
    return lambda past: ground(past) in grounds


def _matches_the_vote(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The way chosen is the one the numbers say."""
    counted = count(passing.vote("vote"), RESOLUTION)
    if counted.flaws or passing.way not in {CARRIED, "failed"}:
        return
    if counted.passed != (passing.way == CARRIED):
        right = "通过" if counted.passed else "未通过"
        yield Flaw(key="way", sentence=f"{counted.sentence}结果应为“{right}”，请核对。")


def _meeting(name: str, *, earliest: Callable[[Past], Bound | None], law: str) -> Step:
    return Step(
        code=MEETING, name=name, phase="resolve", key=Can.DECIDE, held="会议日期", law=law,
        earliest=earliest, checks=_matches_the_vote, button="登记决议",
        asks=(
            Ask(
                key="heard", label="本人到会及申辩情况", kind="note", sealed=True,
                help="本人有权到会申辩；不能到会的写明原因",
            ),
            Ask(key="vote", label="表决情况", kind="vote", vote=RESOLUTION),
            Ask(key="resolution", label="决议内容", kind="note", sealed=True),
        ),
        ways=(
            Way(code=CARRIED, name="通过，报上级党组织", to=APPROVAL),
            Way(code="failed", name="未通过", to=ENDED, outcome="支部大会未通过"),
        ),
    )  # fmt: skip


def _approval(name: str, outcome: str, *, law: str) -> Step:
    return Step(
        code=APPROVAL, name=name, phase="approve", key=Can.DECIDE, desk=Desk.APPROVER,
        held="批准日期", law=law, button="登记审批",
        asks=(
            Ask(key="document", label="批复文号", kind="document"),
            Ask(key="note", label="说明", kind="note", required=False),
        ),
        ways=(
            Way(code=APPROVED, name="同意", to=DONE, outcome=outcome),
            Way(code="refused", name="不同意", to=ENDED, outcome="上级党组织不同意", danger=True),
        ),
    )  # fmt: skip


def _always(_past: Past) -> None:
    return None


# ---- 停止党籍 --------------------------------------------------------------------------------


def _needs_to_stop(past: Past) -> Iterator[Need]:
    who = past.subject
    yield Need(
        name="党籍状态正常的党员",
        met=who.get("status") == "normal" and who.get("category") in {"formal", "probationary"},
        missing="只有党籍状态正常的党员可以停止党籍。",
    )
    if ground(past) == "lost":
        lost_on = as_day(who.get("lost_on"))
        yield Need(
            name="已登记为失联党员，写明失去联系的日期",
            met=bool(who.get("is_lost")) and lost_on is not None,
            missing="请先登记失联，失去联系的日期按最后一次参加组织生活或交纳党费计算。",
            note=f"{lost_on:%Y-%m-%d}" if lost_on else "",
        )
    else:
        yield Need(
            name="出国（境）日期已写明",
            met=as_day(past.facts.get("since")) is not None,
            missing="请写明出国（境）的日期。",
        )


def may_stop_from(past: Past) -> Bound | None:
    """From which day a membership may be stopped."""
    if ground(past) == "lost":
        since, months, code = as_day(past.subject.get("lost_on")), past.number(LOST), LOST
        words = f"失去联系满 {months} 个月"
    elif ground(past) == "overdue":
        years = past.number(ABROAD_YEARS)
        since, months, code = as_day(past.facts.get("since")), 12 * years, ABROAD_YEARS
        words = f"出国（境）满 {years} 年"
    else:
        return None
    if since is None:
        return None
    on = months_later(since, months)
    return Bound(on=on, sentence=f"{words}的日期是 {on:%Y-%m-%d}", source=past.rule(code).source)


STOP = Procedure(
    code="stop_membership", name="停止党籍", phases=PHASES, view=Can.VIEW, keep=Can.DECIDE,
    law=f"{EDUCATION}第二十四条", icon="pause",
    steps=(
        Step(
            code=GROUND, name="查找核实", phase="facts", key=Can.DECIDE, needs=_needs_to_stop,
            earliest=may_stop_from, law=f"{EDUCATION}第二十四条", held="核实日期",
            asks=(
                Ask(
                    key="search", label="查找经过", kind="note",
                    help="向家属、同事、单位、社区、公安等查找的时间、方式和结果",
                ),
            ),
            ways=(
                Way(code="resolve", name="提交支部大会", to=MEETING),
                Way(code="found", name="已取得联系", to=ENDED, outcome="已取得联系，不再停止党籍"),
            ),
        ),
        _meeting("支部大会讨论决定停止党籍", earliest=may_stop_from,
                 law=f"{EDUCATION}第二十四条"),
        _approval("上级党组织审批", "停止党籍", law=f"{EDUCATION}第二十四条"),
    ),
)  # fmt: skip


# ---- 恢复党籍 --------------------------------------------------------------------------------


def _needs_to_restore(past: Past) -> Iterator[Need]:
    yield Need(
        name="党籍已停止",
        met=past.subject.get("status") == "suspended",
        missing="只有停止党籍的党员可以恢复党籍；出党的不恢复，可以重新申请入党。",
    )


RESTORE = Procedure(
    code="restore_membership", name="恢复党籍", phases=PHASES, view=Can.VIEW, keep=Can.DECIDE,
    law=f"{EDUCATION}第二十四条", icon="undo-2",
    steps=(
        Step(
            code=GROUND, name="本人申请，支部审查", phase="facts", key=Can.DECIDE,
            needs=_needs_to_restore, law=f"{EDUCATION}第二十四条", held="申请日期",
            asks=(
                Ask(
                    key="account", label="失去联系期间的情况", kind="note", sealed=True,
                    help="本人书面说明，支部核实",
                ),
                Ask(key="applied", label="已收到本人书面申请", kind="yes"),
            ),
            ways=(
                Way(code="resolve", name="提交支部大会", to=MEETING),
                Way(code="dropped", name="不符合恢复条件", to=ENDED, outcome="不予恢复"),
            ),
        ),
        _meeting("支部大会讨论恢复党籍", earliest=_always, law=f"{EDUCATION}第二十四条"),
        _approval("上级党组织审批", "恢复党籍", law=f"{EDUCATION}第二十四条"),
    ),
)  # fmt: skip


# ---- 出党 ------------------------------------------------------------------------------------


def _needs_to_remove(past: Past) -> Iterator[Need]:
    who = past.subject
    yield Need(
        name="在册党员",
        met=who.get("status") in {"normal", "suspended"}
        and who.get("category") in {"formal", "probationary"},
        missing="只有在册的正式党员、预备党员可以办理。",
    )
    if ground(past) == "lost":
        stopped_on = as_day(who.get("status_on"))
        yield Need(
            name="党籍已停止",
            met=who.get("status") == "suspended",
            missing="应先停止党籍；停止满 2 年仍未取得联系的，才能除名。",
            note=f"{stopped_on:%Y-%m-%d}" if stopped_on else "",
        )
    if ground(past) == "dropped":
        yield Need(
            name="起算日期已写明",
            met=as_day(past.facts.get("since")) is not None,
            missing="请写明从哪一天起不参加组织生活、不交党费或不做工作。",
        )


def may_remove_from(past: Past) -> Bound | None:
    """From which day a removal may be resolved, on its ground."""
    if ground(past) == "lost":
        since, code = as_day(past.subject.get("status_on")), LOST_YEARS
        months, words = 12 * past.number(code), f"停止党籍满 {past.number(code)} 年"
    elif ground(past) == "dropped":
        since, code = as_day(past.facts.get("since")), NEGLECT
        months, words = past.number(code), f"连续满 {past.number(code)} 个月"
    else:
        return _after_the_deadline(past)
    if since is None:
        return None
    on = months_later(since, months)
    return Bound(on=on, sentence=f"{words}的日期是 {on:%Y-%m-%d}", source=past.rule(code).source)


def _after_the_deadline(past: Past) -> Bound | None:
    until = as_day(past.value(WARN, "until"))
    if until is None or ground(past) != "persuade":
        return None
    return Bound(
        on=until,
        sentence=f"限期改正的期限是 {until:%Y-%m-%d}",
        source=past.rule(MENDING).source,
    )


def _not_too_long(past: Past, passing: Passing) -> Iterator[Flaw]:
    until = as_day(passing.values.get("until"))
    if until is None:
        return
    last = months_later(passing.held_on, past.number(MENDING))
    if not passing.held_on < until <= last:
        rule = past.rule(MENDING)
        yield Flaw(
            key="until",
            sentence=f"限期改正最长 {rule.amount}，最迟到 {last:%Y-%m-%d}，且在谈话之后。",
            source=rule.source,
        )


_NINTH = f"{CONSTITUTION}第九条"

REMOVAL = Procedure(
    code="removal", name="出党（除名、劝退、退党、开除）", phases=PHASES, view=Can.VIEW,
    keep=Can.DECIDE, law=_NINTH, icon="log-out",
    steps=(
        Step(
            code=GROUND, name="支部核实", phase="facts", key=Can.DECIDE, needs=_needs_to_remove,
            law=_NINTH, held="核实日期",
            asks=(
                Ask(key="facts", label="核实的情况", kind="note", sealed=True),
                Ask(
                    key="applied", label="已收到本人书面退党申请", kind="yes", when=_on("quit"),
                ),
                Ask(
                    key="neglect", label="认定的情形", kind="choice", when=_on("dropped"),
                    choices=tuple(NEGLECTS.items()),
                ),
                Ask(
                    key="justified", label="已核实没有正当理由", kind="yes", when=_on("dropped"),
                ),
                Ask(
                    key="persuaded_on", label="劝其退党的支部大会决定日期", kind="day",
                    when=_on("struck"),
                ),
                Ask(
                    key="case", label="立案审查结论（文号）", kind="document", when=_on("expel"),
                ),
            ),
            ways=(
                Way(code="warn", name="教育并限期改正", to=WARN, when=_on("persuade")),
                Way(
                    code="resolve", name="提交支部大会", to=MEETING,
                    when=_on("quit", "struck", "dropped", "lost", "expel"),
                ),
                Way(code="dropped", name="情况不属实或已改正", to=ENDED, outcome="不再办理"),
            ),
        ),
        Step(
            code=WARN, name="教育，限期改正", phase="facts", key=Can.DECIDE,
            law=f"{EDUCATION}第三十条", held="谈话日期", checks=_not_too_long,
            asks=(
                Ask(key="talk", label="教育谈话情况", kind="note", sealed=True),
                Ask(key="until", label="改正期限", kind="day", help="最长 1 年"),
            ),
            ways=(
                Way(code="resolve", name="期满后提交支部大会", to=MEETING),
            ),
        ),
        _meeting("支部大会讨论决定", earliest=may_remove_from, law=_NINTH),
        _approval("上级党组织审批（备案）", "出党", law=_NINTH),
    ),
)  # fmt: skip
GROUNDS = {STOP.code: STOPS, REMOVAL.code: REMOVALS}
