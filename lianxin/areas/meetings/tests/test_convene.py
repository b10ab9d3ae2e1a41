from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.meetings import actions, queries
from lianxin.areas.meetings.actions.convene import (
    AlreadyOpened,
    CellGone,
    DateIsFixed,
    InTheFuture,
    InThePast,
    NobodyExpected,
    NotApplicable,
    TooEarly,
    UnitClosed,
)
from lianxin.areas.meetings.actions.roll import NotUnderWay
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.meetings.tests.making import called, closed, line, opened, plan, rows
from lianxin.areas.members.models import Affiliation, Member
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.models import Unit
from tests.cast import HOUSE, LONG_AGO, actor
from tests.trace import last, told, traces


def standings(meeting):
    found = Invitation.objects.filter(meeting=meeting).select_related("member")
    return {each.member.name: (each.standing, each.may_vote) for each in found}


def test_the_secretary_calls_a_meeting_and_the_roll_is_invited(cast):
    meeting = called(cast)

    assert meeting.is_planned
    assert standings(meeting) == {
        "王海平": ("expected", True),
        "陈晓帆": ("expected", True),
        "周国强": ("expected", True),
        "刘思雨": ("expected", False),  # probationary members attend without a vote
    }
    entry = last()
    assert (entry.event, entry.unit_id, entry.subject_id) == (
        "MeetingConvened",
        cast.pier.pk,
        meeting.pk,
    )
    assert entry.facts["invited"] == 4


def test_whoever_is_excused_by_decision_is_not_expected_and_may_come(cast):
    Member.objects.filter(pk=cast.zhou_member.pk).update(attendance_excused=True)
    assert standings(called(cast))["周国强"] == ("excused", False)


def test_whoever_left_or_is_suspended_is_not_invited(cast):
    Member.objects.filter(pk=cast.zhou_member.pk).update(status="suspended")
    Member.objects.filter(pk=cast.liu_member.pk).update(status="left")
    assert set(standings(called(cast))) == {"王海平", "陈晓帆"}


def test_the_committee_is_expected_at_its_meeting(cast):
    Unit.objects.filter(pk=cast.pier.pk).update(has_committee=True)
    cast.pier.refresh_from_db()
    organisation.appoint(
        cast.chen, post="organisation", unit=cast.pier, starts_on=LONG_AGO, by=HOUSE
    )
    meeting = called(cast, kinds=["committee_meeting"])
    assert standings(meeting) == {"王海平": ("expected", True), "陈晓帆": ("expected", True)}


def test_a_branch_without_committee_has_no_meeting_of_it(cast):
    before = traces()
    with pytest.raises(NotApplicable, match="支部委员会会议"):
        called(cast, kinds=["committee_meeting"])
    assert (Meeting.objects.count(), traces()) == (0, before)


def test_those_who_are_named_are_expected_and_others_sit_in(cast):
    meeting = called(
        cast,
        kinds=["heart_talk"],
        chosen=[cast.chen_member.pk, cast.liu_member.pk],
        sitting_in=[cast.sun_member.pk],
    )
    assert standings(meeting) == {
        "陈晓帆": ("expected", True),
        "刘思雨": ("expected", False),
        "孙莉": ("guest", False),
    }


def test_activity_affiliations_are_expected_at_a_temporary_branch_without_a_vote(cast):
    temporary = cast.found("抢险临时党支部", "temporary", cast.harbour)
    for member, kind in ((cast.chen_member, "temporary"), (cast.zhao_member, "leader")):
        Affiliation.objects.create(member=member, unit=temporary, kind=kind, starts_on=LONG_AGO)
    Affiliation.objects.create(
        member=cast.wu_member,
        unit=temporary,
        kind="temporary",
        starts_on=LONG_AGO,
        ends_on=localdate(),
    )
    meeting = actions.convene(temporary, plan(kinds=["party_day"]), by=actor(cast.lin), at=now())
    assert standings(meeting) == {"陈晓帆": ("expected", False), "赵立新": ("guest", False)}


