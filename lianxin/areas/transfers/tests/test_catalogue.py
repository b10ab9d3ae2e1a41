"""Each step's locks and refusals, in the words a person reads."""

from datetime import date, timedelta

import pytest

from lianxin.areas.members.catalogue import BY_DECISION, LEAVE_REASONS
from lianxin.areas.transfers.catalogue import ARRIVAL, REMOVAL, RESTORE, STOP, TRANSFER, WHOLE
from lianxin.areas.transfers.catalogue.codes import LEAVES, REMOVALS
from lianxin.areas.transfers.catalogue.floating import counts_as_floating, next_contact
from lianxin.foundation.core.days import months_later
from lianxin.foundation.policies.catalogue import Local, Rules
from lianxin.foundation.procedures.catalogue import Passed, Passing, Past, judge, standing

TODAY = date(2026, 7, 15)
GOOD = {"status": "normal", "category": "formal"}
TO = {"kind": "across", "to_name": "船厂党委"}


def past(*, subject=GOOD, facts=TO, passed=(), **more):
    return Past(
        **{
            "today": TODAY, "opened_on": TODAY - timedelta(days=30), "rules": Rules(on=TODAY),
            "subject": subject, "facts": facts, "passed": passed, "entered_on": TODAY, **more,
        }
    )  # fmt: skip


def said(procedure, looked, step, way, on=TODAY, **values):
    passing = Passing(step=step, way=way, held_on=on, values=values)
    return [flaw.sentence for flaw in judge(procedure, looked, passing).refused]


def done(step, way, on, **values):
    return Passed(step=step, way=way, held_on=on, recorded_on=on, values=values)


# ---- 转出 ------------------------------------------------------------------------------------


def test_a_full_member_with_dues_paid_may_go():
    assert said(TRANSFER, past(), "out_branch", "forward", reason="job", paid_to="2026-07") == []


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ({"status": "suspended", "category": "formal"}, "党籍状态正常"),
        ({"status": "normal", "category": "activist"}, "正式党员、预备党员"),
        (GOOD | {"is_lost": True}, "失联党员不能转接"),
        (GOOD | {"proceedings": 1}, "停止党籍、除名等事项"),
    ],
)
def test_who_may_not_be_transferred(subject, why):
    [sentence] = said(
        TRANSFER, past(subject=subject), "out_branch", "forward", reason="job", paid_to="2026-07"
    )
    assert why in sentence


def test_the_receiving_organisation_must_be_known():
    nowhere = past(facts={"kind": "across", "to_name": ""})
    assert "请先写明转往的党组织。" in said(
        TRANSFER, nowhere, "out_branch", "forward", reason="job", paid_to="2026-07"
    )


def test_dues_are_paid_to_the_month_of_the_transfer():
    owing = said(TRANSFER, past(), "out_branch", "forward", reason="job", paid_to="2026-05")
    assert owing == ["党费只交至 2026 年 5 月，请先交至转出当月（2026 年 7 月）。"]
    assert said(TRANSFER, past(), "out_branch", "forward", reason="job", paid_to="七月") == [
        "请按“年-月”填写党费交至的月份，例如 2026-07。"
    ]


def test_a_probationary_members_material_goes_with_him():
    on_probation = past(subject={"status": "normal", "category": "probationary"})
    assert said(
        TRANSFER, on_probation, "out_branch", "forward", reason="job", paid_to="2026-07"
    ) == ["请填写“预备党员的教育、考察材料已整理，随组织关系移交”。"]


def test_each_kind_has_its_own_way_on():
    for kind, ways in {"within": ["send"], "across": ["forward"], "outside": ["forward"]}.items():
        offered = TRANSFER.first.ways_in(past(facts=TO | {"kind": kind}))
        assert [way.code for way in offered] == ways


def test_a_late_receipt_is_asked_for_only_of_who_went_outside():
    for kind, asks in (("across", False), ("outside", True)):
        late = past(facts=TO | {"kind": kind, "expired": "2026-07-01"})
        keys = {ask.key for ask in TRANSFER.first.asks_in(late)}
        assert ("received_by" in keys) is asks
        assert "delay" in keys


