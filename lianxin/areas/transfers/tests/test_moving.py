"""A member on the way: each kind of transfer, turned back, expired, lost, reissued, taken back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members.actions import NoLongerThere, leave_roll, move_within
from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, procedures, queries
from lianxin.areas.transfers.actions import moving
from lianxin.areas.transfers.models import Letter
from lianxin.areas.transfers.tests.conftest import HOUSE, places
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging.models import Message
from lianxin.foundation.papers.models import Issued
from lianxin.foundation.papers.queries import verify
from lianxin.foundation.procedures import actions as engine
from lianxin.foundation.procedures.actions.opening import AlreadyUnderWay
from lianxin.foundation.procedures.actions.passing import NotAtThisStep, StepRefused
from lianxin.foundation.procedures.actions.turning_back import NotToBeWithdrawn, ReturnsByItsWay
from lianxin.foundation.procedures.models import Case
from tests.cast import actor
from tests.trace import told, traces

RETURN = {"returned": "particulars", "returned_note": "身份证号与系统不符"}


# ---- within one committee, and between two ---------------------------------------------------


def test_within_one_committee_two_branches_do_it_between_them(sides):
    case = sides.begin(to=sides.cast.dock)
    assert (case.facts["kind"], case.step, case.desk) == ("within", "in_branch", sides.cast.dock)
    assert places(sides.chen) == ["一号码头党支部"]

    case = sides.receive(case, by=sides.cast.zhao)
    assert (case.state, case.outcome) == ("done", "转接完成")
    assert places(sides.chen) == ["船坞党支部"]
    assert Letter.objects.count() == 0


def test_between_two_committees_the_member_stays_until_the_last_step(sides):
    case = sides.begin()
    assert (case.facts["kind"], case.step, case.desk) == (
        "across", "out_committee", sides.cast.harbour,
    )  # fmt: skip
    case = sides.issue(case)
    assert (case.step, case.desk) == ("in_committee", sides.shipyard)
    letter = sides.letter(case)
    assert (letter.addressee, letter.valid_until) == (
        sides.shipyard.name, localdate() + timedelta(days=30),
    )  # fmt: skip
    case = sides.accept(case)
    assert (case.step, case.desk) == ("in_branch", sides.slip)
    assert places(sides.chen) == ["一号码头党支部"]

    case = sides.receive(case)
    assert case.state == "done"
    assert places(sides.chen) == ["船台党支部"]
    assert sides.letter(case).used_on == localdate()
    assert "MemberTransferred" in told()


def test_each_step_is_its_own_desks(sides):
    case = sides.begin()
    for wrong in (sides.cast.wang, sides.fang):
        with pytest.raises(NotPermitted):
            sides.go(case, "issue", wrong, valid_days=30)
    sides.issue(case)
    for wrong in (sides.cast.wang, sides.qiu):
        with pytest.raises(NotPermitted):
            sides.go(case, "accept", wrong, branch={"id": sides.slip.pk})
    with pytest.raises(NotPermitted):
        sides.begin(by=sides.cast.zhao, member=sides.cast.zhou_member)


def test_a_delivery_that_comes_twice_moves_nobody_twice(sides):
    case = sides.accept(sides.issue(sides.begin()))
    stale = Case.objects.get(pk=case.pk)
    sides.receive(case)
    with pytest.raises(Exception, match="不能再办理"):
        engine.pass_step(
            stale, moving.Passing(step="in_branch", way="receive", held_on=localdate()),
            by=actor(sides.qiu), at=now(),
        )  # fmt: skip
    assert places(sides.chen) == ["船台党支部"]


def test_only_branches_of_the_receiving_committee_are_chosen(sides):
    case = sides.issue(sides.begin())
    before = traces()
    with pytest.raises(procedures.NotBelow):
        sides.go(case, "accept", sides.fang, branch={"id": sides.cast.dock.pk, "name": "船坞"})
    assert traces() == before


def test_nobody_is_sent_two_ways_at_once(sides):
    sides.begin()
    with pytest.raises(AlreadyUnderWay):
        sides.begin(to=sides.cast.dock)


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ({}, moving.NoDestination),
        ({"to": "pier"}, moving.AlreadyHere),
        ({"to": "quay"}, moving.NotATarget),
        ({"to": "harbour"}, moving.NotATarget),
    ],
)
def test_where_nobody_can_go(sides, target, refusal):
    to = getattr(sides.cast, target["to"]) if target else None
    before = traces()
    with pytest.raises(refusal):
        moving.course(sides.cast.pier, actions.Target(to=to, name=""))
    with pytest.raises(moving.NoDestination):
        moving.course(sides.cast.pier, actions.Target(to=sides.slip, name="滨海区"))
    assert traces() == before


def test_a_committee_may_be_written_to_and_chooses_the_branch(sides):
    case = sides.begin(to=sides.shipyard)
    assert (case.facts["kind"], case.other, case.facts.get("wish")) == (
        "across", sides.shipyard, None,
    )  # fmt: skip


def test_without_a_committee_that_approves_there_is_no_letter(cast):
    with pytest.raises(moving.NoCommittee):
        moving.course(cast.pier, actions.Target(name="滨海区党工委"))


def test_dues_and_standing_are_looked_at(sides):
    before = traces()
    with pytest.raises(StepRefused, match="党费只交至"):
        actions.begin_transfer(
            sides.chen, actions.Target(to=sides.slip),
            moving.Passing(step="", way="", held_on=localdate(),
                           values={"reason": "job", "paid_to": "2020-01"}),
            by=actor(sides.cast.wang), at=now(),
        )  # fmt: skip
    assert (traces(), Case.objects.count()) == (before, 0)
    Member.objects.filter(pk=sides.chen.pk).update(is_lost=True)
    with pytest.raises(StepRefused, match="失联党员不能转接"):
        sides.begin()


# ---- returned --------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["in_committee", "in_branch"])
def test_a_return_leads_back_to_the_sender_and_voids_the_letter(sides, stage):
    case = sides.issue(sides.begin())
    if stage == "in_branch":
        case = sides.accept(case)
    case = sides.go(case, "return", sides.fang, **RETURN)

    assert (case.step, case.desk, case.facts["returned"]) == (
        "out_branch", sides.cast.pier, "particulars",
    )  # fmt: skip
    letter = sides.letter(case)
    assert (letter.void_reason, verify(letter.paper.token, on=localdate()).state) == (
        "returned", "void",
    )  # fmt: skip
    assert places(sides.chen) == ["一号码头党支部"]

    again = sides.go(case, "forward", sides.cast.wang, reason="job", paid_to=f"{localdate():%Y-%m}")
    again = sides.receive(sides.accept(sides.issue(again)))
    assert (again.state, places(sides.chen)) == ("done", ["船台党支部"])
    assert Letter.objects.filter(case=case).count() == 2


def test_nobody_sends_back_without_a_coded_reason(sides):
    case = sides.issue(sides.begin())
    with pytest.raises(StepRefused, match="请填写“退回原因”"):
        sides.go(case, "return", sides.fang)
    with pytest.raises(ReturnsByItsWay):
        engine.return_case(case, to="out_branch", reason="不收", by=actor(sides.fang), at=now())


def test_the_branch_asks_for_another_branch(sides):
    other = sides.cast.found("舾装党支部", "branch", sides.shipyard)
    case = sides.accept(sides.issue(sides.begin()))
    case = sides.go(case, "back", sides.qiu, back_note="本人在舾装车间工作")
    assert (case.step, case.desk, case.facts["number"]) == (
        "in_committee", sides.shipyard, sides.letter(case).number,
    )  # fmt: skip
    branch = {"id": other.pk, "name": other.short_name}
    case = sides.go(case, "accept", sides.fang, branch=branch)
    sides.go(case, "receive", sides.fang)
    assert places(sides.chen) == ["舾装党支部"]


def test_the_committee_hands_a_request_back_to_the_branch(sides):
    case = sides.go(sides.begin(), "back", sides.cast.lin, back_note="请补充转接依据")
    assert (case.step, case.desk) == ("out_branch", sides.cast.pier)


# ---- taken back ------------------------------------------------------------------------------


def withdraw(case, by):
    case.refresh_from_db()
    return engine.withdraw_case(case, reason="本人不再调动", by=actor(by), at=now())


def test_the_sender_takes_back_before_acceptance(sides):
    case = sides.issue(sides.begin())
    withdraw(case, sides.cast.wang)
    letter = sides.letter(case)
    assert (letter.void_reason, Issued.objects.get(pk=letter.paper_id).is_void) == (
        "withdrawn", True,
    )  # fmt: skip
    assert places(sides.chen) == ["一号码头党支部"]
    sides.begin(to=sides.cast.dock)


def test_after_acceptance_it_is_not_taken_back(sides):
    case = sides.accept(sides.issue(sides.begin()))
    before = traces()
    with pytest.raises(NotToBeWithdrawn, match="接收党委已经接收"):
        withdraw(case, sides.cast.wang)
    assert traces() == before
    within = sides.begin(to=sides.cast.dock, member=sides.cast.zhou_member)
    assert withdraw(within, sides.cast.wang).state == "withdrawn"


# ---- expired ---------------------------------------------------------------------------------


def expire():
    return actions.expire_letters(by=HOUSE, at=now())


def test_a_letter_that_ran_out_brings_the_case_back_and_tells_both_sides_and_the_member(sides):
    case = sides.issue(sides.begin())
    sides.run_out(case)
    Message.objects.all().delete()
    assert (expire(), expire()) == (1, 0)

    case.refresh_from_db()
    last = (localdate() - timedelta(days=1)).isoformat()
    assert (case.step, case.desk, case.facts["expired"]) == ("out_branch", sides.cast.pier, last)
    assert sides.letter(case).void_reason == "expired"
    notes = Message.objects.filter(title__contains="介绍信已过期")
    assert {note.user for note in notes} == {
        sides.cast.wang, sides.cast.lin, sides.fang, sides.cast.chen,
    }  # fmt: skip
    assert notes.get(user=sides.cast.chen).url == "/m/transfer/"
    assert places(sides.chen) == ["一号码头党支部"]


def test_after_expiry_the_branch_says_why_and_a_new_letter_is_made_out(sides):
    case = sides.issue(sides.begin())
    sides.run_out(case)
    expire()
    case.refresh_from_db()
    month = f"{localdate():%Y-%m}"
    with pytest.raises(StepRefused, match="未按期报到的原因"):
        sides.go(case, "forward", sides.cast.wang, reason="job", paid_to=month)
    case = sides.go(case, "forward", sides.cast.wang, reason="job", paid_to=month, delay="ill")
    sides.receive(sides.accept(sides.issue(case)))
    assert places(sides.chen) == ["船台党支部"]


def test_what_was_accepted_in_time_does_not_expire(sides):
    case = sides.accept(sides.issue(sides.begin()))
    sides.run_out(case)
    assert expire() == 0
    sides.receive(case)
    assert places(sides.chen) == ["船台党支部"]


def test_on_the_last_day_it_is_still_good(sides):
    case = sides.issue(sides.begin())
    sides.run_out(case, days=0)
    assert expire() == 0
    sides.accept(case)


def test_only_the_house_sweeps(sides):
    for sweep in (
        actions.expire_letters, actions.remind_of_letters, actions.settle,
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            sweep(by=actor(sides.cast.lin), at=now())


def test_everybody_concerned_is_reminded_a_week_and_a_day_before(sides):
    case = sides.issue(sides.begin())
    for days, sent in ((8, 0), (7, 4), (3, 0), (1, 4)):
        sides.run_out(case, days=-days)
        assert actions.remind_of_letters(by=HOUSE, at=now()) == sent, days
        assert actions.remind_of_letters(by=HOUSE, at=now()) == 0


# ---- to an organisation outside --------------------------------------------------------------


def out(sides):
    return sides.issue(sides.begin(name="中共滨海区工作委员会"))


def test_outside_the_receipt_takes_him_off_the_roll(sides):
    case = out(sides)
    assert (case.step, case.desk, case.due_on) == (
        "receipt", sides.cast.harbour, sides.letter(case).valid_until,
    )  # fmt: skip
    assert places(sides.chen) == ["一号码头党支部"]
    case = sides.go(
        case, "receive", sides.cast.lin, received_by="中共滨海区工作委员会", handler="苏区"
    )
    chen = sides.chen
    assert (case.outcome, chen.status, chen.left_reason, chen.left_to) == (
        "已转往系统外", "left", "transferred", "中共滨海区工作委员会",
    )  # fmt: skip
    assert chen.status_document == sides.letter(case).number
    assert places(chen) == []


def test_a_lost_letter_is_void_and_another_is_made_out_at_once(sides):
    case = out(sides)
    first = sides.letter(case)
    case = sides.go(case, "reissue", sides.cast.lin, void="lost", valid_days=10)
    second = sides.letter(case)
    first.refresh_from_db()
    assert (first.void_reason, second.is_in_force, case.step) == ("lost", True, "receipt")
    assert first.number != second.number
    assert verify(first.paper.token, on=localdate()).state == "void"
    assert verify(second.paper.token, on=localdate()).state == "valid"
    assert case.facts["number"] == second.number


def test_a_receipt_that_came_late_still_counts_if_he_came_in_time(sides):
    case = out(sides)
    sides.run_out(case, days=5)
    expire()
    month = f"{localdate():%Y-%m}"
    values = {"reason": "job", "delay": "receiver", "paid_to": month, "received_by": "滨海区"}
    in_time = (localdate() - timedelta(days=6)).isoformat()
    with pytest.raises(StepRefused, match="在有效期之后"):
        sides.go(case, "arrived", sides.cast.wang, **values, received_on=localdate().isoformat())
    case = sides.go(case, "arrived", sides.cast.wang, **values, received_on=in_time)
    assert (case.state, sides.chen.status_on.isoformat()) == ("done", in_time)


def test_nobody_leaves_on_a_letter_that_had_run_out(sides):
    case = out(sides)
    sides.run_out(case)
    with pytest.raises(StepRefused, match="已经过期"):
        sides.go(case, "receive", sides.cast.lin, received_by="滨海区")
    assert places(sides.chen) == ["一号码头党支部"]


# ---- a whole branch --------------------------------------------------------------------------


def test_a_whole_branch_goes_in_one_case(sides):
    Member.objects.filter(pk=sides.cast.zhou_member.pk).update(is_lost=True)
    case = sides.whole()
    case = sides.issue(case)
    letter = sides.letter(case)
    assert set(letter.roster) == {
        one.pk for one in (sides.cast.wang_member, sides.cast.chen_member, sides.cast.liu_member)
    }
    case = sides.receive(sides.accept(case))
    assert (case.state, case.facts["moved"]) == ("done", 3)
    assert places(sides.cast.liu_member) == ["船台党支部"]
    # The lost member, and who is only on the way to the Party, stay where they are.
    assert places(sides.cast.zhou_member) == places(sides.cast.sun_member) == ["一号码头党支部"]


def test_a_whole_branch_goes_outside(sides):
    case = sides.issue(sides.whole(name="中共滨海区工作委员会"))
    case = sides.go(case, "receive", sides.cast.lin, received_by="中共滨海区工作委员会")
    assert case.facts["moved"] == 4
    assert Member.objects.on_the_roll().in_the_party().filter(unit=sides.cast.pier).count() == 0


def test_a_whole_branch_waits_for_those_on_the_way_and_has_its_own_kinds(sides):
    single = sides.begin()
    with pytest.raises(StepRefused, match="1 名党员正在单独转接"):
        sides.whole()
    withdraw(single, sides.cast.wang)
    with pytest.raises(moving.WholeWithin):
        sides.whole(to=sides.cast.dock)


def test_who_left_meanwhile_is_not_brought_along(sides):
    case = sides.accept(sides.issue(sides.whole()))
    move_within(
        sides.chen, sides.cast.dock, on=localdate(), document="", by=actor(sides.cast.lin),
        at=now(),
    )  # fmt: skip
    case = sides.receive(case)
    assert case.facts["moved"] == 3
    assert places(sides.chen) == ["船坞党支部"]


# ---- who goes by another way -----------------------------------------------------------------


def test_a_member_moved_meanwhile_is_not_moved_again_and_the_night_ends_the_case(sides):
    case = sides.accept(sides.issue(sides.begin()))
    move_within(
        sides.chen, sides.cast.dock, on=localdate(), document="", by=actor(sides.cast.lin),
        at=now(),
    )  # fmt: skip
    with pytest.raises(NoLongerThere):
        sides.receive(case)
    assert (actions.settle(by=HOUSE, at=now()), actions.settle(by=HOUSE, at=now())) == (1, 0)
    case.refresh_from_db()
    assert (case.state, places(sides.chen)) == ("ended", ["船坞党支部"])
    assert sides.letter(case).voided_on is not None


def test_death_ends_what_is_under_way(sides):
    case = sides.issue(sides.begin())
    leave_roll(sides.chen, reason="died", on=localdate(), by=actor(sides.cast.wang), at=now())
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("ended", "成员去世")
    assert sides.letter(case).void_reason == "ended"


def test_a_transferred_member_no_longer_floats(sides):
    entry = actions.register_outflow(
        sides.chen,
        actions.Away(cause="work", since=localdate() - timedelta(days=9), whereabouts="船台"),
        by=actor(sides.cast.wang), at=now(),
    )  # fmt: skip
    sides.receive(sides.accept(sides.issue(sides.begin())))
    entry.refresh_from_db()
    assert (entry.end_reason, sides.chen.is_floating) == ("transferred", False)


# ---- the board -------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_board_costs_the_same_for_few_and_many(sides, rows, django_assert_num_queries):
    from lianxin.foundation.core.pages import Cursor

    for number in range(rows):
        sides.issue(sides.begin(member=sides.cast.member(f"林{number}", sides.cast.pier)))
    by, today = actor(sides.cast.lin), localdate()
    queries.board(sides.cast.harbour, by, "open", Cursor(), today=today)
    with django_assert_num_queries(6):
        page = queries.board(sides.cast.harbour, by, "open", Cursor(), today=today)
        lines = queries.lines(page.rows, today=today)
    assert len(lines) == rows
    assert {line.people[0].name for line in lines} == {"方舟"}
    assert queries.counts(sides.cast.harbour, by, today=today)["open"] == rows


def test_both_sides_see_it_and_nobody_else(sides):
    case = sides.issue(sides.begin())
    for who, unit, sees in (
        (sides.cast.wang, sides.cast.pier, True), (sides.fang, sides.shipyard, True),
        (sides.cast.zhao, sides.cast.dock, False), (sides.qiu, sides.slip, False),
    ):  # fmt: skip
        from lianxin.foundation.core.pages import Cursor

        page = queries.board(unit, actor(who), "open", Cursor(), today=localdate())
        assert (case in page.rows) is sees
    with pytest.raises(NotAtThisStep):
        engine.pass_step(
            case, moving.Passing(step="out_committee", way="issue", held_on=localdate()),
            by=actor(sides.cast.lin), at=now(),
        )  # fmt: skip
