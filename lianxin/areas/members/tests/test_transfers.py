"""Members pass to branches of other keepers, leave for outside, and come from there."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members import actions
from lianxin.areas.members.actions import history, moves
from lianxin.areas.members.models import Affiliation, Member
from lianxin.foundation.core.days import InTheFuture
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, told, traces

NUMBER = "110101199003070935"


def release(cast, on=None, source=None):
    return actions.Release(
        source=source or cast.pier, on=on or localdate(), document="港党介〔2026〕1号"
    )


def receive(cast, by, member=None, to=None, **more):
    return actions.receive(
        member or cast.chen_member, to or cast.dock, release(cast, **more), by=actor(by), at=now()
    )


def formal(member):
    return list(
        Affiliation.objects.filter(member=member, kind="formal", ends_on=None).values_list(
            "unit__short_name", flat=True
        )
    )


def test_the_receiving_secretary_takes_over_whom_the_sender_released(cast):
    member = receive(cast, cast.zhao)

    assert member.unit == cast.dock
    assert formal(member) == [cast.dock.short_name]
    entry = last()
    assert (entry.event, entry.facts["from_unit_id"]) == ("MemberTransferred", cast.pier.pk)
    assert member.changes.get(deed="received").after["unit_id"] == cast.dock.pk


def test_only_the_receiving_side_takes_over(cast):
    before = traces()
    for wrong in (cast.wang, cast.chen):
        with pytest.raises(NotPermitted):
            receive(cast, wrong)
    assert traces() == before


def test_taking_over_twice_is_refused(cast):
    receive(cast, cast.zhao)
    before = traces()
    with pytest.raises(moves.AlreadyThere):
        receive(cast, cast.zhao)
    assert traces() == before


def test_nobody_is_taken_over_from_where_he_no_longer_is(cast):
    third = cast.found("趸船党支部", "branch", cast.yard)
    receive(cast, cast.lin, to=third)
    before = traces()
    with pytest.raises(actions.NoLongerThere):
        receive(cast, cast.zhao)
    assert (traces(), formal(cast.chen_member)) == (before, [third.short_name])


def test_a_transfer_has_a_branch_a_day_and_a_member_in_force(cast):
    before = traces()
    with pytest.raises(history.NoBranch):
        receive(cast, cast.lin, to=cast.yard)
    with pytest.raises(InTheFuture):
        receive(cast, cast.zhao, on=localdate() + timedelta(days=2))
    with pytest.raises(moves.BeforeItBegan):
        receive(cast, cast.zhao, on=localdate() - timedelta(days=2))
    assert traces() == before
    actions.leave_roll(
        cast.chen_member, reason="died", on=localdate(), by=actor(cast.wang), at=now()
    )
    with pytest.raises(actions.NotInForce):
        receive(cast, cast.zhao)


def test_a_guest_who_now_belongs_here_is_no_longer_a_guest(cast):
    actions.affiliate(
        cast.chen_member, cast.dock, kind="mobile", on=localdate(), by=actor(cast.wang), at=now()
    )
    receive(cast, cast.zhao)
    assert not Affiliation.objects.filter(
        member=cast.chen_member, kind="mobile", ends_on=None
    ).exists()


# ---- a whole branch --------------------------------------------------------------------------


def receive_all(cast, by, members, to=None):
    return actions.receive_all(members, to or cast.dock, release(cast), by=actor(by), at=now())


def test_a_branch_is_taken_over_as_it_still_stands(cast):
    chosen = list(Member.objects.filter(unit=cast.pier))
    actions.suspend(
        cast.zhou_member, on=localdate(), document="港党〔2026〕1号", by=actor(cast.wang), at=now()
    )
    assert receive_all(cast, cast.zhao, [*chosen, cast.wu_member]) == len(chosen) - 1
    assert list(Member.objects.filter(unit=cast.pier)) == [cast.zhou_member]
    assert told()[-1] == "MembersTransferred"


def test_a_branch_is_not_taken_over_by_strangers_nor_by_itself(cast):
    before = traces()
    with pytest.raises(NotPermitted):
        receive_all(cast, cast.wang, [cast.chen_member])
    with pytest.raises(moves.NobodyChosen):
        receive_all(cast, cast.zhao, [cast.wu_member])
    with pytest.raises(moves.AlreadyThere):
        receive_all(cast, cast.lin, [cast.chen_member], to=cast.pier)
    assert traces() == before


def release_all(cast, by, members):
    return actions.release_all(members, "滨海区党工委", release(cast), by=actor(by), at=now())


def test_a_branch_leaves_for_outside_as_its_members_would_one_by_one(cast):
    assert release_all(cast, cast.lin, [cast.chen_member, cast.wu_member]) == 1
    actions.leave_roll(
        cast.zhou_member, reason="transferred", on=localdate(), document="港党介〔2026〕1号",
        to="滨海区党工委", by=actor(cast.wang), at=now(),
    )  # fmt: skip
    columns = ("status", "status_on", "left_reason", "left_to", "status_document", "unit")
    one, other = (
        Member.objects.filter(pk=who.pk).values_list(*columns).get()
        for who in (cast.chen_member, cast.zhou_member)
    )
    assert one == other
    assert formal(cast.chen_member) == []
    change, same = (who.changes.get(deed="left") for who in (cast.chen_member, cast.zhou_member))
    assert (change.before, change.after) == (same.before, same.after)


def test_whoever_does_not_keep_the_roll_releases_nobody(cast):
    before = traces()
    with pytest.raises(NotPermitted):
        release_all(cast, cast.zhao, [cast.chen_member])
    assert traces() == before


# ---- from outside ----------------------------------------------------------------------------


def arrive(cast, by, unit=None, **facts):
    known = {
        "name": "郑远航", "gender": "1", "category": "formal", "joined_on": "2010-07-01",
        "full_on": "2011-07-01", "id_number": NUMBER, **facts,
    }  # fmt: skip
    coming = actions.Coming(origin="滨海区党工委", on=localdate(), document="滨组介〔2026〕12号")
    return actions.arrive(unit or cast.dock, coming, by=actor(by), at=now(), **known)


def test_somebody_comes_from_outside(cast):
    member = arrive(cast, cast.zhao)

    assert (member.unit, member.status) == (cast.dock, "normal")
    assert member.affiliations.get().note == "由滨海区党工委转入"
    assert last().event == "MemberArrived"


def test_whoever_is_on_the_roll_does_not_come_again(cast):
    arrive(cast, cast.zhao)
    before = traces()
    with pytest.raises(actions.AlreadyOnTheRoll):
        arrive(cast, cast.zhao)
    with pytest.raises(NotPermitted):
        arrive(cast, cast.wang)
    assert traces() == before


def test_whoever_went_and_comes_back_goes_on_in_his_own_line(cast):
    member = arrive(cast, cast.zhao)
    actions.leave_roll(member, reason="transferred", on=localdate(), by=actor(cast.zhao), at=now())
    back = arrive(cast, cast.wang, unit=cast.pier)
    assert (back.pk, back.unit, back.status) == (member.pk, cast.pier, "normal")
    assert formal(member) == [cast.pier.short_name]


def test_whoever_was_expelled_does_not_come_back_by_a_letter(cast):
    member = arrive(cast, cast.zhao)
    actions.leave_roll(
        member, reason="expelled", on=localdate(), document="港纪〔2026〕3号",
        by=actor(cast.zhao), at=now(),
    )  # fmt: skip
    before = traces()
    with pytest.raises(actions.AlreadyOnTheRoll):
        arrive(cast, cast.zhao)
    assert traces() == before