# ---- 介绍信 ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "fine"), [(1, True), (92, True), (93, False), (120, False)])
def test_a_letter_is_good_for_three_months_at_most(days, fine):
    flaws = said(TRANSFER, past(), "out_committee", "issue", valid_days=days)
    assert (flaws == []) is fine
    assert fine or flaws == ["有效期最长 3 个月：今天开具的，最迟到 2026-10-15。"]


def test_a_committee_may_set_a_shorter_time_never_a_longer_one():
    for value, last in ((1, "2026-08-15"), (6, "2026-10-15")):
        local = Local(value=value, unit="港务局党委", document="港党〔2026〕2号", since=TODAY)
        here = past(rules=Rules(on=TODAY, local={"transfers.letter_months": local}))
        [sentence] = said(TRANSFER, here, "out_committee", "issue", valid_days=93)
        assert last in sentence


def test_nobody_is_taken_in_on_a_letter_that_ran_out():
    late = past(facts=TO | {"number": "8", "valid_until": "2026-07-14"})
    assert said(TRANSFER, late, "in_committee", "accept", branch=1) == [
        "介绍信有效期至 2026-07-14，已经过期。请转出方说明原因后重新开具。"
    ]
    assert said(TRANSFER, late, "in_committee", "return", returned="letter") == []


def test_a_return_needs_a_coded_reason():
    there = past(facts=TO | {"valid_until": "2026-08-14"})
    assert said(TRANSFER, there, "in_committee", "return") == ["请填写“退回原因”。"]


def test_a_lost_letter_is_made_out_anew_at_the_same_step():
    there = past(facts=TO | {"kind": "outside", "valid_until": "2026-08-14"})
    passing = Passing(
        step="receipt", way="reissue", held_on=TODAY, values={"void": "lost", "valid_days": 10}
    )
    assert judge(TRANSFER, there, passing).next == "receipt"


def test_after_expiry_the_branch_says_why_and_a_late_receipt_still_counts():
    ran_out = past(facts=TO | {"kind": "outside", "expired": "2026-07-10"})
    assert "组织关系仍在本支部" in TRANSFER.first.lead(ran_out)
    assert said(TRANSFER, ran_out, "out_branch", "forward", reason="job", paid_to="2026-07") == [
        "请填写“未按期报到的原因”。"
    ]
    values = {"reason": "job", "delay": "receiver", "paid_to": "2026-07", "received_by": "滨海区"}
    for on, why in (("2026-07-10", ""), ("2026-07-11", "在有效期之后"), ("2026-07-16", "登记日期")):
        flaws = said(TRANSFER, ran_out, "out_branch", "arrived", **values, received_on=on)
        assert why in "".join(flaws) if why else flaws == []


def test_a_hop_is_due_in_five_working_days_and_in_transit_the_letter_binds():
    step = TRANSFER.step("out_committee")
    due = standing(step, past()).due
    assert (due.on, due.hard, due.counts_workdays) == (date(2026, 7, 22), False, True)
    assert "周末" in due.explained
    for kind, until, on in (
        ("across", "2026-08-14", date(2026, 7, 22)),
        ("across", "2026-07-20", date(2026, 7, 20)),
    ):
        facts = TO | {"kind": kind, "valid_until": until}
        assert standing(TRANSFER.step("in_committee"), past(facts=facts)).due.on == on
    facts = TO | {"kind": "outside", "valid_until": "2026-08-14"}
    assert standing(TRANSFER.step("receipt"), past(facts=facts)).due.on == date(2026, 8, 14)


def test_the_sender_takes_back_until_the_other_side_accepted():
    across, within = past(), past(facts=TO | {"kind": "within"})
    assert TRANSFER.step("in_committee").withdrawal(across) == ""
    assert "接收党委已经接收" in TRANSFER.step("in_branch").withdrawal(across)
    assert TRANSFER.step("in_branch").withdrawal(within) == ""


