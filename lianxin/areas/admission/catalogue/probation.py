"""Steps 19–25: probation, and becoming a full member."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from lianxin.areas.admission.catalogue.days import (
    joined_on,
    months_on,
    probation_until,
    was_extended,
)
from lianxin.areas.admission.catalogue.keys import Can
from lianxin.areas.admission.catalogue.numbers import REGULATION
from lianxin.areas.admission.catalogue.parts import (
    COMMITTEE_VOTE,
    MEETING_VOTE,
    MEETINGS,
    notice_flaws,
    notice_if,
    on_that_day,
    opinion,
    vote,
    voters_agree,
    way_fits_vote,
)
from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import (
    Ask,
    Bound,
    Desk,
    Flaw,
    Need,
    Passing,
    Past,
    Step,
    Way,
    as_day,
)

RESOLVED = frozenset({"full", "extend", "cancel"})


def after_approval(past: Past) -> Bound | None:
    """The oath comes after the approval."""
    approved = past.held_on("approve")
    if approved is None:
        return None
    return Bound(
        on=approved, sentence="入党宣誓在上级党委批准之后", source=f"{REGULATION}第三十条*"
    )


def probation_lead(past: Past) -> str:
    until = probation_until(past)
    return f"预备期将于 {until:%Y-%m-%d} 届满，届满后及时召开支部大会讨论。" if until else ""


def since_taken_in(past: Past) -> Bound | None:
    """Whoever came as a probationary member was approved before he came."""
    approved = past.held_on("approve") or as_day(past.value("apply", "approved_on"))
    if approved is None:
        return None
    return Bound(on=approved, sentence=f"{approved:%Y-%m-%d} 上级党委批准", source=REGULATION)


def assess_due(past: Past) -> Bound | None:
    last = past.held_on("continue") or past.held_on("oath") or joined_on(past)
    rule = past.rule("admission.probation_assess_months")
    if last is None:
        return None
    return Bound(
        on=months_later(last, rule.value), sentence=f"每 {rule.amount}考察一次",
        source=rule.source, hard=False,
    )  # fmt: skip


def probation_over(past: Past) -> Bound | None:
    until = probation_until(past)
    if until is None:
        return None
    rule = past.rule("admission.probation_months")
    return Bound(on=until, sentence="预备期届满后方可讨论转正", source=rule.source)


def discuss_due(past: Past) -> Bound | None:
    """Promptly after probation is over; a month is what we remind by."""
    until = probation_until(past)
    if until is None:
        return None
    return Bound(
        on=months_later(until, 1), sentence="预备期满应当及时讨论能否转正",
        source=f"{REGULATION}第三十二条*", hard=False,
    )  # fmt: skip


def has_applied(past: Past) -> Iterator[Need]:
    applied = past.held_on("ask_full")
    yield Need(
        name="本人书面转正申请", met=applied is not None,
        note=f"{applied:%Y-%m-%d} 提交" if applied else "",
        missing="预备党员本人还没有提出书面转正申请。",
    )  # fmt: skip


def resolved(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The same quorum and majority as for taking in; extension once, half a year to a year."""
    yield from way_fits_vote(passing, MEETING_VOTE, carried=RESOLVED)
    yield from on_that_day(passing, "record")
    yield from voters_agree(past, passing)
    if passing.way in {"full", "extend"}:
        yield from notice_flaws(past, passing)
    if passing.way != "extend":
        return
    least, most = (past.rule(f"admission.extend_{end}_months") for end in ("least", "most"))
    months = int(passing.values.get("months") or 0)
    if was_extended(past):
        yield Flaw(key="way", source=most.source, sentence="预备期只能延长一次，已经延长过。")
    if not least.value <= months <= most.value:
        yield Flaw(
            key="months", source=most.source,
            sentence=f"延长时间不少于 {least.amount}，不超过 {most.amount}。",
        )  # fmt: skip


def approve_due(past: Past) -> Bound | None:
    return months_on(
        past, "full_meeting", "approve_months", sentence="支部大会讨论后 {amount}内审批"
    )


def approved(past: Past, passing: Passing) -> Iterator[Flaw]:
    if passing.way == "again":
        return
    if not passing.values.get("vote"):
        yield Flaw(key="vote", sentence="请填写“党委会表决情况”。")
    else:
        yield from way_fits_vote(
            passing, COMMITTEE_VOTE, carried=frozenset({"full", "extend", "cancel"})
        )


def _after(way: str) -> Callable[[Past], bool]:
    def was(past: Past) -> bool:
        last = past.last("full_meeting")
        return last is not None and last.way == way

    return was


def approve_lead(past: Past) -> str:
    last = past.last("full_meeting")
    names = {"full": "按期转正", "extend": "延长预备期", "cancel": "取消预备党员资格"}
    until = probation_until(past)
    if last is None or until is None:
        return ""
    age = f"党龄从预备期满之日 {until:%Y-%m-%d} 算起。" if last.way == "full" else ""
    return f"支部大会决议：{names.get(last.way, '')}（{last.held_on:%Y-%m-%d}）。{age}"


def archive_due(past: Past) -> Bound | None:
    """Local only."""
    done, rule = past.held_on("full_approve"), past.rule("admission.archive_days")
    if done is None or not rule.value:
        return None
    return Bound(
        on=done + timedelta(days=rule.value), sentence=f"审批后 {rule.amount}内归档",
        source=rule.source, hard=False,
    )  # fmt: skip