def test_a_general_branch_expects_the_members_of_all_its_branches(cast):
    meeting = actions.convene(cast.quay, plan(kinds=["lecture"]), by=actor(cast.lin), at=now())
    assert set(standings(meeting)) == {"王海平", "陈晓帆", "周国强", "刘思雨"}


@pytest.mark.parametrize("name", ["zhao", "chen", "security_admin"])
def test_nobody_else_calls_it_and_leaves_no_trace(cast, name):
    before = traces()
    with pytest.raises(NotPermitted):
        actions.convene(cast.pier, plan(), by=actor(getattr(cast, name)), at=now())
    assert (Meeting.objects.count(), Invitation.objects.count(), traces()) == (0, 0, before)


def test_what_is_past_is_entered_by_another_verb(cast):
    yesterday = now() - timedelta(days=1)
    with pytest.raises(InThePast, match="补录"):
        called(cast, starts_at=yesterday)
    with pytest.raises(InTheFuture):
        actions.record_past_meeting(cast.pier, plan(), by=actor(cast.wang), at=now())

    meeting = actions.record_past_meeting(
        cast.pier, plan(starts_at=yesterday), by=actor(cast.wang), at=now()
    )

    assert meeting.is_late
    assert meeting.is_open
    assert meeting.held_on == localdate(yesterday)
    assert localdate(meeting.created_at) == localdate()
    assert last().event == "PastMeetingRecorded"


def test_without_anybody_expected_there_is_no_meeting(cast):
    empty = cast.found("空支部", "branch", cast.quay)
    before = traces()
    with pytest.raises(NobodyExpected):
        actions.convene(empty, plan(), by=actor(cast.lin), at=now())
    with pytest.raises(NobodyExpected):
        called(cast, kinds=["heart_talk"], sitting_in=[cast.sun_member.pk])
    assert (Meeting.objects.count(), Invitation.objects.count(), traces()) == (0, 0, before)


def test_a_closed_unit_calls_nobody(cast):
    Unit.objects.filter(pk=cast.pier.pk).update(closed_on=localdate())
    cast.pier.refresh_from_db()
    with pytest.raises(UnitClosed):
        called(cast)


def test_one_by_one_and_all_at_once_agree(cast):
    """The plural is one statement; the singular is a rule a reader can follow."""
    Member.objects.filter(pk=cast.zhou_member.pk).update(attendance_excused=True)
    meeting = called(cast)

    singly = {}
    for member in Member.objects.filter(unit=cast.pier, status="normal"):
        if not member.is_in_the_party:
            continue
        standing = "excused" if member.attendance_excused else "expected"
        votes = member.category == "formal" and not member.attendance_excused
        singly[member.name] = (standing, votes)

    assert standings(meeting) == singly


def test_the_number_of_statements_does_not_grow_with_the_roll(cast, django_assert_num_queries):
    by = actor(cast.wang)

    for already in (0, 46):
        for number in range(already):
            cast.member(f"新党员{number}", cast.pier)
        with django_assert_num_queries(5):  # savepoint, meeting, roll, record, release
            actions.convene(cast.pier, plan(), by=by, at=now())


def test_a_meeting_is_amended(cast):
    meeting = called(cast)
    changed = plan(title="主题党日", starts_at=meeting.starts_at, place="二号泊位")

    actions.amend(meeting, changed, by=actor(cast.wang), at=now())
    actions.amend(meeting, changed, by=actor(cast.wang), at=now())

    meeting.refresh_from_db()
    assert (meeting.title, meeting.place) == ("主题党日", "二号泊位")
    assert told().count("MeetingAmended") == 1
    assert last().facts["before"]["title"] == "十一月党员大会"