def test_a_letter_expires_only_once_its_last_day_has_passed():
    step = TRANSFER.step("in_committee")
    for until, offered in (("2026-07-14", True), ("2026-07-15", False)):
        ways = step.ways_in(past(facts=TO | {"valid_until": until}))
        assert ("expire" in {way.code for way in ways}) is offered


# ---- 整建制, 转入 ----------------------------------------------------------------------------


def test_a_whole_unit_goes_unless_somebody_is_already_on_the_way():
    values = {"reason": "reformed", "document": "港党〔2026〕9号", "dues": True}
    unit = {"members": 12, "lost": 1}
    verdict = judge(
        WHOLE, past(subject=unit),
        Passing(step="out_branch", way="forward", held_on=TODAY, values=values),
    )  # fmt: skip
    assert verdict.holds
    assert "1 名失联党员不随转" in verdict.warned[0].sentence
    [busy] = said(WHOLE, past(subject=unit | {"busy": 2}), "out_branch", "forward", **values)
    assert "2 名党员正在单独转接" in busy
    assert said(WHOLE, past(subject={"members": 0}), "out_branch", "forward", **values)


def test_a_stranger_comes_with_a_letter_that_was_good_when_he_showed_it():
    letter = {"number": "12", "valid_until": "2026-07-10", "shown_on": "2026-07-09"}
    assert said(ARRIVAL, past(subject=letter), "in_committee", "accept", branch=1) == []
    stale = past(subject=letter | {"shown_on": "2026-07-11"})
    [sentence] = said(ARRIVAL, stale, "in_committee", "accept", branch=1)
    assert "提交时已过期" in sentence
    known = past(subject=letter | {"on_the_roll": True})
    [sentence] = said(ARRIVAL, known, "in_committee", "accept", branch=1)
    assert "系统内转接" in sentence


# ---- 停止党籍, 恢复, 出党 --------------------------------------------------------------------

FOR, AGAINST = (
    {"expected": 9, "present": 6, "favour": 5, "against": 1, "abstain": 0},
    {"expected": 9, "present": 6, "favour": 4, "against": 2, "abstain": 0},
)
LOST = GOOD | {"is_lost": True, "lost_on": "2026-01-15"}


def meeting(procedure, looked, way, vote, on=TODAY):
    return said(procedure, looked, "meeting", way, on, heard="未到会", vote=vote, resolution="决议")


@pytest.mark.parametrize(
    ("lost_on", "fine"), [("2026-01-15", True), ("2026-01-16", False), ("2026-06-01", False)]
)
def test_stopping_waits_until_six_months_without_contact(lost_on, fine):
    lost = past(subject=LOST | {"lost_on": lost_on}, facts={"ground": "lost"})
    flaws = said(STOP, lost, "ground", "resolve", search="已向家属、社区、公安查找")
    assert (flaws == []) is fine
    assert fine or "失去联系满 6 个月的日期是" in flaws[0]


def test_only_who_is_entered_as_lost_is_stopped_for_it():
    found = past(facts={"ground": "lost"})
    assert any("请先登记失联" in one for one in said(
        STOP, found, "ground", "resolve", search="查找"
    ))  # fmt: skip


def test_five_years_abroad():
    abroad = past(facts={"ground": "overdue", "since": "2022-07-15"})
    [sentence] = said(STOP, abroad, "ground", "resolve", search="查找")
    assert "2027-07-15" in sentence
    settled = past(facts={"ground": "settled", "since": "2026-07-01"})
    assert said(STOP, settled, "ground", "resolve", search="查找") == []


def test_the_way_is_what_the_vote_says():
    lost = past(subject=LOST, facts={"ground": "lost"})
    assert meeting(STOP, lost, "carried", FOR) == []
    assert meeting(STOP, lost, "failed", AGAINST) == []
    [wrong] = meeting(STOP, lost, "carried", AGAINST)
    assert wrong.endswith("结果应为“未通过”，请核对。")
    few = {"expected": 9, "present": 4, "favour": 4, "against": 0, "abstain": 0}
    [wrong] = meeting(STOP, lost, "carried", few)
    assert "会议无效" in wrong