ARCHIVE = (
    ("form", "入党志愿书"),
    ("application", "入党申请书"),
    ("review", "政治审查材料"),
    ("full", "转正申请书"),
    ("training", "培养教育考察材料"),
)

STEPS = (
    Step(
        code="assign", number=19, name="编入党支部和党小组", phase="probation", key=Can.KEEP,
        held="编入日期",
        asks=(
            Ask(key="cell", label="党小组", required=False, help="没有划分党小组的不用填"),
            Ask(key="told", label="已通知本人，并在党员大会上宣布", kind="yes"),
        ),
        ways=(Way(code="on", name="已编入", to="oath"),),
        law=f"{REGULATION}第二十九条*",
    ),
    Step(
        code="oath", number=20, name="入党宣誓", phase="probation", key=Can.KEEP,
        held="宣誓日期", earliest=after_approval,
        asks=(
            Ask(key="place", label="地点", required=False),
            Ask(key="photos", label="宣誓记录或照片", kind="file", required=False),
        ),
        ways=(Way(code="on", name="已宣誓", to="continue"),),
        law=f"{REGULATION}第三十条*",
    ),
    Step(
        code="continue", number=21, name="继续教育考察", phase="probation", key=Can.KEEP,
        held="考察日期", earliest=since_taken_in, due=assess_due, lead=probation_lead,
        button="登记考察",
        asks=(
            opinion("入党介绍人意见", key="introducer_opinion"),
            opinion("支部考察意见", key="branch_opinion"),
        ),
        ways=(
            Way(code="more", name="继续考察", to="continue", note="记一次半年考察"),
            Way(code="on", name="预备期将满，等待转正申请", to="ask_full"),
        ),
        law=f"{REGULATION}第三十一条*",
    ),
    Step(
        code="ask_full", number=22, name="提出转正申请", phase="full", key=Can.KEEP,
        desk=Desk.SUBJECT, held="申请日期", lead=probation_lead, button="提交转正申请",
        asks=(
            Ask(key="statement", label="转正申请书", kind="file", required=False),
            Ask(key="truly", label="由本人书面提出", kind="yes"),
        ),
        ways=(Way(code="on", name="提交", to="full_meeting"),),
        law=f"{REGULATION}第三十三条",
    ),
    Step(
        code="full_meeting", number=23, name="支部大会讨论转正", phase="full", key=Can.KEEP,
        held="支部大会日期", earliest=probation_over, due=discuss_due, needs=has_applied,
        checks=resolved, lead=probation_lead, button="保存并报上级审批",
        asks=(
            *notice_if(MEETINGS),
            Ask(key="record", label="会议记录", kind="meeting", required=False,
                options={"kinds": ("members_meeting",)}),
            vote("表决情况", MEETING_VOTE),
            Ask(key="secret", label="无记名投票，逐个表决", kind="yes"),
            Ask(key="months", label="延长几个月", kind="number", only="extend",
                help="6 至 12 个月"),
            Ask(key="why", label="理由", kind="note", only="cancel"),
            Ask(key="resolution", label="支部大会决议", kind="note"),
        ),
        ways=(
            Way(code="full", name="按期转正", to="full_approve"),
            Way(code="extend", name="延长预备期", to="full_approve",
                note="半年至一年，只能延长一次", when=lambda past: not was_extended(past)),
            Way(code="cancel", name="取消预备党员资格", to="full_approve", note="须说明理由",
                danger=True),
            Way(code="none", name="表决没有通过", to="full_meeting", note="另行召开支部大会"),
        ),
        law=f"{REGULATION}第三十二条*、第三十三条",
    ),
    Step(
        code="full_approve", number=24, name="上级党委审批", phase="full", key=Can.REVIEW,
        desk=Desk.APPROVER, held="审批日期", due=approve_due, checks=approved,
        lead=approve_lead, sticks=True,
        asks=(
            vote("党委会表决情况", COMMITTEE_VOTE, required=False,
                 help="退回支部重新讨论的不用填。"),
            Ask(key="document", label="审批文号", kind="document"),
        ),
        ways=(
            Way(code="full", name="批准转为正式党员", to="archive", when=_after("full")),
            Way(code="extend", name="批准延长预备期", to="continue", when=_after("extend")),
            Way(code="cancel", name="批准取消预备党员资格", to="ended", danger=True,
                outcome="取消预备党员资格", when=_after("cancel")),
            Way(code="again", name="不予批准，退回支部重新讨论", to="full_meeting", loose=True),
        ),
        law=f"{REGULATION}第三十四条*",
    ),
    Step(
        code="archive", number=25, name="材料归档", phase="full", key=Can.KEEP,
        held="归档日期", due=archive_due,
        lead=lambda _: "志愿书、申请书、政审材料、转正申请书和培养教育考察材料存入本人人事档案；"
        "没有人事档案的，由党委建立党员档案。",
        asks=(
            *(Ask(key=key, label=name, kind="yes") for key, name in ARCHIVE),
            Ask(key="received_by", label="接收单位和接收人"),
        ),
        ways=(Way(code="on", name="已归档", to="done", outcome="转为正式党员"),),
        law=f"{REGULATION}第三十七条*",
    ),
)  # fmt: skip
