"""The 25 steps, one test each: what lets it pass, where it leads, and what it says when not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lianxin.areas.admission.catalogue import ADMISSION, joined_on, probation_until
from lianxin.areas.admission.tests.ways import (
    APPLIED,
    TODAY,
    at,
    begin,
    good,
    leads_to,
    local,
    refusals,
    votes,
    warnings,
)
from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import Passed, standing

RESTRICTED = {"id": 1, "name": "甲", "category": "formal", "restricted": True}
FULL = {"id": 2, "name": "乙", "category": "formal", "restricted": False}
PROBATIONARY = {"id": 3, "name": "丙", "category": "probationary", "restricted": False}


def test_the_steps_are_numbered_as_people_count_them():
    assert [step.number for step in ADMISSION.steps] == list(range(1, 26))


def test_every_way_leads_somewhere():
    known = {step.code for step in ADMISSION.steps} | {"done", "ended"}
    assert {way.to for step in ADMISSION.steps for way in step.ways} <= known


def test_step_01_apply():
    young = begin(born_on=date(2006, 8, 1))
    unknown = begin(born_on=None)

    assert leads_to(begin(), good("apply", begin())) == "talk"
    assert refusals(young, good("apply", young)) == [
        "申请入党须年满 18 周岁，申请人到 2024-08-01 才满。"
    ]
    assert refusals(unknown, good("apply", unknown)) == [
        "名册里没有申请人的出生日期，无法核对年龄。请先补上出生日期。"
    ]
    eighteen_today = begin(born_on=date(2005, 3, 1))
    assert leads_to(eighteen_today, good("apply", eighteen_today)) == "talk"


def test_step_02_talk():
    past = at("talk")

    assert leads_to(past, good("talk", past)) == "recommend"
    late = good("talk", past, on=date(2023, 4, 2))
    assert refusals(past, late) == [
        "谈话应在 2023-04-01 前进行，已经超期的，请报上级党委同意后补谈，并填写文号。"
    ]
    agreed = good("talk", past, on=date(2023, 4, 2), consent="东组〔2023〕4 号")
    assert leads_to(past, agreed) == "recommend"
    assert warnings(past, agreed) == ["已超过期限 2023-04-01：收到申请书后 1 个月内派人谈话。"]
    assert refusals(past, good("talk", past, talker="")) == ["请填写“谈话人”。"]
    assert refusals(past, good("talk", past, on=APPLIED - timedelta(days=1))) == [
        "谈话日期不能早于上一环节的日期 2023-03-01。"
    ]


def test_step_03_recommend():
    past = at("recommend")
    lost = good("recommend", past, vote=votes(5, 5, 2, 3))

    assert leads_to(past, good("recommend", past)) == "file_activist"
    assert refusals(past, lost) == [
        "赞成 2 票，没有超过应到会有表决权人数 5 人的半数（至少 3 票），未通过。"
    ]
    assert leads_to(past, good("recommend", past, way="no", vote=votes(5, 5, 2, 3))) == "recommend"
    small = replace(past, subject={**past.subject, "has_committee": False})
    assert refusals(small, good("recommend", small, decided_by="committee")) == [
        "本支部没有设支部委员会，应由支部大会决定。"
    ]
    elsewhere = good("recommend", past, meeting={"id": 7, "title": "会", "held_on": "2023-03-09"})
    assert refusals(past, elsewhere) == [
        "所选会议是 2023-03-09 召开的，与填写的日期 2023-03-01 不一致，请核对。"
    ]
    assert warnings(past, good("recommend", past, meeting=None)) == [
        "没有引用已登记的会议。会议还没有登记的，请先登记或补录，再在这里选择。"
    ]
    strict = replace(past, rules=local(activist_months=6, league_recommendation=35))
    assert refusals(strict, good("recommend", strict, on=APPLIED + timedelta(days=60),
                                 recommended_by="members")) == [
        "会议日期不能早于 2023-09-01：递交申请满 6 个月后确定积极分子。",
        "本组织要求 35 周岁以下的申请人由群团组织推优产生。",
    ]  # fmt: skip


def test_step_04_file_activist():
    past = at("file_activist")

    assert leads_to(past, good("file_activist", past)) == "contacts"
    assert ADMISSION.step("file_activist").desk == "approver"
    assert refusals(past, good("file_activist", past, on=TODAY + timedelta(days=1))) == [
        "备案日期不能在今天之后。"
    ]


def test_step_05_contacts():
    past = at("contacts")

    assert leads_to(past, good("contacts", past, contacts=[FULL])) == "cultivate"
    assert refusals(past, good("contacts", past, contacts=[PROBATIONARY])) == [
        "丙不是正式党员，不能做培养联系人。"
    ]
    assert refusals(past, good("contacts", past, contacts=[FULL, FULL, FULL])) == [
        "培养联系人须为 1 至 2 名正式党员。"
    ]


def test_step_06_cultivate():
    past = at("cultivate")
    half = good("cultivate", past, on=APPLIED + timedelta(days=183), way="more")

    assert leads_to(past, half) == "cultivate"
    early = good("cultivate", past, on=date(2024, 2, 29))
    assert refusals(past, early) == ["不能进入第 7 步：培养考察满一年的日期是 2024-03-01。"]
    alone = good("cultivate", past, on=date(2024, 3, 1))
    assert "考察记录只有 1 次，按每半年一次应不少于 2 次。" in warnings(past, alone)


def test_step_07_candidate():
    past = at("candidate")
    now = standing(ADMISSION.step("candidate"), past)

    assert now.earliest is not None
    assert (now.earliest.on, now.earliest.sentence) == (
        date(2024, 3, 1), "培养教育考察须满 12 个月",
    )  # fmt: skip
    assert leads_to(past, good("candidate", past)) == "file_candidate"
    longer = replace(past, rules=local(cultivation_months=18))
    assert refusals(longer, good("candidate", longer, on=date(2024, 6, 1))) == [
        "会议日期不能早于 2024-09-01：培养教育考察须满 18 个月。"
    ]
    lost = good("candidate", past, way="no", vote=votes(5, 5, 2))
    assert leads_to(past, lost) == "cultivate"


def test_step_08_file_candidate():
    past = at("file_candidate")

    assert leads_to(past, good("file_candidate", past)) == "introducers"
    assert ADMISSION.step("file_candidate").desk == "approver"
    assert refusals(past, good("file_candidate", past, on=APPLIED)) != []


def test_step_09_introducers():
    past = at("introducers")

    assert leads_to(past, good("introducers", past)) == "review"
    assert refusals(past, good("introducers", past, introducers=[FULL])) == [
        "入党介绍人须为 2 名正式党员。"
    ]
    assert refusals(past, good("introducers", past, introducers=[FULL, FULL])) == [
        "入党介绍人须为 2 名正式党员。"
    ]
    assert refusals(past, good("introducers", past, introducers=[RESTRICTED, FULL])) == [
        "甲正在留党察看期间，不能做入党介绍人。"
    ]
    assert refusals(past, good("introducers", past, unburdened=False)) == [
        "请填写“两名介绍人均未受留党察看处分，或党员权利已经恢复”。"
    ]


def test_step_10_review():
    past = at("review")

    assert leads_to(past, good("review", past)) == "training"
    assert refusals(past, good("review", past, conclusion="unsound")) == [
        "政治审查没有合格结论，不能发展入党。"
    ]
    failed = good("review", past, way="failed", conclusion="unsound")
    assert leads_to(past, failed) == "ended"


def test_step_11_training():
    past = at("training")

    assert leads_to(past, good("training", past, days=3, hours=0)) == "committee"
    assert leads_to(past, good("training", past, days=0, hours=24)) == "committee"
    assert refusals(past, good("training", past, days=2, hours=23)) == [
        "集中培训须不少于 3 天或 24 学时，现在是 2 天、23 学时。"
    ]
    special = good("training", past, way="special", days=0, hours=0, why="")
    assert refusals(past, special)[-1] == "请填写“特殊情况说明”。"


def test_step_12_committee():
    past = at("committee")

    assert leads_to(past, good("committee", past)) == "prereview"
    untrained = replace(past, passed=tuple(p for p in past.passed if p.step != "training"))
    assert "还没有集中培训记录。" in refusals(untrained, good("committee", untrained))
    reviewed = past.held_on("review")
    expiring = replace(past, rules=local(review_valid_months=12))
    assert refusals(expiring, good("committee", expiring)) == [
        f"政治审查结论 {months_later(reviewed, 12):%Y-%m-%d} 已到期（港务局党委（1 号））。"
        "请退回“进行政治审查”重新审查。"
    ]
    assert leads_to(replace(expiring, today=months_later(reviewed, 12)),
                    good("committee", past)) == "prereview"  # fmt: skip
    few = good("committee", past, vote=votes(5, 2, 2))
    assert "不足规定的 3 人，会议无效" in refusals(past, few)[0]


def test_step_13_prereview():
    past = at("prereview")

    assert leads_to(past, good("prereview", past)) == "form"
    assert leads_to(past, good("prereview", past, way="no")) == "committee"
    used_up = replace(past, subject={**past.subject, "plan_left": 0})
    assert warnings(used_up, good("prereview", used_up)) == [
        "本年度发展党员计划数已经用完，请先由上级调整计划。"
    ]
    assert refusals(past, good("prereview", past, form_number="")) == [
        "请填写“发放的入党志愿书编号”。"
    ]


def test_step_14_form():
    past = at("form")
    soon = (good("form", past).held_on + timedelta(days=60)).isoformat()

    assert leads_to(past, good("form", past)) == "meeting"
    assert (
        "未来 3 个月内将离开工作、学习单位的"
        in warnings(past, good("form", past, leaving_on=soon))[0]
    )
    assert refusals(past, good("form", past, truly=False)) == [
        "请填写“由本人在介绍人指导下如实填写”。"
    ]


@pytest.mark.parametrize(
    ("numbers", "passes"),
    [
        (votes(41, 21, 21), True),
        (votes(41, 20, 20), False),  # not more than half are there
        (votes(40, 20, 20), False),  # half is not more than half
        (votes(40, 21, 20), False),  # in favour: half of those who should attend
        (votes(40, 21, 21), True),
        (votes(40, 35, 20, 15), False),  # more than half of those present is not enough
        (votes(40, 21, 21, written=3), True),
        (votes(40, 21, 23, written=3), True),
        (votes(40, 18, 21, written=5), False),  # written opinions vote, they do not attend
    ],
)
def test_step_15_meeting(numbers, passes):
    past = at("meeting")
    passing = good("meeting", past, vote=numbers)

    assert (refusals(past, passing) == []) is passes
    if not passes:
        assert leads_to(past, replace(passing, way="no")) == "cultivate"


def test_step_15_meeting_counts_the_voters_of_the_roll():
    past = replace(at("meeting"), subject={**begin().subject, "voters": 11})

    assert warnings(past, good("meeting", past, vote=votes(10, 9, 9))) == [
        "名册上本支部有表决权的正式党员是 11 人，填写的应到会是 10 人。"
        "不计入应到会的，须经上级党组织同意和支部大会决定。"
    ]
    assert warnings(past, good("meeting", past, vote=votes(11, 9, 9))) == []
    due = standing(ADMISSION.step("meeting"), replace(past, rules=local(meeting_months=1))).due
    assert due is not None
    assert due.on == months_later(past.held_on("prereview"), 1)


def test_step_15_meeting_after_its_notice():
    past = replace(at("meeting"), rules=local(notice_workdays=5))
    silent = good("meeting", past, notice_from=None, notice_to=None)
    assert refusals(past, silent) == ["本组织要求公示 5 个工作日，请填写公示起止日期。"]

    begins = good("meeting", past).held_on
    monday = begins + timedelta(days=7 - begins.weekday())
    friday = monday + timedelta(days=4)
    told = {"notice_from": monday.isoformat(), "notice_to": friday.isoformat(),
            "notice_said": "无反映"}  # fmt: skip

    assert leads_to(past, good("meeting", past, on=friday + timedelta(days=1), **told))
    assert refusals(past, good("meeting", past, on=friday, **told)) == [
        "公示须在支部大会召开之前结束，请核对公示结束日期。"
    ]
    short = {**told, "notice_from": (monday + timedelta(days=1)).isoformat()}
    assert refusals(past, good("meeting", past, on=friday + timedelta(days=1), **short)) == [
        f"公示只有 4 个工作日，本组织要求 5 个工作日，最早到 {monday + timedelta(days=7):%Y-%m-%d}"
        f"（不计 {friday.month} 月 {friday.day + 1} 日至 {friday.day + 2} 日周末）。"
    ]
    assert refusals(past, good("meeting", past, **{**told, "notice_said": ""},
                               on=friday + timedelta(days=1))) == [
        "请写明公示反映和处理情况，没有反映的写“无反映”。"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "rule", "filing"),
    [
        ("recommend", "notice_activist_workdays", "file_activist"),
        ("candidate", "notice_candidate_workdays", "file_candidate"),
    ],
)
def test_a_notice_follows_the_decision_and_is_over_before_the_filing(step, rule, filing):
    strict = replace(begin(), rules=local(**{rule: 5}))
    past = at(step, strict)
    fine = good(step, past)

    assert leads_to(past, fine) == filing
    assert refusals(past, good(step, past, notice_from="", notice_to="")) == [
        "本组织要求公示 5 个工作日，请填写公示起止日期。"
    ]
    early = (fine.held_on - timedelta(days=1)).isoformat()
    assert "公示在研究决定之后进行，请核对公示开始日期。" in refusals(
        past, good(step, past, notice_from=early)
    )
    hasty = replace(past, today=fine.held_on)
    assert "公示还没有结束，请在结束后再登记。" in refusals(hasty, fine)
    after = at(filing, strict)
    bound = standing(ADMISSION.step(filing), after).earliest
    assert bound is not None
    over = date.fromisoformat(fine.values["notice_to"])
    assert (bound.on, bound.sentence) == (
        over + timedelta(days=1), f"公示到 {over:%Y-%m-%d} 结束，结束后报备案",
    )  # fmt: skip


def test_step_16_talk_above():
    past = at("talk_above")

    assert leads_to(past, good("talk_above", past)) == "approve"
    assert ADMISSION.step("talk_above").desk == "approver"
    assert refusals(past, good("talk_above", past, record="")) == ["请填写“谈话情况和意见”。"]


def test_step_17_approve():
    past = at("approve")
    met = joined_on(past)

    assert leads_to(past, good("approve", past)) == "file_above"
    late = good("approve", past, on=months_later(met, 3) + timedelta(days=1))
    assert "支部大会通过后 3 个月内审批" in warnings(past, late)[0]
    last_day = good("approve", past, on=months_later(met, 6))
    assert refusals(past, last_day) == []
    too_late = good("approve", past, on=months_later(met, 6) + timedelta(days=1))
    assert "不能审批，须退回支部重新召开支部大会讨论" in refusals(past, too_late)[0]
    unvoted = {**too_late.values, "vote": None, "one_by_one": False}
    assert leads_to(past, replace(too_late, way="again", values=unvoted)) == "meeting"
    assert refusals(past, replace(last_day, values=unvoted)) == [
        "请填写“集体讨论，逐个审议和表决”。", "请填写“党委会表决情况”。",
    ]  # fmt: skip
    assert not ADMISSION.step("approve").stuck("again")
    assert ADMISSION.step("approve").stuck("yes")
    full = replace(past, subject={**past.subject, "plan_left": 0})
    assert warnings(full, good("approve", full)) == [
        "本年度发展党员计划数已经用完，请先由上级调整计划。"
    ]
    bound = replace(full, rules=local(plan_binds=1))
    assert refusals(bound, good("approve", bound)) != []


def test_step_18_file_above():
    past = at("file_above")

    assert leads_to(past, good("file_above", past)) == "assign"
    assert ADMISSION.step("file_above").desk == "over_approver"
    assert refusals(past, good("file_above", past, on=APPLIED)) != []


def test_step_19_assign():
    past = at("assign")

    assert leads_to(past, good("assign", past)) == "oath"
    assert refusals(past, good("assign", past, told=False)) == [
        "请填写“已通知本人，并在党员大会上宣布”。"
    ]


def test_step_20_oath():
    past = at("oath")
    approved = past.held_on("approve")

    assert leads_to(past, good("oath", past)) == "continue"
    early = good("oath", past, on=approved - timedelta(days=1))
    assert f"不能早于 {approved:%Y-%m-%d}：入党宣誓在上级党委批准之后" in refusals(past, early)[0]


def test_step_21_continue():
    past = at("continue")

    assert leads_to(past, good("continue", past, way="more")) == "continue"
    assert leads_to(past, good("continue", past)) == "ask_full"
    assert refusals(past, good("continue", past, branch_opinion="")) == ["请填写“支部考察意见”。"]
    due = standing(ADMISSION.step("continue"), past).due
    assert due is not None
    assert due.on == months_later(past.held_on("oath"), 6)


def test_step_22_ask_full():
    past = at("ask_full")

    assert leads_to(past, good("ask_full", past)) == "full_meeting"
    assert ADMISSION.step("ask_full").desk == "subject"
    assert refusals(past, good("ask_full", past, truly=False)) == ["请填写“由本人书面提出”。"]


def test_step_23_full_meeting():
    past = at("full_meeting")
    until = probation_until(past)

    assert until == months_later(joined_on(past), 12)
    assert leads_to(past, good("full_meeting", past)) == "full_approve"
    early = good("full_meeting", past, on=until - timedelta(days=1))
    assert f"支部大会日期不能早于 {until:%Y-%m-%d}：预备期届满后方可讨论转正。" in refusals(
        past, early
    )
    for months, refused in ((5, True), (6, False), (12, False), (13, True)):
        extend = good("full_meeting", past, way="extend", months=months)
        assert (refusals(past, extend) != []) is refused
    once = replace(past, facts={"extended_until": until.isoformat()})
    assert refusals(once, good("full_meeting", once, way="extend", months=6)) == [
        "请选择本环节的结果。"
    ]
    silent = replace(past, passed=tuple(p for p in past.passed if p.step != "ask_full"))
    assert refusals(silent, good("full_meeting", silent)) == [
        "预备党员本人还没有提出书面转正申请。"
    ]


def after_meeting(way: str, **values: object):
    past = at("full_approve")
    last = past.passed[-1]
    changed = Passed(
        step=last.step, way=way, held_on=last.held_on, recorded_on=last.recorded_on,
        values={**last.values, **values},
    )  # fmt: skip
    return replace(past, passed=(*past.passed[:-1], changed))


@pytest.mark.parametrize(
    ("resolved", "leads"), [("full", "archive"), ("extend", "continue"), ("cancel", "ended")]
)
def test_step_24_full_approve(resolved, leads):
    past = after_meeting(resolved, months=6)

    assert leads_to(past, good("full_approve", past, way=resolved)) == leads
    for other in {"full", "extend", "cancel"} - {resolved}:
        # The committee approves what the meeting resolved, or sends it back.
        assert refusals(past, good("full_approve", past, way=other)) == ["请选择本环节的结果。"]
    assert leads_to(past, good("full_approve", past, way="again")) == "full_meeting"
    late = good("full_approve", past, way=resolved,
                on=months_later(past.held_on("full_meeting"), 3) + timedelta(days=1))  # fmt: skip
    assert "支部大会讨论后 3 个月内审批" in warnings(past, late)[0]


def test_step_25_archive():
    past = at("archive")

    assert leads_to(past, good("archive", past)) == "done"
    soon = standing(ADMISSION.step("archive"), replace(past, rules=local(archive_days=7))).due
    assert soon is not None
    assert soon.on == past.held_on("full_approve") + timedelta(days=7)
    assert refusals(past, good("archive", past, review=False)) == ["请填写“政治审查材料”。"]


# ---- begun midway ---------------------------------------------------------------------------


def midway(category: str, **subject: object):
    past = begin(**subject)
    return replace(past, facts={"began_as": category})


def beginning(past, way: str, **days: object):
    values = {"papers": "考察登记表 1 份", **days}
    return good("apply", past, None, way, **values)


def test_an_activist_of_another_unit_goes_on_and_his_time_counts():
    past = midway("activist")
    came = beginning(past, "as_activist", activist_on="2023-06-01")

    assert leads_to(past, came) == "contacts"
    assert refusals(past, good("apply", past, way="on")) == ["请选择本环节的结果。"]
    assert refusals(past, beginning(past, "as_activist", activist_on="2023-02-01")) == [
        "确定为入党积极分子的日期不能早于前一个日期 2023-03-01。"
    ]
    told = midway("activist", activist_on="2023-07-01")
    assert refusals(told, came) == [
        "名册上的确定为入党积极分子的日期是 2023-07-01，与填写的 2023-06-01 不一致，"
        "请核对材料，更正其中一处。"
    ]
    after = replace(past, passed=(passed(came), passed(good("contacts", past, date(2024, 1, 10)))))
    assert refusals(after, good("cultivate", after, on=date(2024, 5, 31))) == [
        "不能进入第 7 步：培养考察满一年的日期是 2024-06-01。"
    ]
    assert leads_to(after, good("cultivate", after, on=date(2024, 6, 1))) == "candidate"


def test_a_candidate_of_another_unit_had_his_whole_year():
    past = midway("candidate")
    days = {"activist_on": "2023-06-01", "candidate_on": "2024-05-31"}

    assert refusals(past, beginning(past, "as_candidate", **days)) == [
        "列为发展对象不能早于 2024-06-01：培养教育考察须满 12 个月。"
    ]
    whole = beginning(past, "as_candidate", **{**days, "candidate_on": "2024-06-01"})
    assert leads_to(past, whole) == "introducers"
    after = replace(past, passed=(passed(whole),))
    assert refusals(after, good("introducers", after, on=date(2024, 5, 1)))[0].startswith(
        "确定日期不能早于 2024-06-01：2024-06-01 列为发展对象。"
    )


def test_a_probationary_member_of_before_comes_to_his_conversion():
    past = midway("probationary", joined_on=date(2025, 3, 20))
    days = {"joined_on": "2025-03-20", "approved_on": "2025-05-06"}
    came = beginning(past, "as_probationary", **days)

    assert leads_to(past, came) == "continue"
    assert refusals(past, beginning(past, "as_probationary", **{**days, "joined_on": "2025-03-02"}))
    assert refusals(
        past, beginning(past, "as_probationary", **{**days, "approved_on": "2025-09-21"})
    ) == ["审批不得超过支部大会后 6 个月（2025-09-20）。"]
    after = replace(past, passed=(passed(came),))
    assert probation_until(after) == date(2026, 3, 20)
    due = standing(ADMISSION.step("continue"), after).due
    assert due is not None
    assert due.on == date(2025, 9, 20)


def passed(passing):
    return Passed(
        step=passing.step, way=passing.way, held_on=passing.held_on,
        recorded_on=passing.held_on, values=passing.values,
    )  # fmt: skip