def test_half_of_the_voters_make_a_quorum_for_a_resolution():
    lost = past(subject=LOST, facts={"ground": "lost"})
    half = {"expected": 8, "present": 4, "favour": 4, "against": 0, "abstain": 0}
    assert meeting(STOP, lost, "failed", half) == []  # 4 of 8 is not more than half
    assert meeting(STOP, lost, "carried", half | {"expected": 7}) == []


def test_only_a_stopped_membership_is_restored():
    [sentence] = said(RESTORE, past(), "ground", "resolve", account="外出", applied=True)
    assert "只有停止党籍的党员" in sentence
    stopped = past(subject=GOOD | {"status": "suspended"})
    assert said(RESTORE, stopped, "ground", "resolve", account="外出", applied=True) == []


def test_two_years_after_stopping_he_may_be_struck_off():
    stopped = {"status": "suspended", "category": "formal"}
    for since, fine in (("2024-07-15", True), ("2024-07-16", False)):
        looked = past(subject=stopped | {"status_on": since}, facts={"ground": "lost"})
        flaws = meeting(REMOVAL, looked, "carried", FOR)
        assert (flaws == []) is fine, since
        assert fine or "停止党籍满 2 年的日期是 2026-07-16" in flaws[0]
    [first] = said(REMOVAL, past(facts={"ground": "lost"}), "ground", "resolve", facts="核实")
    assert "应先停止党籍" in first


def test_six_months_without_party_life_never_strikes_off_by_itself():
    """It opens a procedure, whose meeting waits for the six months."""
    facts = {"ground": "dropped", "since": "2026-02-01"}
    [sentence] = meeting(REMOVAL, past(facts=facts), "carried", FOR)
    assert "连续满 6 个月的日期是 2026-08-01" in sentence
    nowhere = past(facts={"ground": "dropped"})
    assert any("起算日期" in one or "从哪一天起" in one for one in said(
        REMOVAL, nowhere, "ground", "resolve", facts="核实", neglect="dues", justified=True
    ))  # fmt: skip


def test_who_is_persuaded_has_first_time_to_mend():
    facts = {"ground": "persuade"}
    assert [way.code for way in REMOVAL.first.ways_in(past(facts=facts))] == ["warn", "dropped"]
    for until, fine in ((date(2027, 7, 15), True), (date(2027, 7, 16), False), (TODAY, False)):
        flaws = said(REMOVAL, past(facts=facts), "warn", "resolve", talk="谈话", until=until)
        assert (flaws == []) is fine, until
    warned = past(facts=facts, passed=(done("warn", "resolve", date(2026, 7, 1),
                                            until="2026-12-31"),))  # fmt: skip
    [sentence] = meeting(REMOVAL, warned, "carried", FOR)
    assert "限期改正的期限是 2026-12-31" in sentence


@pytest.mark.parametrize(
    ("ground", "asked"),
    [("quit", "applied"), ("struck", "persuaded_on"), ("dropped", "justified"), ("expel", "case")],
)
def test_each_ground_asks_for_its_own_evidence(ground, asked):
    asks = REMOVAL.first.asks_in(past(facts={"ground": ground}))
    assert asked in {ask.key for ask in asks}


def test_every_removal_has_a_reason_on_the_roll_that_asks_for_a_document():
    assert LEAVES.keys() == REMOVALS.keys()
    assert set(LEAVES.values()) <= BY_DECISION & LEAVE_REASONS.keys()


# ---- 流动党员 --------------------------------------------------------------------------------


def test_contact_is_due_monthly_and_half_yearly_abroad():
    rules = Rules(on=TODAY)
    assert next_contact(date(2026, 1, 31), cause="work", rules=rules) == date(2026, 2, 28)
    assert next_contact(date(2026, 1, 31), cause="abroad", rules=rules) == date(2026, 7, 31)
    assert counts_as_floating(date(2026, 1, 15), on=TODAY, rules=rules)
    assert not counts_as_floating(date(2026, 1, 16), on=TODAY, rules=rules)


def test_months_later_end_with_the_month():
    assert months_later(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert months_later(date(2024, 2, 29), 24) == date(2026, 2, 28)
