from datetime import timedelta

import pytest
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.actions.attendance import (
    NoSuchLeave,
    NothingFlagged,
    NotOpened,
    ReasonMissing,
)
from lianxin.areas.meetings.actions.roll import NotUnderWay
from lianxin.areas.meetings.models import Invitation
from lianxin.areas.meetings.queries import turnout
from lianxin.areas.meetings.tests.making import (
    before,
    called,
    closed,
    line,
    opened,
    plan,
    rows,
    scanned,
)
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, told, traces


def tick(meeting, by, *members):
    ids = [member.pk for member in members]
    return actions.take_attendance(meeting, ids, by=actor(by), at=now())


def strike(meeting, by, *members, reason="误点"):
    ids = [member.pk for member in members]
    return actions.strike_sign_ins(meeting, ids, reason, by=actor(by))


def test_the_host_ticks_many_at_once_in_one_entry(cast):
    meeting = opened(cast)
    assert tick(meeting, cast.wang, cast.chen_member, cast.liu_member, cast.wu_member) == 2
    found = line(meeting, cast.liu_member)
    assert found.how == "list"
    assert last().facts["member_ids"] == sorted([cast.chen_member.pk, cast.liu_member.pk])
    assert turnout(meeting.pk).present == 2


def test_ticking_twice_keeps_the_first_time_and_says_nothing_more(cast):
    meeting = opened(cast)
    tick(meeting, cast.wang, cast.chen_member)
    state = rows(meeting), traces()
    assert tick(meeting, cast.wang, cast.chen_member) == 0
    assert (rows(meeting), traces()) == state


def test_striking_takes_back_with_a_reason(cast):
    meeting = opened(cast)
    tick(meeting, cast.wang, cast.chen_member)
    assert strike(meeting, cast.wang, cast.chen_member, reason="点错人") == 1
    found = line(meeting, cast.chen_member)
    assert (found.signed_in_at, found.how) == (None, "")
    assert last().facts["reason"] == "点错人"
    assert strike(meeting, cast.wang, cast.chen_member) == 0
    assert told().count("SignInStruck") == 1
    with pytest.raises(ReasonMissing):
        strike(meeting, cast.wang, cast.chen_member, reason=" ")


@pytest.mark.parametrize("name", ["chen", "zhao", "system_admin"])
def test_others_neither_tick_nor_strike_nor_confirm(cast, name):
    meeting = opened(cast)
    user = getattr(cast, name)
    state = rows(meeting), traces()
    for verb in (tick, strike):
        with pytest.raises(NotPermitted):
            verb(meeting, user, cast.chen_member)
    with pytest.raises(NotPermitted):
        actions.confirm_sign_in(meeting, cast.chen_member.pk, by=actor(user))
    with pytest.raises(NotPermitted):
        actions.enter_leave(meeting, [cast.chen_member.pk], "sick", by=actor(user), at=now())
    assert (rows(meeting), traces()) == state


def test_before_opening_and_after_closing_the_list_is_shut(cast):
    with pytest.raises(NotOpened):
        tick(called(cast), cast.wang, cast.chen_member)
    with pytest.raises(NotUnderWay):
        tick(closed(cast), cast.wang, cast.chen_member)


def test_a_flagged_sign_in_is_confirmed_once(cast):
    meeting, at = opened(cast), now()
    proof = scanned(meeting, shown_at=at - timedelta(minutes=9), at=at)
    actions.sign_in_late(before(meeting, cast.chen), proof, by=actor(cast.chen), at=at)

    actions.confirm_sign_in(meeting, cast.chen_member.pk, by=actor(cast.wang))

    assert line(meeting, cast.chen_member).flags == []
    with pytest.raises(NothingFlagged):
        actions.confirm_sign_in(meeting, cast.chen_member.pk, by=actor(cast.wang))


def test_leave_asked_by_word_of_mouth_is_entered(cast):
    meeting = opened(cast)
    tick(meeting, cast.wang, cast.liu_member)
    ids = [cast.chen_member.pk, cast.liu_member.pk]
    assert actions.enter_leave(meeting, ids, "sick", by=actor(cast.wang), at=now()) == 1
    assert line(meeting, cast.chen_member).leave == "approved"
    assert line(meeting, cast.liu_member).leave == ""
    with pytest.raises(NoSuchLeave):
        actions.enter_leave(meeting, ids, "holiday", by=actor(cast.wang), at=now())
    with pytest.raises(NotUnderWay):
        actions.enter_leave(closed(cast), ids, "sick", by=actor(cast.wang), at=now())


def test_at_a_past_meeting_people_were_there_when_it_began(cast):
    yesterday = now() - timedelta(days=1)
    meeting = actions.record_past_meeting(
        cast.pier, plan(starts_at=yesterday), by=actor(cast.wang), at=now()
    )
    tick(meeting, cast.wang, cast.chen_member)
    assert line(meeting, cast.chen_member).signed_in_at == meeting.starts_at


@pytest.mark.parametrize("size", [1, 3, 50])
def test_ticking_takes_the_same_statements_for_any_number(cast, size, django_assert_num_queries):
    for number in range(size):
        cast.member(f"新党员{number}", cast.pier)
    meeting = opened(cast)
    ids = list(Invitation.objects.filter(meeting=meeting).values_list("member_id", flat=True))
    by = actor(cast.wang)
    with django_assert_num_queries(7):
        assert actions.take_attendance(meeting, ids, by=by, at=now()) == size + 4