def test_amending_is_refused_to_others_and_when_it_is_over(cast):
    meeting = called(cast)
    before = traces()
    with pytest.raises(NotPermitted):
        actions.amend(meeting, plan(), by=actor(cast.zhao), at=now())
    with pytest.raises(InThePast):
        actions.amend(
            meeting, plan(starts_at=now() - timedelta(days=2)), by=actor(cast.wang), at=now()
        )
    assert traces() == before
    frozen = closed(cast)
    with pytest.raises(NotUnderWay):
        actions.amend(frozen, plan(), by=actor(cast.wang), at=now())


def test_the_day_is_fixed_once_signing_in_began(cast):
    meeting = opened(cast)
    with pytest.raises(DateIsFixed):
        actions.amend(
            meeting, plan(starts_at=now() + timedelta(days=3)), by=actor(cast.wang), at=now()
        )
    actions.amend(
        meeting,
        plan(starts_at=meeting.starts_at, place="大厅"),
        by=actor(cast.wang),
        at=now(),
    )
    meeting.refresh_from_db()
    assert meeting.place == "大厅"


def test_opening_brings_the_roll_in_line_and_counts(cast):
    meeting = called(cast)
    cast.member("新同志", cast.pier)
    Member.objects.filter(pk=cast.zhou_member.pk).update(attendance_excused=True)
    Member.objects.filter(pk=cast.liu_member.pk).update(status="left")

    actions.open_meeting(meeting, by=actor(cast.wang), at=now())

    assert standings(meeting) == {
        "王海平": ("expected", True),
        "陈晓帆": ("expected", True),
        "周国强": ("excused", False),
        "新同志": ("expected", True),
    }
    assert last().facts["expected"] == 3


