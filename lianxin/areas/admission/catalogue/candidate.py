"""Steps 7–11: becoming a candidate (发展对象), reviewed and trained."""

from collections.abc import Iterator

from lianxin.areas.admission.catalogue.days import candidate_from, cultivated_until
from lianxin.areas.admission.catalogue.keys import Can
from lianxin.areas.admission.catalogue.numbers import REGULATION
from lianxin.areas.admission.catalogue.parts import (
    COMMITTEE_VOTE,
    after_notice,
    decided_by,
    decided_rightly,
    full_members,
    notice_flaws_after,
    notice_if,
    on_that_day,
    opinion,
    vote,
    way_fits_vote,
)
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
)

NOTICE_RULE = "admission.notice_candidate_workdays"


def after_a_year(past: Past) -> Bound | None:
    until = cultivated_until(past)
    rule = past.rule("admission.cultivation_months")
    if until is None:
        return None
    return Bound(on=until, sentence=f"培养教育考察须满 {rule.amount}", source=rule.source)


def chosen(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from decided_rightly(past, passing)
    yield from way_fits_vote(passing, COMMITTEE_VOTE, carried=frozenset({"yes"}))
    yield from on_that_day(passing, "meeting")
    if passing.way == "yes":
        yield from notice_flaws_after(past, passing, NOTICE_RULE)


def since_candidate(past: Past) -> Bound | None:
    """Whoever came as a candidate was one before he came."""
    began = candidate_from(past)
    if began is None:
        return None
    return Bound(on=began, sentence=f"{began:%Y-%m-%d} 列为发展对象", source=REGULATION)


def two_introducers(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Exactly two full members, neither of them under 留党察看."""
    people = passing.values.get("introducers") or []
    wanted = past.number("admission.introducers")
    if len({person.get("id") for person in people}) != wanted or len(people) != wanted:
        yield Flaw(key="introducers", sentence=f"入党介绍人须为 {wanted} 名正式党员。")
    yield from full_members(past, passing, "introducers", what="入党介绍人")


def reviewed(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The conclusion and the way agree: without a good one nobody goes on."""
    sound = passing.values.get("conclusion") == "sound"
    if passing.way == "on" and not sound:
        yield Flaw(
            key="conclusion", source=f"{REGULATION}第十六条*",
            sentence="政治审查没有合格结论，不能发展入党。",
        )  # fmt: skip
    if passing.way == "failed" and sound:
        yield Flaw(key="way", sentence="政治审查结论合格，结果应选“审查合格”。")


def long_enough_trained(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Three days or twenty-four class hours; nobody untrained goes on but in special cases."""
    days, hours = past.rule("admission.training_days"), past.rule("admission.training_hours")
    had_days = int(passing.values.get("days") or 0)
    had_hours = int(passing.values.get("hours") or 0)
    if passing.way == "on" and had_days < days.value and had_hours < hours.value:
        yield Flaw(
            key="hours", source=days.source,
            sentence=f"集中培训须不少于 {days.amount}或 {hours.amount}，"
            f"现在是 {had_days} 天、{had_hours} 学时。",
        )  # fmt: skip


def named_introducers(past: Past) -> Iterator[Need]:
    last = past.last("introducers")
    people = (last.values.get("introducers") or []) if last else []
    yield Need(
        name="已确定入党介绍人", met=bool(people),
        note="、".join(str(person["name"]) for person in people),
        missing="请先确定两名入党介绍人。",
    )  # fmt: skip


STEPS = (
    Step(
        code="candidate", number=7, name="确定发展对象", phase="candidate", key=Can.KEEP,
        held="会议日期", earliest=after_a_year, checks=chosen,
        lead=lambda _: "听取党小组、培养联系人、党员和群众意见，由支部委员会讨论同意。",
        asks=(
            opinion("党小组、培养联系人、党员和群众意见", key="heard"),
            decided_by(),
            Ask(key="meeting", label="会议记录", kind="meeting", required=False,
                options={"kinds": ("committee_meeting", "members_meeting")}),
            vote("表决情况", COMMITTEE_VOTE),
            *notice_if(NOTICE_RULE),
        ),
        ways=(
            Way(code="yes", name="列为发展对象", to="file_candidate"),
            Way(code="no", name="继续培养", to="cultivate"),
        ),
        law=f"{REGULATION}第十三条",
    ),
    Step(
        code="file_candidate", number=8, name="报上级党委备案", phase="candidate",
        key=Can.REVIEW, desk=Desk.APPROVER, held="备案日期",
        earliest=lambda past: after_notice(past, "candidate", NOTICE_RULE),
        asks=(Ask(key="document", label="备案文号或批次", kind="document", required=False),),
        ways=(Way(code="on", name="同意备案", to="introducers"),),
        law=f"{REGULATION}第十三条",
    ),
    Step(
        code="introducers", number=9, name="确定入党介绍人", phase="candidate", key=Can.KEEP,
        held="确定日期", earliest=since_candidate, checks=two_introducers,
        asks=(Ask(key="introducers", label="入党介绍人", kind="members", least=2, most=2,
                  help="2 名正式党员，一般由培养联系人担任"),
              Ask(key="unburdened", kind="yes",
                  label="两名介绍人均未受留党察看处分，或党员权利已经恢复"),),
        ways=(Way(code="on", name="已确定", to="review"),),
        law=f"{REGULATION}第十四条*",
    ),
    Step(
        code="review", number=10, name="进行政治审查", phase="candidate", key=Can.KEEP,
        held="审查完成日期", checks=reviewed,
        asks=(
            Ask(key="by_talk", label="同本人谈话", kind="yes", required=False),
            Ask(key="by_file", label="查阅档案材料", kind="yes", required=False),
            Ask(key="by_letter", label="函调或外调", kind="yes", required=False),
            opinion("对党的理论和路线方针政策的态度、政治历史和重大政治斗争中的表现、遵纪守法情况，"
                    "直系亲属和主要社会关系情况", key="found"),
            Ask(key="conclusion", label="审查结论", kind="choice", choices=(
                ("sound", "合格"), ("unsound", "不合格"),
            )),
            Ask(key="report", label="政治审查材料", kind="file", required=False),
        ),
        ways=(
            Way(code="on", name="审查合格", to="training"),
            Way(code="failed", name="审查不合格", to="ended", danger=True,
                outcome="政治审查不合格"),
        ),
        law=f"{REGULATION}第十六条*",
    ),
    Step(
        code="training", number=11, name="开展集中培训", phase="candidate", key=Can.REVIEW,
        desk=Desk.APPROVER, held="结业日期", checks=long_enough_trained,
        asks=(
            Ask(key="days", label="培训天数", kind="number", options={"measure": "天"}),
            Ask(key="hours", label="培训学时", kind="number", options={"measure": "学时"}),
            Ask(key="certificate", label="结业证书编号", kind="document", required=False),
            Ask(key="why", label="特殊情况说明", kind="note", only="special"),
        ),
        ways=(
            Way(code="on", name="培训合格", to="committee"),
            Way(code="special", name="特殊情况，未经培训", to="committee", danger=True,
                note="除个别特殊情况外，没有经过培训的不能发展入党"),
        ),
        law=f"{REGULATION}第十七条",
    ),
)  # fmt: skip
