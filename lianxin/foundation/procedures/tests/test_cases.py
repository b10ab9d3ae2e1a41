"""Cases on their way: opened, passed on, refused, sent back, put right, handed over, swept."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from lianxin.foundation.core.refusals import NotPermitted, Refused
from lianxin.foundation.messaging.models import Message
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.policies import actions as policies
from lianxin.foundation.policies.actions import Setting
from lianxin.foundation.policies.models import Policy
from lianxin.foundation.policies.queries import turned
from lianxin.foundation.procedures import actions, queries
from lianxin.foundation.procedures.actions.opening import AlreadyUnderWay
from lianxin.foundation.procedures.actions.passing import NotAtThisStep, StepRefused
from lianxin.foundation.procedures.actions.turning_back import AlreadyInEffect, CorrectionRefused
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.clocks import RENEW, RENEW_BELOW
from lianxin.foundation.procedures.models import Case, Decision, Draft, Sight
from lianxin.foundation.procedures.tests.conftest import DAY, at
from lianxin.foundation.workdays import actions as workdays
from lianxin.foundation.workdays.catalogue import Day
from tests.cast import HOUSE, LONG_AGO, actor
from tests.trace import told, traces

pytestmark = pytest.mark.django_db


# ---- opening --------------------------------------------------------------------------------


def test_a_case_begins_at_its_first_step_on_the_desk_of_who_acts(lending):
    case = lending.fresh()

    assert (case.step, case.state, case.desk_id) == ("apply", "open", lending.cast.pier.pk)
    assert case.user_id == lending.cast.chen.pk
    assert told()[-1] == "CaseOpened"


def test_a_second_case_of_the_same_kind_is_refused_and_leaves_no_trace(lending):
    before = traces()

    with pytest.raises(AlreadyUnderWay) as no:
        actions.open_case(
            "hall",
            lending.cast.chen.pk,
            unit=lending.cast.pier,
            on=DAY,
            by=lending.wang,
            at=at(DAY),
        )

    assert "已在一号码头党支部办理" in str(no.value)
    assert (Case.objects.count(), traces()) == (1, before)


def test_nobody_opens_a_case_where_he_keeps_nothing(lending):
    with pytest.raises(NotPermitted):
        actions.open_case(
            "hall",
            lending.cast.zhao.pk,
            unit=lending.cast.pier,
            on=DAY,
            by=lending.zhao,
            at=at(DAY),
        )


def test_a_case_does_not_begin_tomorrow(lending):
    with pytest.raises(Refused, match="不能在今天之后"):
        actions.open_case(
            "hall", lending.cast.wang.pk, unit=lending.cast.pier, on=DAY + timedelta(days=1),
            by=lending.wang, at=at(DAY),
        )  # fmt: skip


# ---- passing --------------------------------------------------------------------------------


def test_a_step_moves_the_case_on_and_keeps_both_dates(lending):
    lending.applied()

    late = DAY + timedelta(days=9)
    passing = Passing(step="check", way="yes", held_on=DAY + timedelta(days=5),
                      values={"opinion": "家中有事"})  # fmt: skip
    case = actions.pass_step(lending.case, passing, by=lending.wang, at=at(late))

    row = Decision.objects.get(case=case, step="check")
    assert (row.held_on, row.is_late) == (DAY + timedelta(days=5), True)
    assert (case.step, case.desk_id) == ("decide", lending.cast.quay.pk)
    assert (row.values, row.hidden) == ({}, {"opinion": "家中有事"})


def test_a_lock_says_from_which_day_and_by_whose_word(lending):
    lending.applied()
    before = traces()

    with pytest.raises(StepRefused) as no:
        lending.checked(on=DAY + timedelta(days=4))

    assert "不能早于 2026-03-07：申请后等待5 天" in str(no.value)
    assert (lending.fresh().step, traces()) == ("check", before)


def test_the_deadline_counts_working_days_and_only_warns_where_the_rule_is_soft(lending):
    case = lending.applied()

    assert case.due_on == DAY + timedelta(days=14)  # ten working days, two weekends
    assert case.counts_workdays
    after = lending.checked(on=DAY + timedelta(days=30))
    row = Decision.objects.get(case=after, step="check")
    assert "已超过期限" in row.values["_warned"][0]


def test_what_is_asked_only_where_a_way_is_chosen_is_asked_there(lending):
    lending.applied()

    with pytest.raises(StepRefused, match="不同意的理由"):
        lending.checked(way="no")
    case = lending.checked(way="no", why="场地检修")

    assert (case.state, case.outcome, case.closed_on) == (
        "ended", "审核未通过", DAY + timedelta(days=5),
    )  # fmt: skip


def test_a_step_may_be_done_again_and_again(lending):
    lending.applied()
    lending.checked(way="more")
    lending.checked(way="more", on=DAY + timedelta(days=6))
    lending.checked(on=DAY + timedelta(days=7))

    past = queries.past_of(lending.fresh(), today=DAY + timedelta(days=7))
    assert [each.way for each in past.all("check")] == ["more", "more", "yes"]


def test_the_same_step_twice_is_told_that_it_was_done(lending):
    lending.applied()
    before = traces()

    with pytest.raises(NotAtThisStep, match="已经登记过"):
        lending.applied()

    assert traces() == before


def test_a_precondition_that_is_not_met_refuses_in_its_own_words(lending, hall):
    lending.applied()
    hall.adults.add(lending.cast.chen.pk)

    with pytest.raises(StepRefused, match="未满十八岁"):
        lending.checked()


def test_the_wrong_person_passes_nothing(lending):
    passing = Passing(step="apply", way="on", held_on=DAY, values={"purpose": "讲座"})
    with pytest.raises(NotPermitted):
        actions.pass_step(lending.case, passing, by=lending.zhao, at=at(DAY))
    lending.applied()
    # His own step was the first, not this one.
    check = Passing(
        step="check", way="yes", held_on=DAY + timedelta(days=5), values={"opinion": "可"}
    )
    with pytest.raises(NotPermitted):
        actions.pass_step(lending.case, check, by=lending.chen, at=at(DAY + timedelta(days=5)))


def test_whoever_keeps_the_case_enters_what_the_person_does_for_him(lending):
    passing = Passing(step="apply", way="on", held_on=DAY, values={"purpose": "讲座"})

    case = actions.pass_step(lending.case, passing, by=lending.wang, at=at(DAY))

    assert case.step == "check"


def test_a_vote_that_does_not_add_up_is_refused(lending):
    lending.applied()
    lending.checked()

    with pytest.raises(StepRefused, match="比参加表决的 8 人多 1"):
        lending.decided(favour=8)


def test_the_area_acts_in_the_same_transaction_and_its_facts_travel_along(lending, hall):
    lending.applied()
    lending.checked()
    case = lending.decided()

    assert hall.given == [lending.cast.chen.pk]
    assert case.facts == {"given_on": "2026-03-10"}
    done = actions.pass_step(
        case, Passing(step="key", way="on", held_on=DAY + timedelta(days=9)), by=lending.wang,
        at=at(DAY + timedelta(days=9)),
    )  # fmt: skip
    assert (done.state, done.outcome) == ("done", "已借用")
    with pytest.raises(Refused, match="不能再办理"):
        lending.checked()


# ---- backwards ------------------------------------------------------------------------------


def test_a_returned_case_goes_back_and_what_came_after_holds_no_more(lending):
    lending.applied()
    lending.checked()

    case = actions.return_case(
        lending.case, to="apply", reason="用途写得不清楚", by=lending.boss, at=at(DAY)
    )

    assert (case.step, case.desk_id) == ("apply", lending.cast.pier.pk)
    assert not Decision.objects.filter(case=case, kind="passed", holds=True).exists()
    assert queries.past_of(case, today=DAY).passed == ()
    lending.applied()
    assert lending.fresh().step == "check"


def test_a_case_is_not_returned_past_what_is_in_effect(lending):
    lending.applied()
    lending.checked()
    lending.decided()
    before = traces()

    with pytest.raises(AlreadyInEffect, match="已经生效"):
        actions.return_case(
            lending.case, to="check", reason="重新审核", by=lending.wang, at=at(DAY)
        )
    with pytest.raises(AlreadyInEffect):
        actions.withdraw_case(lending.case, reason="不借了吧", by=lending.wang, at=at(DAY))

    assert traces() == before


def test_a_stranger_returns_nothing(lending):
    lending.applied()

    with pytest.raises(NotPermitted):
        actions.return_case(lending.case, to="apply", reason="理由", by=lending.zhao, at=at(DAY))


def test_a_correction_keeps_the_old_version_and_is_judged_in_its_own_time(lending):
    lending.applied()
    row = Decision.objects.get(case=lending.case, step="apply")
    right = Passing(step="apply", way="on", held_on=DAY, values={"purpose": "讲座和座谈"})

    new = actions.correct_step(
        lending.case, row.id, right, reason="漏写座谈", by=lending.wang, at=at(DAY)
    )

    row.refresh_from_db()
    assert (row.holds, new.holds, new.values["purpose"]) == (False, True, "讲座和座谈")
    past = queries.past_of(lending.fresh(), today=DAY)
    assert [each.values["purpose"] for each in past.passed] == ["讲座和座谈"]


def test_a_correction_that_breaks_a_later_step_says_which(lending):
    lending.applied()
    lending.checked()
    row = Decision.objects.get(case=lending.case, step="apply")
    later = Passing(
        step="apply", way="on", held_on=DAY + timedelta(days=2), values={"purpose": "讲座"}
    )

    with pytest.raises(CorrectionRefused, match="“本组织审核”不再合规"):
        actions.correct_step(
            lending.case, row.id, later, reason="日期写错", by=lending.wang,
            at=at(DAY + timedelta(days=9)),
        )  # fmt: skip


def test_withdrawn_once_is_withdrawn(lending):
    case = actions.withdraw_case(lending.case, reason="不借了吧", by=lending.chen, at=at(DAY))
    before = traces()

    with pytest.raises(Refused, match="已撤回"):
        actions.withdraw_case(lending.case, reason="不借了吧", by=lending.chen, at=at(DAY))

    assert (case.state, traces()) == ("withdrawn", before)


# ---- who sees it through --------------------------------------------------------------------


def test_a_desk_is_handed_over_at_once_with_a_trace_in_each_case(lending):
    cast = lending.cast
    other = cast.holder("xie", "谢长风", "organisation", cast.pier)
    lending.applied()
    actions.assign_case(lending.case, to=cast.wang, by=lending.wang, at=at(DAY))

    count = actions.hand_over_desk(
        cast.pier, from_user=cast.wang, to_user=other, note="调动", by=lending.wang, at=at(DAY)
    )

    assert count == 1
    assert lending.fresh().holder_id == other.pk
    row = Decision.objects.get(case=lending.case, kind="handed_over")
    assert row.note == "王海平 → 谢长风：调动"
    with pytest.raises(Refused, match="无需交接"):
        actions.hand_over_desk(
            cast.pier, from_user=cast.wang, to_user=other, note="", by=lending.wang, at=at(DAY)
        )


def test_only_who_may_act_there_is_named(lending):
    lending.applied()

    with pytest.raises(Refused, match="没有办理“本组织审核”的职务"):
        actions.assign_case(lending.case, to=lending.cast.zhao, by=lending.wang, at=at(DAY))


def test_a_case_goes_with_its_person_and_what_was_passed_holds_on(lending):
    lending.applied()

    case = actions.move_case(lending.case, to=lending.cast.dock, by=lending.zhao, at=at(DAY))

    assert (case.unit_id, case.desk_id) == (lending.cast.dock.pk, lending.cast.dock.pk)
    assert queries.past_of(case, today=DAY).held_on("apply") == DAY


# ---- what is left beside the steps ------------------------------------------------------------


def test_whoever_opens_a_case_leaves_one_trace_a_day_and_the_person_none(lending):
    for hour in (9, 11, 15):
        actions.note_look(lending.case, by=lending.wang, at=at(DAY, hour))
    actions.note_look(lending.case, by=lending.chen, at=at(DAY))

    assert [sight.looker for sight in Sight.objects.all()] == ["王海平"]
    assert told().count("CaseSeen") == 1


def test_a_draft_is_kept_for_oneself_and_gone_once_recorded(lending):
    actions.keep_draft(
        lending.case, step="apply", content={"purpose": "讲"}, by=lending.chen, at=at(DAY)
    )
    assert Draft.objects.count() == 1

    lending.applied()

    assert Draft.objects.count() == 0


def test_a_remark_stays_in_the_history_and_an_empty_one_is_refused(lending):
    actions.comment(lending.case, text="请尽快", by=lending.wang, at=at(DAY))

    with pytest.raises(Refused, match="请写下批注"):
        actions.comment(lending.case, text="  ", by=lending.wang, at=at(DAY))
    with pytest.raises(NotPermitted):
        actions.comment(lending.case, text="路过", by=lending.zhao, at=at(DAY))
    assert Decision.objects.get(kind="commented").note == "请尽快"


# ---- deadlines ------------------------------------------------------------------------------


def swept(day):
    return actions.remind(by=HOUSE, at=at(day, 6))


def test_reminders_come_at_thirty_seven_and_one_days_once_each(lending):
    case = lending.applied()
    inbox = Message.objects.filter(user=lending.cast.wang, key__startswith="due:")
    due = case.due_on

    Case.objects.filter(pk=case.pk).update(due_on=due + timedelta(days=30))
    for days in range(45):
        swept(due - timedelta(days=14 - days))
        swept(due - timedelta(days=14 - days))

    assert [message.title[:5] for message in inbox.order_by("at")] == [
        "还有 30", "还有 7 ", "还有 1 ",
    ]  # fmt: skip


def test_a_missed_night_is_made_up_for(lending):
    case = lending.applied()
    swept(case.due_on - timedelta(days=9))

    swept(case.due_on - timedelta(days=5))  # the night of the seventh day was missed

    message = Message.objects.get(user=lending.cast.wang, key__startswith="due:")
    assert message.title.startswith("还有 5 天到期")


def test_what_is_overdue_goes_to_the_unit_above_each_week(lending):
    case = lending.applied()

    for days in range(1, 16):
        swept(case.due_on + timedelta(days=days))

    above = Message.objects.filter(user=lending.boss_user, key__startswith="over:")
    assert above.count() == 3
    assert "已超期" in above.first().title


def test_a_new_desk_is_told_and_the_person_too(lending):
    lending.applied()
    lending.checked()

    assert Message.objects.filter(user=lending.boss_user, title="借用礼堂：陈晓帆").exists()
    assert Message.objects.filter(user=lending.cast.chen, key__startswith="own-case:").exists()


def test_a_deadline_is_swept_by_the_house_alone(lending):
    with pytest.raises(NotPermitted):
        actions.remind(by=lending.wang, at=at(DAY))


# ---- what one sees --------------------------------------------------------------------------


def test_seeing_is_a_set(lending):
    cast = lending.cast
    seen = {
        "keeper": lending.wang, "above": lending.boss, "top": actor(cast.lin),
        "person": lending.chen, "sibling": lending.zhao, "auditor": actor(cast.audit_admin),
    }  # fmt: skip

    who = {name for name, by in seen.items() if Case.objects.visible_to(by).exists()}

    assert who == {"keeper", "above", "top", "person"}


def test_a_successor_sees_everything_without_a_handing_over(lending):
    cast = lending.cast
    new = cast.person("su", "苏文")
    post = cast.pier.appointments.get(user=cast.wang)

    organisation.hand_over(post, to=new, on=LONG_AGO, by=HOUSE)

    assert Case.objects.visible_to(actor(new)).count() == 1
    assert Case.objects.visible_to(actor(cast.wang)).count() == 0


def test_a_day_made_free_moves_the_open_deadlines(lending):
    case = lending.applied()
    day = Day(on=DAY + timedelta(days=3), works=False, name="停工")

    workdays.set_day(day, "东港〔2026〕9 号", by=HOUSE, at=at(DAY))
    queued = ProcrastinateJob.objects.filter(task_name=RENEW, status="todo").count()
    changed = actions.renew_clocks(by=HOUSE, at=at(DAY))

    assert (queued, changed) == (1, 1)
    assert lending.fresh().due_on == case.due_on + timedelta(days=1)
    assert actions.renew_clocks(by=HOUSE, at=at(DAY)) == 0


def stricter(cast, since: date = DAY) -> Policy:
    """Quay asks for the check in six working days instead of ten."""
    setting = Setting(code="hall.check_workdays", value=6, document="码头〔2026〕1 号", since=since)
    return policies.set_policy(cast.quay, setting, by=HOUSE, at=at(DAY))


def test_a_rule_made_stricter_moves_the_open_deadlines_below(lending):
    before = lending.applied().due_on

    stricter(lending.cast)
    queued = ProcrastinateJob.objects.filter(task_name=RENEW_BELOW, status="todo")
    paths = [job.args["path"] for job in queued]
    changed = actions.renew_below(paths, by=HOUSE, at=at(DAY))

    assert (paths, changed) == ([lending.cast.quay.path], 1)
    assert lending.fresh().due_on == date(2026, 3, 10) < before
    assert actions.renew_below(paths, by=HOUSE, at=at(DAY)) == 0


def test_a_rule_changed_elsewhere_moves_nothing_here(lending):
    before = lending.applied().due_on

    assert actions.renew_below([lending.cast.yard.path], by=HOUSE, at=at(DAY)) == 0
    assert lending.fresh().due_on == before


def test_a_rule_announced_comes_into_force_in_its_morning_and_ends_in_another(lending):
    before, morning = lending.applied().due_on, DAY + timedelta(days=2)
    policy = stricter(lending.cast, since=morning)

    assert actions.renew_below([lending.cast.quay.path], by=HOUSE, at=at(DAY)) == 0
    assert turned(on=DAY) == []
    assert turned(on=morning) == [lending.cast.quay.path]
    assert actions.renew_below(turned(on=morning), by=HOUSE, at=at(morning)) == 1
    assert lending.fresh().due_on == date(2026, 3, 10)

    end = morning + timedelta(days=1)
    policies.end_policy(policy, end, "码头〔2026〕2 号", by=HOUSE, at=at(end))
    assert actions.renew_below(turned(on=end), by=HOUSE, at=at(end)) == 1
    assert lending.fresh().due_on == before


def test_clocks_are_renewed_by_the_house_alone(lending):
    with pytest.raises(NotPermitted):
        actions.renew_clocks(by=lending.wang, at=at(DAY))
    for paths in ([], [lending.cast.pier.path]):
        with pytest.raises(NotPermitted):
            actions.renew_below(paths, by=lending.wang, at=at(DAY))