def test_opening_twice_early_or_by_others_is_refused(cast):
    far = called(cast, starts_at=now() + timedelta(hours=3))
    before = traces()
    with pytest.raises(TooEarly):
        actions.open_meeting(far, by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.open_meeting(far, by=actor(cast.chen), at=now())
    assert traces() == before
    meeting = opened(cast)
    with pytest.raises(AlreadyOpened):
        actions.open_meeting(meeting, by=actor(cast.wang), at=now())


def test_the_roll_of_an_open_meeting_is_refreshed_without_losing_anybody(cast):
    meeting = opened(cast)
    actions.take_attendance(meeting, [cast.liu_member.pk], by=actor(cast.wang), at=now())
    Member.objects.filter(pk=cast.liu_member.pk).update(status="left")
    cast.member("新同志", cast.pier)

    found = actions.refresh_roll(meeting, by=actor(cast.wang))

    assert found == (1, 0, 0)
    assert "刘思雨" in standings(meeting)
    before = rows(meeting), traces()
    assert actions.refresh_roll(meeting, by=actor(cast.wang)) == (0, 0, 0)
    assert (rows(meeting), traces()) == before
    with pytest.raises(NotPermitted):
        actions.refresh_roll(meeting, by=actor(cast.zhao))


def test_those_who_were_named_stay_as_named(cast):
    meeting = called(cast, kinds=["heart_talk"], chosen=[cast.chen_member.pk])
    assert actions.refresh_roll(meeting, by=actor(cast.wang)) == (0, 0, 0)


def test_a_frozen_roll_is_not_refreshed(cast):
    with pytest.raises(NotUnderWay):
        actions.refresh_roll(closed(cast), by=actor(cast.wang))


def test_a_guest_is_invited_once(cast):
    meeting = called(cast)
    actions.invite_guest(meeting, cast.sun_member, by=actor(cast.wang))
    assert line(meeting, cast.sun_member).standing == "guest"
    before = traces()
    with pytest.raises(actions.roll.AlreadyInvited):
        actions.invite_guest(meeting, cast.sun_member, by=actor(cast.wang))
    with pytest.raises(NotPermitted):
        actions.invite_guest(meeting, cast.wu_member, by=actor(cast.chen))
    with pytest.raises(NotUnderWay):
        actions.invite_guest(closed(cast), cast.wu_member, by=actor(cast.wang))
    assert traces() > before


def test_an_invitation_to_sit_in_is_taken_back_until_the_guest_comes(cast):
    meeting, by = opened(cast), actor(cast.wang)
    actions.invite_guest(meeting, cast.sun_member, by=by)
    actions.withdraw_guest(meeting, cast.sun_member.pk, by=by)
    assert "孙莉" not in standings(meeting)
    assert told()[-2:] == ["GuestInvited", "GuestWithdrawn"]

    actions.invite_guest(meeting, cast.sun_member, by=by)
    actions.take_attendance(meeting, [cast.sun_member.pk], by=by, at=now())
    kept = rows(meeting), traces()
    for member in (cast.sun_member, cast.chen_member, cast.wu_member):
        with pytest.raises(actions.roll.NotAGuest):
            actions.withdraw_guest(meeting, member.pk, by=by)
    with pytest.raises(NotPermitted):
        actions.withdraw_guest(meeting, cast.sun_member.pk, by=actor(cast.chen))
    assert (rows(meeting), traces()) == kept


def test_whoever_left_is_not_invited_to_sit_in(cast):
    meeting = called(cast)
    Member.objects.filter(pk=cast.sun_member.pk).update(status="left")
    cast.sun_member.refresh_from_db()
    kept = rows(meeting), traces()
    with pytest.raises(actions.roll.NoLongerThere):
        actions.invite_guest(meeting, cast.sun_member, by=actor(cast.wang))
    assert (rows(meeting), traces()) == kept


# ── cells ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def cell(cast):
    made = organisation.form_cell(
        cast.pier, name="第一党小组", leader=cast.chen, on=LONG_AGO, by=HOUSE
    )
    cast.pier.refresh_from_db()
    return made


def of_cell(cast, cell, *members, **said):
    chosen = [member.pk for member in members]
    return called(cast, kinds=["cell_meeting"], chosen=chosen, cell_id=cell.pk, **said)


def test_a_cell_keeps_whoever_came_last_time(cast, cell):
    (habit,) = queries.cells_of(cast.pier)
    assert (habit.last_on, habit.chosen) == (None, ())
    assert habit.leader_id == cast.chen_member.pk

    of_cell(cast, cell, cast.wang_member, starts_at=now() + timedelta(hours=1))
    meeting = of_cell(cast, cell, cast.chen_member, starts_at=now() + timedelta(days=2))

    assert meeting.cell == cell
    assert last().facts["cell_id"] == cell.pk
    (habit,) = queries.cells_of(cast.pier)
    assert (habit.last_on, habit.chosen) == (meeting.held_on, (cast.chen_member.pk,))


def test_how_many_cells_there_are_makes_no_difference(cast, cell, django_assert_num_queries):
    for number in "二三四":
        name = f"第{number}党小组"
        organisation.form_cell(cast.pier, name=name, leader=None, on=LONG_AGO, by=HOUSE)
        of_cell(cast, cell, cast.chen_member)
    with django_assert_num_queries(4):
        assert len(queries.cells_of(cast.pier)) == 4


def test_a_cell_of_another_branch_or_one_dissolved_does_not_meet(cast, cell):
    other = organisation.form_cell(cast.dock, name="甲组", leader=None, on=LONG_AGO, by=HOUSE)
    organisation.dissolve_cell(cell, on=localdate(), by=HOUSE)
    before = traces()
    for gone in (other, cell):
        with pytest.raises(CellGone):
            of_cell(cast, gone, cast.chen_member)
    assert (Meeting.objects.count(), traces()) == (0, before)


def test_the_record_names_the_cell(cast, cell):
    meeting = of_cell(cast, cell, cast.chen_member)
    assert queries.content(meeting)["cell"] == "第一党小组"
    assert queries.content(called(cast))["cell"] == ""
