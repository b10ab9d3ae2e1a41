from datetime import timedelta

import pytest
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.actions import Request
from lianxin.areas.meetings.actions.leave import (
    AlreadyIn,
    AskedTooLate,
    NoneAsked,
    NoSuchKind,
    NoteMissing,
    NothingToDecide,
    NotOnTheRoll,
)
from lianxin.areas.meetings.queries import turnout
from lianxin.areas.meetings.tests.making import before, begun, called, line, opened, rows
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, told, traces

SHIFT = Request(kind="shift", reason="夜班当班，孩子住院")


def ask(meeting, user, request=SHIFT):
    return actions.ask_leave(before(meeting, user), request, by=actor(user), at=now())


def approve(meeting, member, by, note=""):
    return actions.approve_leave(meeting, member.pk, note, by=actor(by), at=now())


def decline(meeting, member, by, note="请安排换班"):
    return actions.decline_leave(meeting, member.pk, note, by=actor(by), at=now())


def test_a_member_asks_and_the_secretary_grants(cast):
    meeting = called(cast)

    assert ask(meeting, cast.chen) == "asked"
    assert turnout(meeting.pk).asked == 1
    approve(meeting, cast.chen_member, cast.wang, "同意")

    found = line(meeting, cast.chen_member)
    assert (found.leave, found.leave_kind, found.leave_note) == ("approved", "shift", "同意")
    assert found.leave_decided_by == cast.wang
    figures = turnout(meeting.pk)
    assert (figures.expected, figures.leave, figures.asked, figures.absent) == (4, 1, 0, 3)
    assert told()[-2:] == ["LeaveAsked", "LeaveDecided"]


def test_what_was_confided_is_sealed_and_kept_out_of_the_record(cast):
    meeting = called(cast)
    ask(meeting, cast.chen)
    assert line(meeting, cast.chen_member).leave_reason == SHIFT.reason
    assert "住院" not in str(last().facts)


def test_asking_twice_changes_nothing(cast):
    meeting = called(cast)
    ask(meeting, cast.chen)
    state = rows(meeting), traces()
    assert ask(meeting, cast.chen, Request(kind="sick")) == "asked"
    assert (rows(meeting), traces()) == state


def test_a_declined_request_may_be_asked_anew(cast):
    meeting = called(cast)
    ask(meeting, cast.chen)
    decline(meeting, cast.chen_member, cast.wang)
    assert line(meeting, cast.chen_member).leave == "declined"
    assert ask(meeting, cast.chen, Request(kind="sick")) == "asked"


def test_declining_asks_for_a_reason(cast):
    meeting = called(cast)
    ask(meeting, cast.chen)
    state = rows(meeting), traces()
    with pytest.raises(NoteMissing):
        decline(meeting, cast.chen_member, cast.wang, " ")
    assert (rows(meeting), traces()) == state


@pytest.mark.parametrize("name", ["chen", "zhao", "audit_admin"])
def test_others_do_not_decide(cast, name):
    meeting = called(cast)
    ask(meeting, cast.chen)
    state = rows(meeting), traces()
    for decide in (approve, decline):
        with pytest.raises(NotPermitted):
            decide(meeting, cast.chen_member, getattr(cast, name))
    assert (rows(meeting), traces()) == state


def test_deciding_twice_or_what_nobody_asked_is_refused(cast):
    meeting = called(cast)
    ask(meeting, cast.chen)
    approve(meeting, cast.chen_member, cast.wang)
    for member in (cast.chen_member, cast.liu_member, cast.wu_member):
        for decide in (approve, decline):
            with pytest.raises(NothingToDecide):
                decide(meeting, member, cast.wang)


def test_leave_is_asked_beforehand(cast):
    meeting = begun(cast)
    state = rows(meeting), traces()
    with pytest.raises(AskedTooLate):
        ask(meeting, cast.chen)
    assert (rows(meeting), traces()) == state


def test_whoever_is_in_or_not_invited_needs_no_leave(cast):
    meeting = opened(cast)
    actions.take_attendance(meeting, [cast.chen_member.pk], by=actor(cast.wang), at=now())
    state = rows(meeting), traces()
    with pytest.raises(AlreadyIn):
        ask(meeting, cast.chen)
    with pytest.raises(NotOnTheRoll):
        ask(meeting, cast.zhao)
    with pytest.raises(NotPermitted):
        ask(meeting, cast.lin)
    with pytest.raises(NoSuchKind):
        ask(meeting, cast.wang, Request(kind="holiday"))
    assert (rows(meeting), traces()) == state


def test_nobody_asks_for_another(cast):
    meeting = called(cast)
    with pytest.raises(NotPermitted):
        actions.ask_leave(before(meeting, cast.chen), SHIFT, by=actor(cast.wang), at=now())


def test_a_request_is_withdrawn_and_so_is_granted_leave(cast):
    meeting = called(cast)
    for granted in (False, True):
        ask(meeting, cast.chen)
        if granted:
            approve(meeting, cast.chen_member, cast.wang)
        actions.withdraw_leave(before(meeting, cast.chen), by=actor(cast.chen), at=now())
        found = line(meeting, cast.chen_member)
        assert (found.leave, found.leave_kind, found.leave_reason) == ("", "", "")
    assert last().event == "LeaveWithdrawn"


def test_nothing_to_withdraw_is_said(cast):
    meeting = called(cast)
    with pytest.raises(NoneAsked):
        actions.withdraw_leave(before(meeting, cast.chen), by=actor(cast.chen), at=now())
    ask(meeting, cast.chen)
    with pytest.raises(NoneAsked):
        actions.withdraw_leave(
            before(meeting, cast.chen), by=actor(cast.chen), at=now() + timedelta(hours=1)
        )
    with pytest.raises(NotPermitted):
        actions.withdraw_leave(before(meeting, cast.chen), by=actor(cast.wang), at=now())


def test_leave_does_not_keep_anybody_out(cast):
    meeting = called(cast)
    ask(meeting, cast.chen)
    approve(meeting, cast.chen_member, cast.wang)
    actions.open_meeting(meeting, by=actor(cast.wang), at=now())
    actions.take_attendance(meeting, [cast.chen_member.pk], by=actor(cast.wang), at=now())
    figures = turnout(meeting.pk)
    assert (figures.present, figures.leave) == (1, 0)
