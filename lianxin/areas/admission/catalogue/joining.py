"""Steps 12–18: taken in as a probationary member."""

from collections.abc import Iterator
from dataclasses import replace

from lianxin.areas.admission.catalogue.days import joined_on, months_on
from lianxin.areas.admission.catalogue.keys import Can
from lianxin.areas.admission.catalogue.numbers import REGULATION
from lianxin.areas.admission.catalogue.parts import (
    COMMITTEE_VOTE,
    MEETING_VOTE,
    MEETINGS,
    decided_by,
    decided_rightly,
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

YES = frozenset({"yes"})


def complete(past: Past) -> Iterator[Need]:
    """What the branch committee looks through before it asks the committee above."""
    trained = past.last("training")
    reviewed = past.last("review")
    people = past.value("introducers", "introducers") or []
    yield Need(name="政治审查合格", met=bool(reviewed and reviewed.way == "on"),
               note=f"{reviewed.held_on:%Y-%m-%d}" if reviewed else "",
               missing="政治审查还没有合格结论。")  # fmt: skip
    yield from still_valid(past)
    yield Need(name="集中培训", met=trained is not None, missing="还没有集中培训记录。",
               note=f"{trained.held_on:%Y-%m-%d} 结业" if trained else "")  # fmt: skip
    yield Need(name="入党介绍人 2 名", met=len(people) == 2, missing="还没有确定入党介绍人。")


def still_valid(past: Past) -> Iterator[Need]:
    """Where a unit says how long a conclusion holds, one that is older counts no more."""
    reviewed, rule = past.last("review"), past.rule("admission.review_valid_months")
    if reviewed is None or not rule.value:
        return
    until = months_later(reviewed.held_on, rule.value)
    yield Need(
        name="政治审查结论在有效期内", met=past.today <= until, note=f"至 {until:%Y-%m-%d}",
        missing=f"政治审查结论 {until:%Y-%m-%d} 已到期（{rule.source}）。"
        "请退回“进行政治审查”重新审查。",
    )  # fmt: skip


def planned(past: Past) -> Iterator[Need]:
    """What the committee looks at before it lets the branch go on."""
    yield from complete(past)
    left = past.subject.get("plan_left")
    if left is not None:
        yield Need(
            name="年度计划数", met=left > 0, note=f"还有 {left} 名", hard=False,
            missing="本年度发展党员计划数已经用完，请先由上级调整计划。",
        )  # fmt: skip


def looked_through(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from decided_rightly(past, passing)
    yield from way_fits_vote(passing, COMMITTEE_VOTE, carried=YES)
    yield from on_that_day(passing, "meeting")


def soon_leaving(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Whoever leaves within three months is generally not taken in here."""
    leaves = as_day(passing.values.get("leaving_on"))
    rule = past.rule("admission.leaving_months")
    if leaves and leaves < months_later(passing.held_on, rule.value):
        yield Flaw(
            key="leaving_on", hard=False, source=rule.source,
            sentence=f"未来 {rule.amount}内将离开工作、学习单位的，一般不办理接收手续，"
            "应将材料转给接收单位党组织继续培养。",
        )  # fmt: skip


def has_form(past: Past) -> Iterator[Need]:
    number = past.value("form", "form_number")
    passed = past.last("prereview")
    yield Need(name="上级党委预审合格", met=bool(passed and passed.way == "yes"),
               missing="上级党委预审还没有通过。")  # fmt: skip
    yield Need(name="入党志愿书", met=bool(number), note=str(number or ""),
               missing="还没有填写入党志愿书。")  # fmt: skip
    yield from still_valid(past)


def meeting_due(past: Past) -> Bound | None:
    if not past.number("admission.meeting_months"):
        return None
    due = months_on(
        past, "prereview", "meeting_months", sentence="预审合格后 {amount}内召开支部大会"
    )
    return due and replace(due, hard=False)


def resolved(past: Past, passing: Passing) -> Iterator[Flaw]:
    """More than half of the voters are there, more than half of those who should be vote for him;
    by secret ballot; the notice is over before the meeting."""
    yield from way_fits_vote(passing, MEETING_VOTE, carried=YES)
    yield from on_that_day(passing, "record")
    yield from voters_agree(past, passing)
    if passing.way == "yes":
        yield from notice_flaws(past, passing)


def approve_due(past: Past) -> Bound | None:
    return months_on(past, "meeting", "approve_months", sentence="支部大会通过后 {amount}内审批")


def not_after_half_a_year(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Beyond six months nothing is approved: the meeting must deliberate anew."""
    if passing.way == "again":
        return
    began = joined_on(past)
    rule = past.rule("admission.approve_latest_months")
    latest = months_later(began, rule.value) if began else None
    if latest is None or passing.held_on > latest:
        yield Flaw(
            key="held_on", source=rule.source,
            sentence=f"自支部大会通过已超过 {rule.amount}（{latest:%Y-%m-%d}），不能审批，"
            "须退回支部重新召开支部大会讨论。" if latest else "没有支部大会通过的记录。",
        )  # fmt: skip
    if not passing.values.get("vote"):
        yield Flaw(key="vote", sentence="请填写“党委会表决情况”。")
        return
    if passing.way == "yes":
        yield from within_plan(past)
    yield from way_fits_vote(passing, COMMITTEE_VOTE, carried=YES)


def within_plan(past: Past) -> Iterator[Flaw]:
    """The yearly number of the committee; it binds where the unit says so."""
    left = past.subject.get("plan_left")
    if left is None or left > 0:
        return
    binds = past.rule("admission.plan_binds")
    yield Flaw(
        hard=bool(binds.value), source=binds.source if binds.value else "",
        sentence="本年度发展党员计划数已经用完，请先由上级调整计划。",
    )  # fmt: skip


def oath_lead(past: Past) -> str:
    began = joined_on(past)
    return f"预备期从支部大会通过之日 {began:%Y-%m-%d} 算起。" if began else ""


STEPS = (
    Step(
        code="committee", number=12, name="支部委员会审查", phase="joining", key=Can.KEEP,
        held="会议日期", needs=complete, checks=looked_through,
        asks=(
            decided_by(),
            Ask(key="meeting", label="会议记录", kind="meeting", required=False,
                options={"kinds": ("committee_meeting", "members_meeting")}),
            vote("表决情况", COMMITTEE_VOTE),
            opinion("审查意见", required=False),
        ),
        ways=(
            Way(code="yes", name="审查合格，报上级预审", to="prereview"),
            Way(code="no", name="继续培养考察", to="cultivate"),
        ),
        law=f"{REGULATION}第十九条*",
    ),
    Step(
        code="prereview", number=13, name="上级党委预审", phase="joining", key=Can.REVIEW,
        desk=Desk.APPROVER, held="预审日期", needs=planned,
        asks=(
            Ask(key="document", label="预审意见文号", kind="document"),
            Ask(key="form_number", label="发放的入党志愿书编号", kind="document", only="yes"),
            opinion("预审意见", required=False),
        ),
        ways=(
            Way(code="yes", name="预审合格，发放入党志愿书", to="form"),
            Way(code="no", name="材料不全，退回支部", to="committee"),
        ),
        law=f"{REGULATION}第十九条*",
    ),
    Step(
        code="form", number=14, name="填写入党志愿书", phase="joining", key=Can.KEEP,
        desk=Desk.SUBJECT, held="填写日期", checks=soon_leaving, button="提交",
        asks=(
            Ask(key="form_number", label="入党志愿书编号", kind="document"),
            Ask(key="leaving_on", label="预计离开本单位的日期", kind="day", required=False,
                help="近期不离开的不用填"),
            Ask(key="truly", label="由本人在介绍人指导下如实填写", kind="yes"),
        ),
        ways=(Way(code="on", name="已填写", to="meeting"),),
        law=f"{REGULATION}第十九条*",
    ),
    Step(
        code="meeting", number=15, name="支部大会讨论", phase="joining", key=Can.KEEP,
        held="会议日期", needs=has_form, due=meeting_due, checks=resolved,
        lead=lambda _: "申请人汇报，介绍人介绍，支委会报告审查情况，与会党员讨论，无记名投票表决。"
        "讨论两个以上申请人时逐个讨论和表决。",
        asks=(
            *notice_if(MEETINGS),
            Ask(key="record", label="会议记录", kind="meeting", required=False,
                options={"kinds": ("members_meeting",)}),
            vote("表决情况", MEETING_VOTE),
            Ask(key="present", label="申请人和入党介绍人到会", kind="yes"),
            Ask(key="secret", label="无记名投票，逐个表决", kind="yes"),
            Ask(key="resolution", label="支部大会决议", kind="note"),
        ),
        ways=(
            Way(code="yes", name="同意接收为预备党员", to="talk_above"),
            Way(code="no", name="没有通过", to="cultivate", note="继续培养考察"),
        ),
        law=f"{REGULATION}第二十条至第二十二条*",
    ),
    Step(
        code="talk_above", number=16, name="上级党委派人谈话", phase="joining", key=Can.REVIEW,
        desk=Desk.APPROVER, held="谈话日期", due=approve_due,
        asks=(
            Ask(key="talker", label="谈话人", help="党委委员或组织员"),
            opinion("谈话情况和意见", key="record"),
        ),
        ways=(Way(code="on", name="已谈话", to="approve"),),
        law=f"{REGULATION}第二十五条*",
    ),
    Step(
        code="approve", number=17, name="上级党委审批", phase="joining", key=Can.REVIEW,
        desk=Desk.APPROVER, held="审批日期", due=approve_due, checks=not_after_half_a_year,
        sticks=True, lead=oath_lead,
        asks=(
            vote("党委会表决情况", COMMITTEE_VOTE, required=False,
                 help="退回支部重新讨论的不用填。"),
            Ask(key="one_by_one", label="集体讨论，逐个审议和表决", kind="yes", only="yes"),
            Ask(key="document", label="审批文号", kind="document", only="yes"),
        ),
        ways=(
            Way(code="yes", name="批准为预备党员", to="file_above"),
            Way(code="no", name="不予批准", to="cultivate", note="通知支部和本人，做好思想工作",
                loose=True),
            Way(code="again", name="退回支部重新讨论", to="meeting",
                note="超过六个月，或手续不完备", loose=True),
        ),
        law=f"{REGULATION}第二十六条*、第二十七条*",
    ),
    Step(
        code="file_above", number=18, name="再上一级党委组织部门备案", phase="joining",
        key=Can.FILE, desk=Desk.OVER_APPROVER, held="备案日期",
        asks=(Ask(key="document", label="备案文号或批次", kind="document", required=False),),
        ways=(Way(code="on", name="已备案", to="assign"),),
        law=f"{REGULATION}第二十七条*",
    ),
)  # fmt: skip
