"""An election from the reminder to the appointments, with its verbs and their refusals."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils.timezone import localdate, now

from lianxin.areas.dossier import actions as dossier
from lianxin.areas.dossier.actions import Entry
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member
from lianxin.areas.terms import actions, queries
from lianxin.areas.terms.actions import candidates, counting, effect, polls
from lianxin.areas.terms.catalogue import Tally, Votes
from lianxin.areas.terms.models import Candidate, Count, Exclusion, Poll
from lianxin.areas.terms.tests.conftest import DAYS, ENDS, Elect, at
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation.models import Appointment, Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.actions import return_case
from lianxin.foundation.procedures.actions.passing import StepRefused
from lianxin.foundation.procedures.actions.turning_back import AlreadyInEffect
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.queries import past_of
from tests.cast import HOUSE, actor

MEETING = DAYS["meeting"]


def in_office(unit):
    rows = Appointment.objects.filter(Q(ends_on=None), unit=unit).order_by("pk")
    return {row.user.name: (row.post, row.starts_on) for row in rows}


# ── the whole way ────────────────────────────────────────────────────────────────────────────


def test_from_the_reminder_to_the_archive(elect, told):
    elect.to("announce")
    case = elect.pass_()

    assert (case.state, case.outcome) == ("done", "换届完成")
    assert in_office(elect.unit) == {
        "丁大海": ("secretary", MEETING),
        "马小满": ("deputy", MEETING),
        "吴敬山": ("organisation", MEETING),
    }
    old = Appointment.objects.get(user=elect.cast.wang)
    assert (old.ends_on, old.end_document) == (MEETING, "港党〔2026〕12 号")
    elect.unit.refresh_from_db()
    assert (elect.unit.term_starts_on, elect.unit.term_ends_on) == (MEETING, date(2029, 12, 10))
    names = [type(event).__name__ for event in told]
    assert names.count("PollDecided") == 3
    assert names.count("Appointed") == 3
    assert names.count("TermBegun") == names.count("ElectionTookEffect") == 1


def test_without_committee_the_members_elect_the_secretary(alone):
    alone.to("plan").pass_(deputies=None)
    alone.to("report").pass_()
    alone.pass_()

    assert in_office(alone.unit) == {"丁大海": ("secretary", MEETING)}


def test_once_approved_it_does_not_go_back(elect):
    elect.to("announce")

    with pytest.raises(AlreadyInEffect):
        return_case(
            elect.case, to="report", reason="改一下文号", by=elect.lin, at=elect.case.created_at
        )


def test_not_approved_the_secretaries_are_elected_again(elect):
    elect.to("approve")
    elect.pass_(way="again")

    assert elect.fresh().step == "plenary"
    assert set(Poll.objects.standing().values_list("office", flat=True)) == {"committee"}
    elect.to("announce")
    # The committee sits since the meeting, its secretary since he was elected again.
    assert in_office(elect.unit) == {
        "丁大海": ("secretary", DAYS["approve"]),
        "马小满": ("deputy", DAYS["approve"]),
        "吴敬山": ("organisation", MEETING),
    }
    elect.unit.refresh_from_db()
    assert elect.unit.term_starts_on == MEETING


def test_the_unit_itself_does_not_decide(elect):
    elect.to("reply")

    with pytest.raises(NotPermitted):
        elect.pass_(by=elect.wang)


def test_whoever_is_elected_again_begins_a_new_post(cast):
    elect = Elect(cast)
    wang = cast.wang_member
    elect.to("nominate")
    for member in (*elect.people[:3], wang):
        actions.put_up(elect.case, member, office="committee", by=elect.wang)
    actions.put_up(elect.case, wang, office="secretary", by=elect.wang)
    actions.put_up(elect.case, elect.people[0], office="deputy", by=elect.wang)
    elect.pass_()
    elect.tellers = [cast.chen.pk, elect.people[5].user_id]
    elect.to("meeting")
    poll = elect.open()
    elect.count(poll, favour=[8 if key != str(elect.people[2].pk) else 0 for key in poll.keys])
    elect.pass_()
    elect.elect("secretary")
    elect.elect("deputy")
    elect.pass_()
    actions.assign_duties(elect.case, {elect.people[1].pk: "discipline"}, by=elect.wang)
    elect.pass_()
    elect.pass_()

    rows = Appointment.objects.filter(user=cast.wang).order_by("starts_on")
    assert [(row.post, row.ends_on) for row in rows] == [
        ("secretary", MEETING), ("secretary", None),
    ]  # fmt: skip


def test_at_the_root_the_house_records_what_was_decided_outside(cast):
    """Nobody stands above the root here: its own staff enter the reply."""
    unit = cast.harbour
    Unit.objects.filter(pk=unit.pk).update(
        has_committee=False, term_starts_on=date(2022, 3, 1), term_ends_on=ENDS
    )
    case = procedures.open_case(
        "term_change", unit.pk, unit=unit, on=MEETING, by=actor(cast.lin), at=at(MEETING)
    )
    asked = {"kind": "extend", "until": "2027-09-01", "reason": "机构改革", "document": "1 号"}
    for step, values in (("request", asked), ("decide", {"document": "市委 2 号"})):
        way = case.step_of.ways[0].code
        passing = Passing(step=step, way=way, held_on=MEETING, values=values)
        case = procedures.pass_step(case, passing, by=actor(cast.lin), at=at(MEETING))

    unit.refresh_from_db()
    assert (case.state, unit.term_ends_on) == ("done", date(2027, 9, 1))


def test_a_general_branch_reports_over_its_head_to_the_committee(elect):
    elect.to("reply")

    assert elect.case.desk_id == elect.cast.harbour.pk


# ── candidates and electorate ────────────────────────────────────────────────────────────────


def test_only_full_members_of_the_unit_stand(elect, told):
    elect.to("nominate")
    told.clear()

    for member in (elect.cast.liu_member, elect.cast.sun_member, elect.cast.zhao_member):
        with pytest.raises(candidates.MayNotStand, match=member.name):
            actions.put_up(elect.case, member, office="committee", by=elect.wang)

    assert (told, Candidate.objects.count()) == ([], 0)


def test_nobody_stands_twice_for_one_office(elect):
    elect.to("nominate")
    actions.put_up(elect.case, elect.people[0], office="committee", by=elect.wang)

    with pytest.raises(candidates.AlreadyStands, match="丁大海"):
        actions.put_up(elect.case, elect.people[0], office="committee", by=elect.wang)


def test_strangers_put_nobody_up(elect):
    elect.to("nominate")

    for user in (elect.cast.zhao, elect.cast.chen):
        with pytest.raises(NotPermitted):
            actions.put_up(elect.case, elect.people[0], office="committee", by=actor(user))


def test_once_reported_the_list_is_fixed(elect):
    elect.to("candidates_reply")
    someone = Candidate.objects.filter(case=elect.case).first()

    with pytest.raises(candidates.ListIsFixed):
        actions.put_up(elect.case, elect.people[5], office="committee", by=elect.wang)
    with pytest.raises(candidates.ListIsFixed):
        actions.take_down(someone, by=elect.wang)


def test_somebody_is_taken_down_while_the_list_is_open(elect, told):
    elect.to("nominate").put_up()
    candidate = Candidate.objects.filter(case=elect.case, office="committee").first()
    told.clear()

    actions.take_down(candidate, by=elect.wang)

    assert Candidate.objects.filter(case=elect.case, office="committee").count() == 3
    assert [type(event).__name__ for event in told] == ["CandidateTakenDown"]
    with pytest.raises(StepRefused, match="至少要有 4 人"):
        elect.pass_()


def test_candidates_are_ordered_by_strokes(elect):
    elect.to("nominate")
    for member in reversed(elect.people):
        actions.put_up(elect.case, member, office="committee", by=elect.wang)

    ordered = queries.ballot_order(Candidate.objects.filter(case=elect.case))

    assert [each.member.name for each in ordered] == [
        "丁大海", "马小满", "吴敬山", "何清", "宋雨", "陆远",
    ]  # fmt: skip


def test_whoever_left_the_roll_may_not_stand_any_more(elect):
    elect.to("candidates_request")
    Member.objects.filter(pk=elect.people[3].pk).update(status="left")

    with pytest.raises(StepRefused, match="何清已不在本组织名册上"):
        elect.pass_()


def leave_out(elect, member, **facts):
    given = {
        "ground": "ill", "document": "港党〔2026〕3 号", "resolved_on": date(2026, 11, 2), **facts
    }  # fmt: skip
    return actions.leave_out(elect.case, member, by=elect.wang, **given)


def test_a_decision_lowers_the_number_of_those_expected(elect, told):
    elect.to("nominate")
    before = queries.voters_of(elect.case, today=localdate()).expected
    told.clear()

    exclusion = leave_out(elect, elect.cast.zhou_member)

    assert queries.voters_of(elect.case, today=localdate()).expected == before - 1
    actions.count_in(exclusion, by=elect.wang)
    assert queries.voters_of(elect.case, today=localdate()).expected == before
    assert [type(event).__name__ for event in told] == ["LeftOut", "CountedIn"]


def test_whoever_is_on_probation_within_the_party_has_no_vote_as_his_file_says(elect):
    elect.to("nominate")
    zhou = elect.cast.zhou_member
    before = queries.voters_of(elect.case, today=localdate())
    entry = Entry(
        on=Partial(localdate()),
        values={"measure": "probation_1", "by": "港务局纪委", "document": "3 号", "reason": "违纪"},
    )

    dossier.note_discipline(zhou, entry, by=HOUSE, at=now())

    found = queries.voters_of(elect.case, today=localdate())
    assert found.expected == before.expected - 1
    assert [person.name for person, _ in found.deprived] == ["周国强"]
    assert not found.may_be_elected(str(zhou.pk))
    assert "没有选举权 1 人" in found.sentence
    over = months_later(localdate(), 12)
    assert queries.voters_of(elect.case, today=over).expected == before.expected
    assert queries.voters_of(elect.case, today=over).may_be_elected(str(zhou.pk))


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"document": ""}, "缺少上级党组织"), ({"resolved_on": None}, "缺少党员大会通过的日期")],
)
def test_nobody_is_left_out_without_a_decision(elect, facts, why):
    with pytest.raises(candidates.NoDecision, match=why):
        leave_out(elect, elect.cast.zhou_member, **facts)

    assert Exclusion.objects.count() == 0


def test_only_voters_are_left_out_and_once(elect):
    with pytest.raises(candidates.NotAVoter):
        leave_out(elect, elect.cast.liu_member)
    leave_out(elect, elect.cast.zhou_member)
    with pytest.raises(candidates.AlreadyLeftOut):
        leave_out(elect, elect.cast.zhou_member)


def test_once_a_vote_was_opened_the_electorate_stands_still(elect):
    elect.to("meeting")
    elect.open()

    with pytest.raises(actions.held.VotingHasBegun):
        leave_out(elect, elect.cast.zhou_member)


# ── votes ────────────────────────────────────────────────────────────────────────────────────


def test_expected_is_counted_from_the_roll(elect):
    elect.to("meeting")

    poll = elect.open()

    # Wang, Chen and Zhou of the cast, and the six; Liu is probationary, Sun an activist.
    assert (poll.expected, poll.present, poll.seats) == (9, 8, 3)
    assert [Member.objects.get(pk=pk).name for pk in poll.candidates] == [
        "丁大海", "马小满", "吴敬山", "何清",
    ]  # fmt: skip


@pytest.mark.parametrize(("present", "holds"), [(7, False), (8, True), (9, True), (10, False)])
def test_four_fifths_must_be_there(elect, present, holds):
    elect.to("meeting")
    if holds:
        assert elect.open(present=present).is_open
        return
    with pytest.raises(polls.NoQuorum):
        elect.open(present=present)
    assert Poll.objects.count() == 0


def test_two_people_count_and_neither_of_them_stands(elect):
    elect.to("meeting")
    wang = elect.cast.wang.pk

    with pytest.raises(polls.BadTellers, match="两名不同"):
        elect.open(tellers=[wang, wang])
    with pytest.raises(polls.BadTellers, match="丁大海是候选人"):
        elect.open(tellers=[wang, elect.people[0].user_id])


def test_each_office_has_its_time(elect):
    elect.to("nominate")
    with pytest.raises(polls.NotNow, match="现在是"):
        elect.open()
    elect.put_up()
    elect.to("meeting")
    with pytest.raises(polls.NotNow):
        elect.open("secretary", present=3)
    elect.open()
    with pytest.raises(polls.NotNow, match="正在计票"):
        elect.open()


def test_one_teller_alone_decides_nothing(elect, told):
    elect.to("meeting")
    poll = elect.open()
    told.clear()

    poll = elect.count(poll, elect.cast.wang.pk, favour=[8, 8, 8, 0])

    assert poll.is_open
    assert [(type(event).__name__, event.agrees) for event in told] == [("CountEntered", None)]
    with pytest.raises(StepRefused, match="两名计票人"):
        elect.pass_()


def test_two_tellers_who_disagree_count_again(elect):
    elect.to("meeting")
    poll = elect.open()
    elect.count(poll, elect.cast.wang.pk, favour=[8, 8, 7, 0])
    poll = elect.count(poll, elect.cast.chen.pk, favour=[8, 8, 6, 0])
    assert poll.is_open

    (seen,) = queries.tell([poll])
    assert [(each.name, each.first, each.second) for each in seen.differences] == [
        ("吴敬山 · 赞成", 7, 6),
        ("吴敬山 · 不赞成", 1, 2),
    ]

    poll = elect.count(poll, elect.cast.wang.pk, favour=[8, 8, 6, 0])
    assert poll.is_decided
    assert Count.objects.get(user=elect.cast.wang).tries == 2


def test_only_the_two_tellers_enter_counts(elect):
    elect.to("meeting")
    poll = elect.open()
    tally = Tally(issued=8, returned=8)

    for who in (elect.cast.lin, elect.cast.zhao, elect.people[4].user):
        with pytest.raises(NotPermitted):
            actions.enter_count(poll, tally, by=actor(who), at=elect.case.created_at)

    assert Count.objects.count() == 0


def test_a_count_that_contradicts_itself_is_refused(elect, told):
    elect.to("meeting")
    poll = elect.open()
    told.clear()
    tally = Tally(issued=8, returned=8, votes={key: Votes(favour=7) for key in poll.keys})

    with pytest.raises(counting.CountIsWrong, match="比有效票 8 张少 1 票"):
        actions.enter_count(poll, tally, by=elect.wang, at=elect.case.created_at)

    assert (told, Count.objects.count()) == ([], 0)


def test_decided_is_decided(elect):
    elect.to("meeting")
    poll = elect.elect("committee")

    with pytest.raises(counting.NotCounting):
        elect.count(poll, elect.cast.wang.pk, favour=[0, 0, 8, 8])
    with pytest.raises(polls.NotNow, match="已经有了结果"):
        elect.open()


def turn(elect, office="committee"):
    past = past_of(elect.fresh(), today=MEETING)
    return next(each for each in queries.turns(elect.case, past) if each.office == office)


def test_a_tie_is_voted_on_again_among_the_tied(elect):
    elect.to("meeting")
    elect.count(elect.open(), favour=[8, 6, 5, 5])
    assert turn(elect).due.sort == "runoff"
    assert turn(elect).standing == ["吴敬山", "何清"]

    poll = elect.open()
    assert (poll.sort, poll.seats, poll.number, len(poll.candidates)) == ("runoff", 1, 2, 2)
    elect.count(poll, favour=[3, 5])

    assert turn(elect).contest.is_decided
    progress = queries.progress_of([elect.case])[elect.case.pk]
    assert [progress.name(key) for key in progress.elected("committee")] == [
        "丁大海", "马小满", "何清",
    ]  # fmt: skip


def test_missing_seats_are_voted_on_with_new_candidates(elect):
    elect.to("meeting")
    elect.count(elect.open(), favour=[8, 8, 4, 2])
    with pytest.raises(polls.BadCandidates, match="至少要有 1 人"):
        elect.open()
    with pytest.raises(polls.BadCandidates, match="已经当选"):
        elect.open(candidates=[elect.people[0].pk, elect.people[4].pk])

    poll = elect.open(candidates=[elect.people[4].pk, elect.people[2].pk])
    assert poll.sort == "missing"
    assert poll.candidates == [elect.people[2].pk, elect.people[4].pk]
    elect.count(poll, favour=[2, 6])

    assert turn(elect).contest.elected[-1] == str(elect.people[4].pk)


def test_fewer_seats_need_more_than_half_and_leave_a_committee(elect, told):
    elect.to("plan").pass_(seats=5, deputies=1)
    elect.to("nominate")
    for member in elect.people:
        actions.put_up(elect.case, member, office="committee", by=elect.wang)
    actions.put_up(elect.case, elect.people[0], office="secretary", by=elect.wang)
    actions.put_up(elect.case, elect.people[1], office="deputy", by=elect.wang)
    elect.pass_()
    elect.to("meeting")
    poll = elect.count(elect.open(), favour=[8, 8, 8, 8, 4, 4])
    told.clear()

    with pytest.raises(counting.NotAgreed, match="没有超过"):
        actions.agree_to_fewer(poll, agreed=4, by=elect.wang)
    actions.agree_to_fewer(poll, agreed=5, by=elect.wang)

    assert turn(elect).contest.is_reduced
    assert len(turn(elect).contest.elected) == 4
    assert [type(event).__name__ for event in told] == ["SeatsReduced"]


def test_a_committee_of_two_is_none(elect):
    elect.to("meeting")
    poll = elect.count(elect.open(), favour=[8, 8, 4, 2])

    with pytest.raises(counting.NotAgreed, match="少于委员会最少的 3 人"):
        actions.agree_to_fewer(poll, agreed=8, by=elect.wang)


def test_full_seats_are_not_reduced(elect):
    elect.to("meeting")
    poll = elect.elect("committee")

    with pytest.raises(counting.NothingToReduce):
        actions.agree_to_fewer(poll, agreed=8, by=elect.wang)


def test_void_when_more_slips_come_back(elect):
    elect.to("meeting")
    poll = elect.count(elect.open(), favour=[], returned=9)

    assert poll.is_decided
    (seen,) = queries.tell([poll])
    assert seen.outcome.comes == "void"
    assert turn(elect).due.again
    assert elect.open().number == 2


def test_whoever_is_written_in_must_be_electable(elect):
    elect.to("meeting")
    poll = elect.open()

    with pytest.raises(counting.NotElectable, match="刘思雨"):
        elect.count(poll, elect.cast.wang.pk, favour=[8, 8, 3, 0],
                    others={str(elect.cast.liu_member.pk): 5})  # fmt: skip

    elect.count(poll, favour=[8, 8, 3, 0], others={str(elect.people[5].pk): 5})
    assert turn(elect).contest.elected[-1] == str(elect.people[5].pk)


def test_a_preliminary_vote_makes_the_candidates(elect):
    elect.to("plan").pass_(preliminary="yes")
    elect.to("meeting")
    poll = elect.open()
    assert (poll.preliminary, poll.seats, len(poll.candidates)) == (True, 3, 4)
    elect.count(poll, favour=[8, 0, 8, 8])

    formal = elect.open()
    assert (formal.preliminary, len(formal.candidates)) == (False, 3)
    assert str(elect.people[1].pk) not in formal.keys


def test_a_vote_entered_wrongly_is_set_aside_and_kept(elect, told):
    elect.to("meeting")
    poll = elect.open()
    told.clear()
    with pytest.raises(polls.ReasonMissing):
        actions.set_aside(poll, reason=" ", by=elect.wang)

    poll = actions.set_aside(poll, reason="实到人数填错", by=elect.wang)

    assert (poll.state, Poll.objects.count()) == ("set_aside", 1)
    assert [type(event).__name__ for event in told] == ["PollSetAside"]
    assert elect.open().number == 2
    with pytest.raises(polls.NotOpen):
        actions.set_aside(poll, reason="再作废一次", by=elect.wang)


def test_an_earlier_vote_is_not_set_aside_under_a_later_one(elect):
    elect.to("meeting")
    first = elect.count(elect.open(), favour=[8, 6, 5, 5])
    elect.open()

    with pytest.raises(polls.LaterVotes):
        actions.set_aside(first, reason="登记有误", by=elect.wang)


def test_the_first_plenary_is_the_new_committee(elect):
    elect.to("plenary")

    with pytest.raises(polls.NoQuorum):
        elect.open("secretary", present=2)
    poll = elect.open("secretary")

    assert (poll.expected, poll.present, poll.seats) == (3, 3, 1)
    assert [key for key, _ in queries.eligible(
        elect.case, "secretary", past_of(elect.case, today=MEETING), today=MEETING
    )] == [str(member.pk) for member in elect.people[:3]]  # fmt: skip


def test_delegates_are_counted_by_hand(elect):
    elect.to("plan").pass_(form="delegates")
    elect.to("nominate")
    elect.put_up()
    elect.pass_()
    elect.to("meeting")

    with pytest.raises(polls.NobodyExpected):
        elect.open(present=90)
    poll = elect.open(present=90, expected=100)

    assert (poll.expected, poll.present) == (100, 90)


# ── what follows ─────────────────────────────────────────────────────────────────────────────


def test_duties_are_for_the_elected(elect):
    elect.to("report")

    with pytest.raises(effect.NotElected):
        actions.assign_duties(elect.case, {elect.people[5].pk: "youth"}, by=elect.wang)
    with pytest.raises(StepRefused, match="还没有分工：吴敬山"):
        elect.pass_()


def test_whoever_has_no_account_gets_one_before_the_report(elect):
    elect.to("meeting")
    Member.objects.filter(pk=elect.people[2].pk).update(user=None)
    elect.to("report").ready()

    with pytest.raises(StepRefused, match="为吴敬山开通账号"):
        elect.pass_()


def take_office(elect, by):
    return actions.take_office(elect.fresh(), on=MEETING, led_from=MEETING, document="1 号", by=by)


def test_nothing_takes_effect_without_a_result(elect):
    elect.to("meeting")

    with pytest.raises(effect.NoResult):
        take_office(elect, elect.lin)
    with pytest.raises(NotPermitted):
        take_office(elect, actor(elect.cast.zhao))


def test_the_tellers_are_told(elect):
    from lianxin.foundation.messaging.models import Message

    elect.to("meeting")
    poll = elect.open()

    found = Message.objects.filter(key=f"terms:poll:{poll.pk}").values_list("user_id", flat=True)
    assert set(found) == set(elect.tellers)


def test_the_report_says_everything(elect):
    elect.to("report")

    found = queries.report(elect.case, past_of(elect.case, today=DAYS["report"]))

    committee = found["turns"][0]
    assert committee["elected"] == ["丁大海", "马小满", "吴敬山"]
    (sheet,) = committee["votes"]
    assert (sheet["expected"], sheet["present"], sheet["issued"], sheet["valid"]) == (9, 8, 8, 8)
    assert [row["name"] for row in sheet["rows"]] == ["丁大海", "马小满", "吴敬山", "何清"]
    assert [turn["elected"] for turn in found["turns"][1:]] == [["丁大海"], ["马小满"]]
    assert found["held_on"] == MEETING


def test_the_meeting_is_due_before_the_term_is_over(elect):
    assert elect.to("meeting").case.due_on == ENDS
    assert elect.case.due_on - timedelta(days=1) < ENDS
