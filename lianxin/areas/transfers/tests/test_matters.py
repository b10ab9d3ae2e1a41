"""Who comes with a letter, what members ask for, what takes membership away or gives it back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members.actions import amend, suspend
from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, queries
from lianxin.areas.transfers.actions import asking, membership
from lianxin.areas.transfers.models import Application, Arrival
from lianxin.areas.transfers.tests.conftest import come, places, settled
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging.models import Message
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as engine
from lianxin.foundation.procedures.actions.opening import AlreadyUnderWay
from lianxin.foundation.procedures.actions.passing import StepRefused
from lianxin.foundation.procedures.actions.turning_back import AlreadyInEffect
from lianxin.foundation.procedures.models import Case
from tests.cast import actor, sign_in
from tests.trace import traces

# ---- who comes with a letter -----------------------------------------------------------------


def test_a_stranger_is_on_no_roll_until_the_branch_has_him(sides):
    before = Member.objects.count()
    case = come(sides)
    assert (case.step, case.title, Member.objects.count()) == ("in_committee", "郑远航", before)
    case = sides.accept(case)
    assert (case.desk, Member.objects.count()) == (sides.slip, before)
    case = sides.receive(case)

    member = Member.objects.get(name="郑远航")
    assert (places(member), member.phone, case.step) == (
        ["船台党支部"], "13800000000", "reply",
    )  # fmt: skip
    case = sides.go(case, "sent", sides.fang, carrier="confidential")
    arrival = Arrival.objects.get()
    assert (case.state, arrival.member) == ("done", member)
    assert case.facts["receipt_number"] == arrival.receipt_number != ""


def test_what_has_taken_effect_is_not_sent_back(sides):
    case = settled(sides, come(sides))
    with pytest.raises(AlreadyInEffect):
        engine.return_case(case, to="in_branch", reason="弄错了", by=actor(sides.fang), at=now())


def test_the_branch_asks_for_another_before_it_takes_effect(sides):
    case = sides.go(sides.accept(come(sides)), "back", sides.qiu, back_note="不在本支部")
    assert (case.step, case.desk) == ("in_committee", sides.shipyard)


def test_a_letter_out_of_date_or_of_somebody_known_is_turned_away(sides):
    stale = come(sides, valid_until=localdate() - timedelta(days=1))
    with pytest.raises(StepRefused, match="提交时已过期"):
        sides.accept(stale)
    stale = sides.go(stale, "return", sides.fang, returned="letter")
    assert (stale.state, stale.outcome) == ("ended", "退回原党组织")
    settled(sides, come(sides)).refresh_from_db()
    case = sides.go(Case.objects.latest("pk"), "sent", sides.fang, carrier="confidential")
    assert case.state == "done"
    again = come(sides, number="滨组介〔2026〕13号")
    with pytest.raises(StepRefused, match="已在系统名册上"):
        sides.accept(again)


def test_only_a_committee_that_approves_takes_letters(sides):
    before = traces()
    with pytest.raises(queries.TakesNoLetters):
        come(sides, at_unit=sides.cast.quay, by=sides.cast.lin)
    with pytest.raises(NotPermitted):
        come(sides, by=sides.cast.wang)
    assert traces() == before


def test_the_page_refuses_where_the_verb_would(client, sides):
    sign_in(client, sides.cast.lin)
    page = client.get(f"/transfers/at/{sides.cast.quay.pk}/arrive/")
    assert page.status_code == 422
    assert queries.TakesNoLetters.sentence in page.content.decode()
    assert client.get(f"/transfers/at/{sides.cast.harbour.pk}/arrive/").status_code == 200


def test_boards_say_that_nobody_approves_and_where_to_enter_it(client, cast):
    amend, says = f"/units/{cast.harbour.pk}/amend/", "没有登记审批预备党员权限"
    for who, unit, may_mend in ((cast.lin, cast.harbour, True), (cast.wang, cast.pier, False)):
        sign_in(client, who)
        said = client.get(f"/transfers/at/{unit.pk}/").content.decode()
        assert says in said
        assert (amend in said) is may_mend
        assert "登记转入介绍信" not in said
    Unit.objects.filter(pk=cast.harbour.pk).update(approves_members=True)
    said = client.get(f"/transfers/at/{cast.pier.pk}/").content.decode()
    assert says not in said


def test_a_committee_below_says_who_approves_for_it(client, sides):
    yard = sides.cast.found("修船厂委员会", "committee", sides.cast.harbour)
    sign_in(client, sides.cast.lin)
    said = client.get(f"/transfers/at/{yard.pk}/").content.decode()
    assert f"由上级{sides.cast.harbour.short_name}办理" in said


# ---- what members ask for --------------------------------------------------------------------


def ask(sides, *, by=None, member=None, **more):
    target = actions.Target(**(more or {"to": sides.slip}))
    wish = actions.Wish(target=target, reason="job", note="调到造船公司", phone="13900000000")
    return actions.apply_for_transfer(
        member or sides.chen, wish, by=actor(by or sides.cast.chen), at=now()
    )


def test_a_member_asks_and_his_branch_takes_it_up(sides):
    asked = ask(sides)
    assert (asked.kind, asked.to_name) == ("across", sides.slip.name)
    assert Message.objects.filter(user=sides.cast.wang, title__contains="申请转接").exists()
    assert queries.applications(sides.cast.pier, actor(sides.cast.wang)) == [asked]
    status = queries.own_transfer(sides.chen, today=localdate())
    assert status.application == asked

    case = sides.begin()
    asked.refresh_from_db()
    assert (asked.state, asked.case) == ("taken", case)
    status = queries.own_transfer(sides.chen, today=localdate())
    assert (status.case, status.people[0].name) == (case, "林若溪")
    assert [stage.state for stage in status.stages] == ["done", "now", "", ""]


def test_nobody_asks_twice_for_another_or_out_of_turn(sides):
    ask(sides)
    before = traces()
    with pytest.raises(asking.AlreadyAsked):
        ask(sides)
    with pytest.raises(NotPermitted):
        ask(sides, by=sides.cast.wang)
    assert traces() == before
    suspend(
        sides.cast.wang_member, on=localdate(), document="港党〔2026〕2号",
        by=actor(sides.cast.lin), at=now(),
    )  # fmt: skip
    wang = Member.objects.select_related("unit", "user").get(pk=sides.cast.wang_member.pk)
    with pytest.raises(asking.NotTransferable):
        ask(sides, by=sides.cast.wang, member=wang)


def test_whoever_is_under_way_need_not_ask(sides):
    sides.begin()
    with pytest.raises(asking.AlreadyAsked):
        ask(sides)


def test_an_answer_is_told_and_an_asking_is_settled_once(sides):
    asked = ask(sides)
    with pytest.raises(NotPermitted):
        actions.decline_application(asked, reason="请先交清党费", by=actor(sides.qiu), at=now())
    actions.decline_application(asked, reason="请先交清党费", by=actor(sides.cast.wang), at=now())
    assert (
        Message.objects.get(user=sides.cast.chen, title__contains="未受理").body == "请先交清党费"
    )
    with pytest.raises(asking.Settled):
        actions.withdraw_application(asked, by=actor(sides.cast.chen), at=now())
    again = ask(sides)
    with pytest.raises(NotPermitted):
        actions.withdraw_application(again, by=actor(sides.cast.wang), at=now())
    actions.withdraw_application(again, by=actor(sides.cast.chen), at=now())
    assert Application.objects.waiting().count() == 0


# ---- membership ------------------------------------------------------------------------------

VOTE = {"expected": 9, "present": 6, "favour": 5, "against": 1, "abstain": 0}


def opening(ground="", since=None, **more):
    return actions.Opening(ground=ground, since=since, on=more.get("on", localdate()))


def resolve(sides, begun, /, **first):
    """Through the branch, the meeting and the committee."""
    wang, lin = sides.cast.wang, sides.cast.lin
    case = sides.go(begun, "resolve", wang, **first)
    case = sides.go(case, "carried", wang, heard="未到会", vote=VOTE, resolution="同意")
    return sides.go(case, "approved", lin, document="港党〔2026〕15号")


def lost(sides, days=200):
    on = localdate() - timedelta(days=days)
    return amend(
        sides.chen, by=actor(sides.cast.wang), at=now(), is_lost=True, lost_on=on.isoformat()
    )


def test_a_lost_member_is_stopped_restored_and_counts_again(sides):
    lost(sides)
    case = actions.begin_stop(sides.chen, opening("lost"), by=actor(sides.cast.wang), at=now())
    case = resolve(sides, case, search="向家属、社区、公安查找均无音讯")
    assert (case.outcome, sides.chen.status, sides.chen.status_document) == (
        "停止党籍", "suspended", "港党〔2026〕15号",
    )  # fmt: skip
    assert places(sides.chen) == ["一号码头党支部"]

    case = actions.begin_restore(sides.chen, opening(), by=actor(sides.cast.wang), at=now())
    resolve(sides, case, account="在外务工，未及时联系", applied=True)
    assert sides.chen.status == "normal"


def test_nothing_is_stopped_before_its_time_nor_begun_by_strangers(sides):
    lost(sides, days=30)
    case = actions.begin_stop(sides.chen, opening("lost"), by=actor(sides.cast.wang), at=now())
    with pytest.raises(StepRefused, match="失去联系满 6 个月的日期是"):
        sides.go(case, "resolve", sides.cast.wang, search="查找")
    before = traces()
    for begin, ground in (
        (actions.begin_stop, "lost"), (actions.begin_removal, "quit"),
        (actions.begin_restore, ""),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            begin(sides.chen, opening(ground), by=actor(sides.cast.zhao), at=now())
    with pytest.raises(membership.NoSuchGround):
        actions.begin_removal(sides.chen, opening("tired"), by=actor(sides.cast.wang), at=now())
    tomorrow = localdate() + timedelta(days=1)
    with pytest.raises(membership.DayMissing):
        actions.begin_removal(
            sides.chen, opening("dropped", tomorrow), by=actor(sides.cast.wang), at=now()
        )
    with pytest.raises(AlreadyUnderWay):
        actions.begin_stop(sides.chen, opening("lost"), by=actor(sides.cast.wang), at=now())
    assert traces() == before


def test_who_is_being_dealt_with_is_not_transferred(sides):
    actions.begin_removal(sides.chen, opening("quit"), by=actor(sides.cast.wang), at=now())
    with pytest.raises(StepRefused, match="办结前不能转接"):
        sides.begin()


@pytest.mark.parametrize(
    ("ground", "first", "reason"),
    [
        ("quit", {"facts": "本人坚持", "applied": True}, "withdrew"),
        ("struck", {"facts": "坚持不退", "persuaded_on": "2026-01-10"}, "struck"),
        ("expel", {"facts": "违纪", "case": "港纪〔2026〕1号"}, "expelled"),
        ("dropped", {"facts": "核实", "neglect": "dues", "justified": True}, "dropped"),
    ],
)
def test_each_way_out_of_the_party_ends_with_its_reason(sides, ground, first, reason):
    since = localdate() - timedelta(days=200) if ground == "dropped" else None
    case = actions.begin_removal(
        sides.chen, opening(ground, since), by=actor(sides.cast.wang), at=now()
    )
    case = resolve(sides, case, **first)
    chen = sides.chen
    assert (case.state, chen.status, chen.left_reason) == ("done", "left", reason)
    assert Member.objects.filter(pk=chen.pk).exists()


def test_persuasion_waits_for_the_deadline(sides):
    begun = localdate() - timedelta(days=100)
    case = actions.begin_removal(
        sides.chen, opening("persuade", on=begun), by=actor(sides.cast.wang), at=now()
    )
    case = sides.go(case, "warn", sides.cast.wang, on=begun, facts="不履行党员义务")
    until = localdate() + timedelta(days=30)
    case = sides.go(
        case, "resolve", sides.cast.wang, on=begun, talk="谈话", until=until.isoformat()
    )
    with pytest.raises(StepRefused, match="限期改正的期限是"):
        sides.go(case, "carried", sides.cast.wang, heard="到会", vote=VOTE, resolution="劝退")


def test_a_motion_that_fails_ends_the_matter_and_changes_nothing(sides):
    case = actions.begin_removal(sides.chen, opening("quit"), by=actor(sides.cast.wang), at=now())
    case = sides.go(case, "resolve", sides.cast.wang, facts="核实", applied=True)
    against = VOTE | {"favour": 2, "against": 4}
    case = sides.go(
        case, "failed", sides.cast.wang, heard="到会", vote=against, resolution="不同意"
    )
    assert (case.state, case.outcome, sides.chen.status) == ("ended", "支部大会未通过", "normal")


def test_the_committee_may_refuse(sides):
    case = actions.begin_removal(sides.chen, opening("quit"), by=actor(sides.cast.wang), at=now())
    case = sides.go(case, "resolve", sides.cast.wang, facts="核实", applied=True)
    case = sides.go(case, "carried", sides.cast.wang, heard="到会", vote=VOTE, resolution="同意")
    with pytest.raises(NotPermitted):
        sides.go(case, "approved", sides.cast.wang, document="港党〔2026〕16号")
    case = sides.go(case, "refused", sides.cast.lin, document="港党〔2026〕16号")
    assert (case.outcome, sides.chen.status) == ("上级党组织不同意", "normal")
