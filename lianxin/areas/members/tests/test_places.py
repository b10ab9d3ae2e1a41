"""Where members belong: moves, leaving and coming back, further affiliations."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members import actions
from lianxin.areas.members.actions import affiliations, history, leaving, moves
from lianxin.areas.members.models import Affiliation, Member
from lianxin.foundation.accounts import actions as accounts
from lianxin.foundation.core.days import InTheFuture
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions as organisation
from tests.cast import HOUSE, LONG_AGO, actor, sign_in
from tests.trace import last, told, traces


def affiliation_of(member):
    return Affiliation.objects.get(member=member, kind="formal", ends_on=None)


def move(cast, by, member=None, to=None, on=None):
    return actions.move_within(
        member or cast.chen_member,
        to or cast.dock,
        on=on or localdate(),
        document="港党〔2026〕8号",
        by=actor(by),
        at=now(),
    )


def test_the_committee_moves_a_member(cast):
    member = move(cast, cast.lin)

    assert member.unit == cast.dock
    assert affiliation_of(member).unit == cast.dock
    assert Affiliation.objects.filter(member=member, unit=cast.pier, ends_on=localdate()).exists()
    assert last().facts["to_unit_id"] == cast.dock.pk


def test_nobody_moves_a_member_out_of_his_own_reach(cast):
    before = traces()
    for wrong in (cast.wang, cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            move(cast, wrong)
    assert traces() == before
    assert affiliation_of(cast.chen_member).unit == cast.pier


def test_moving_twice_is_refused(cast):
    member = move(cast, cast.lin)
    before = traces()
    with pytest.raises(moves.AlreadyThere):
        move(cast, cast.lin, member)
    assert traces() == before


def test_a_move_has_a_branch_and_a_day(cast):
    before = traces()
    with pytest.raises(history.NoBranch):
        move(cast, cast.lin, to=cast.yard)
    with pytest.raises(InTheFuture):
        move(cast, cast.lin, on=localdate() + timedelta(days=2))
    with pytest.raises(moves.BeforeItBegan):
        move(cast, cast.lin, on=localdate() - timedelta(days=2))
    assert traces() == before


def move_all(cast, by, members, to=None):
    return actions.move_all(
        members, to or cast.dock, on=localdate(), document="", by=actor(by), at=now()
    )


def test_several_are_moved_at_once(cast):
    chosen = [cast.chen_member, cast.liu_member, cast.wu_member]
    assert move_all(cast, cast.lin, chosen) == 2
    assert set(Member.objects.filter(unit=cast.dock)) >= set(chosen)
    assert told()[-1] == "MembersMoved"


def test_moving_nobody_or_too_far_leaves_no_trace(cast):
    before = traces()
    with pytest.raises(moves.NobodyChosen):
        move_all(cast, cast.lin, [cast.wu_member])
    with pytest.raises(NotPermitted):
        move_all(cast, cast.zhao, [cast.chen_member])
    assert traces() == before


def leave(cast, by, reason="transferred", document="", member=None):
    return actions.leave_roll(
        member or cast.chen_member,
        reason=reason,
        on=localdate(),
        document=document,
        to="滨海新区党工委",
        by=actor(by),
        at=now(),
    )


def test_whoever_leaves_stays_in_the_book(cast):
    member = leave(cast, cast.wang)

    member.refresh_from_db()
    assert (member.status, member.left_reason) == ("left", "transferred")
    assert not Affiliation.objects.filter(member=member, ends_on=None).exists()
    assert member not in Member.objects.on_the_roll()
    assert last().event == "MemberLeft"


def may_sign_in(user):
    user.refresh_from_db()
    return not user.is_blocked and user.sessions.filter(ended_at=None).exists()


def test_an_account_goes_with_its_member_and_comes_back(cast, client):
    sign_in(client, cast.chen)
    assert may_sign_in(cast.chen)

    left = leave(cast, cast.wang)

    assert told()[-2:] == ["AccountBlocked", "MemberLeft"]
    cast.chen.refresh_from_db()
    assert (cast.chen.is_blocked, cast.chen.blocked_for) == (True, "本人已离开名册")
    assert client.get("/m/").status_code == 302

    restore(cast, cast.wang, left)
    cast.chen.refresh_from_db()
    assert not cast.chen.is_blocked
    assert told()[-2:] == ["AccountUnblocked", "MemberRestored"]


def test_whoever_still_holds_an_office_keeps_his_account(cast):
    organisation.appoint(
        cast.chen, post="organisation", unit=cast.pier, starts_on=LONG_AGO, by=HOUSE
    )
    leave(cast, cast.lin)
    cast.chen.refresh_from_db()
    assert not cast.chen.is_blocked


def test_what_the_security_administrator_closed_stays_closed(cast):
    accounts.block(cast.chen, reason="密码泄露", by=actor(cast.security_admin), at=now())
    left = leave(cast, cast.wang)
    restore(cast, cast.wang, left)
    cast.chen.refresh_from_db()
    assert cast.chen.blocked_for == "密码泄露"


@pytest.mark.parametrize("who", ["chen", "audit_admin"])
def test_nobody_else_retires_an_account(cast, who):
    before = traces()
    for verb in (
        lambda by: accounts.retire(cast.chen, by=by, at=now()),
        lambda by: accounts.bring_back(cast.chen, by=by),
    ):
        with pytest.raises(NotPermitted):
            verb(actor(getattr(cast, who)))
    assert traces() == before


def test_leaving_twice_is_refused(cast):
    leave(cast, cast.wang)
    before = traces()
    with pytest.raises(history.OffTheRoll):
        leave(cast, cast.wang)
    assert traces() == before


@pytest.mark.parametrize("reason", ["expelled", "struck"])
def test_a_decision_has_a_document(cast, reason):
    before = traces()
    with pytest.raises(leaving.DecisionMissing):
        leave(cast, cast.wang, reason)
    assert traces() == before


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("chen_member", "probation_ended"),
        ("chen_member", "no_longer"),
        ("chen_member", "bored"),
        ("sun_member", "expelled"),
    ],
)
def test_a_reason_must_fit_the_person(cast, who, reason):
    before = traces()
    with pytest.raises(leaving.DoesNotApply):
        leave(cast, cast.wang, reason, "港党〔2026〕9号", getattr(cast, who))
    assert traces() == before


def test_the_wrong_person_takes_nobody_off_the_roll(cast):
    before = traces()
    with pytest.raises(NotPermitted):
        leave(cast, cast.zhao)
    assert traces() == before


def restore(cast, by, member, unit=None):
    return actions.restore(
        member, unit or cast.pier, on=localdate(), document="更正", by=actor(by), at=now()
    )


def test_whoever_left_comes_back(cast):
    left = leave(cast, cast.wang)
    member = restore(cast, cast.wang, left)
    assert (member.status, member.left_reason) == ("normal", "")
    assert affiliation_of(member).unit == cast.pier
    with pytest.raises(leaving.NothingToRestore):
        restore(cast, cast.wang, member)


def test_coming_back_elsewhere_needs_both_places(cast):
    left = leave(cast, cast.wang)
    before = traces()
    with pytest.raises(NotPermitted):
        restore(cast, cast.wang, left, cast.dock)
    assert traces() == before
    assert restore(cast, cast.lin, left, cast.dock).unit == cast.dock


def suspend(cast, by, member, document="港党〔2026〕10号"):
    return actions.suspend(member, on=localdate(), document=document, by=actor(by), at=now())


def test_a_suspended_member_stays_on_the_roll_without_being_in_force(cast):
    member = suspend(cast, cast.wang, cast.chen_member)
    assert member in Member.objects.on_the_roll()
    assert member not in Member.objects.in_force()
    assert affiliation_of(member).unit == cast.pier
    assert restore(cast, cast.wang, member).status == "normal"
    assert Affiliation.objects.filter(member=member).count() == 1


def test_suspending_needs_a_decision_a_member_and_the_right_person(cast):
    before = traces()
    with pytest.raises(leaving.DecisionMissing):
        suspend(cast, cast.wang, cast.chen_member, " ")
    with pytest.raises(leaving.NotSuspendable):
        suspend(cast, cast.wang, cast.sun_member)
    with pytest.raises(NotPermitted):
        suspend(cast, cast.zhao, cast.chen_member)
    assert traces() == before


@pytest.fixture
def task_force(cast):
    return cast.found("抗台风临时党支部", "temporary", cast.quay)


def affiliate(cast, by, unit, kind="temporary"):
    return actions.affiliate(
        cast.chen_member, unit, kind=kind, on=localdate(), by=actor(by), at=now(), note="防汛"
    )


def test_a_member_joins_a_task_force_and_leaves_it(cast, task_force):
    begun = affiliate(cast, cast.wang, task_force)
    assert affiliation_of(cast.chen_member).unit == cast.pier
    ended = actions.end_affiliation(begun, on=localdate(), by=actor(cast.wang), at=now())
    assert ended.ends_on == localdate()
    before = traces()
    assert actions.end_affiliation(begun, on=localdate(), by=actor(cast.wang), at=now()) == ended
    assert traces() == before


def test_affiliations_that_cannot_be(cast, task_force):
    affiliate(cast, cast.wang, task_force)
    before = traces()
    with pytest.raises(affiliations.AlreadyAffiliated):
        affiliate(cast, cast.wang, task_force)
    with pytest.raises(affiliations.UnfitUnit):
        affiliate(cast, cast.wang, cast.dock)
    with pytest.raises(affiliations.UnfitUnit):
        affiliate(cast, cast.wang, cast.pier, "leader")
    with pytest.raises(NotPermitted):
        affiliate(cast, cast.zhao, task_force)
    assert traces() == before


def test_the_formal_affiliation_is_not_ended_like_that(cast, task_force):
    formal = affiliation_of(cast.chen_member)
    begun = affiliate(cast, cast.wang, task_force)
    before = traces()
    with pytest.raises(affiliations.NotToBeEnded):
        actions.end_affiliation(formal, on=localdate(), by=actor(cast.wang), at=now())
    with pytest.raises(affiliations.EndsBeforeItBegan):
        actions.end_affiliation(begun, on=date(2020, 1, 1), by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.end_affiliation(begun, on=localdate(), by=actor(cast.zhao), at=now())
    assert traces() == before
