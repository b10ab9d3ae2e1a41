from datetime import timedelta

import pytest
from django.utils.timezone import now

from lianxin.areas.meetings import actions, codes
from lianxin.areas.meetings.actions.sign_in import (
    NothingToDecide,
    NotInvited,
    NotOpen,
    StaleCode,
    TooLate,
    TooManyTries,
)
from lianxin.areas.meetings.models import LateSignIn
from lianxin.areas.meetings.queries import turnout
from lianxin.areas.meetings.tests.making import (
    before,
    begun,
    called,
    closed,
    line,
    minuted,
    opened,
    rows,
    scanned,
    shown,
)
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, told, traces


def enter(meeting, user, at=None):
    at = at or now()
    return actions.sign_in(before(meeting, user), shown(meeting, at), by=actor(user), at=at)


def late(meeting, user, ago, at=None):
    at = at or now()
    proof = scanned(meeting, shown_at=at - ago, at=at)
    return actions.sign_in_late(before(meeting, user), proof, by=actor(user), at=at)


def test_a_member_signs_in_and_the_turnout_knows_it(cast):
    meeting = opened(cast)
    at = now()

    assert enter(meeting, cast.chen, at) == at

    found = line(meeting, cast.chen_member)
    assert (found.signed_in_at, found.how) == (at, "code")
    figures = turnout(meeting.pk)
    assert (figures.expected, figures.present, figures.absent) == (4, 1, 3)
    assert (figures.voters, figures.voters_present, figures.short) == (3, 1, True)
    assert figures.recent[0].endswith("陈晓帆")
    entry = last()
    assert (entry.event, entry.user_id, entry.subject_id) == ("SignedIn", cast.chen.pk, meeting.pk)


def test_twice_keeps_the_first_time_and_answers_the_same(cast):
    meeting = opened(cast)
    first = enter(meeting, cast.chen)

    again = enter(meeting, cast.chen, now() + timedelta(minutes=3))

    assert again == first
    assert told().count("SignedIn") == 1


def test_two_tabs_that_both_saw_an_open_door_leave_one_entry(cast):
    meeting = opened(cast)
    door, at = before(meeting, cast.chen), now()
    first = actions.sign_in(door, shown(meeting, at), by=actor(cast.chen), at=at)
    second = actions.sign_in(
        door, shown(meeting, at), by=actor(cast.chen), at=at + timedelta(seconds=1)
    )
    assert first == second
    assert told().count("SignedIn") == 1


@pytest.mark.parametrize("seconds", [20, 25, 3600])
def test_an_old_code_is_refused_with_a_sentence_and_leaves_no_trace(cast, seconds):
    meeting = opened(cast)
    at = now()
    old = scanned(meeting, shown_at=at - timedelta(seconds=seconds), at=at)
    state = rows(meeting), traces()
    with pytest.raises(StaleCode, match="重新扫"):
        actions.sign_in(before(meeting, cast.chen), old, by=actor(cast.chen), at=at)
    with pytest.raises(StaleCode):
        actions.sign_in(before(meeting, cast.chen), None, by=actor(cast.chen), at=at)
    assert (rows(meeting), traces()) == state


def test_before_it_is_open_and_after_it_is_closed_nobody_signs_in(cast):
    for meeting in (called(cast), closed(cast)):
        state = rows(meeting), traces()
        with pytest.raises(NotOpen):
            enter(meeting, cast.chen)
        assert (rows(meeting), traces()) == state


def test_closing_in_this_very_moment_wins(cast):
    meeting = minuted(cast, begun(cast))
    door, at = before(meeting, cast.chen), now()
    actions.close_meeting(meeting, by=actor(cast.wang), at=at)
    with pytest.raises(NotOpen):
        actions.sign_in(door, shown(meeting, at), by=actor(cast.chen), at=at)
    assert line(meeting, cast.chen_member).signed_in_at is None


def test_whoever_is_not_invited_is_told_so(cast):
    meeting = opened(cast)
    state = rows(meeting), traces()
    with pytest.raises(NotInvited, match="名单"):
        enter(meeting, cast.zhao)
    with pytest.raises(NotPermitted):  # no line on any roll: not a person of the house
        enter(meeting, cast.lin)
    assert (rows(meeting), traces()) == state


def test_nobody_signs_in_for_another(cast):
    meeting = opened(cast)
    at = now()
    state = rows(meeting), traces()
    with pytest.raises(NotPermitted):
        actions.sign_in(before(meeting, cast.chen), shown(meeting, at), by=actor(cast.wang), at=at)
    assert (rows(meeting), traces()) == state


def test_an_excused_member_may_come_and_is_not_counted(cast):
    type(cast.chen_member).objects.filter(pk=cast.chen_member.pk).update(attendance_excused=True)
    meeting = opened(cast)
    enter(meeting, cast.chen)
    figures = turnout(meeting.pk)
    assert (figures.expected, figures.present, figures.others) == (3, 0, 1)


def test_signing_in_takes_two_statements_and_those_of_the_witnesses(
    cast, django_assert_max_num_queries
):
    meeting = opened(cast)
    by, at = actor(cast.chen), now()
    proof = shown(meeting, at)
    with django_assert_max_num_queries(
        7
    ):  # actor, door, savepoint, write, record, numbers, release
        actions.sign_in(before(meeting, cast.chen), proof, by=by, at=at)


# ── the typed code ───────────────────────────────────────────────────────────────────────────


def typed(meeting, digits, at):
    return codes.read_digits(meeting.key, meeting.pk, typed=digits, at=at)


def digits_now(meeting, at):
    step = codes.step_at(at, length=codes.DIGITS_STEP)
    return codes.digits_of(meeting.key, meeting.pk, step)


def test_six_digits_do_as_well(cast):
    meeting, at = opened(cast), now()
    proof = typed(meeting, digits_now(meeting, at), at)
    actions.sign_in(before(meeting, cast.chen), proof, by=actor(cast.chen), at=at)
    assert line(meeting, cast.chen_member).how == "digits"


def test_five_wrong_tries_end_it(cast):
    meeting, at, by = opened(cast), now(), actor(cast.chen)
    left = [actions.note_wrong_digits(before(meeting, cast.chen), by=by) for _ in range(6)]
    assert left == [4, 3, 2, 1, 0, 0]
    proof = typed(meeting, digits_now(meeting, at), at)
    with pytest.raises(TooManyTries):
        actions.sign_in(before(meeting, cast.chen), proof, by=by, at=at)
    enter(meeting, cast.chen)  # the code on the screen still does


def test_wrong_tries_are_counted_for_oneself_only(cast):
    meeting = opened(cast)
    with pytest.raises(NotPermitted):
        actions.note_wrong_digits(before(meeting, cast.chen), by=actor(cast.wang))
    with pytest.raises(NotInvited):
        actions.note_wrong_digits(before(meeting, cast.zhao), by=actor(cast.zhao))


# ── facts may not be refused: a phone that had no network ────────────────────────────────────


def test_a_late_upload_enters_with_the_time_of_the_scan_and_a_flag(cast):
    meeting = opened(cast)
    at = now()

    moment = late(meeting, cast.chen, timedelta(hours=2), at)

    found = line(meeting, cast.chen_member)
    assert found.signed_in_at == moment
    assert timedelta(0) <= at - timedelta(hours=2) - moment < timedelta(seconds=10)
    assert (found.how, found.flags) == ("late", ["late_upload"])
    assert late(meeting, cast.chen, timedelta(hours=1)) == moment


def test_a_late_upload_after_closing_is_kept_beside_the_frozen_record(cast):
    meeting = closed(cast)
    state = rows(meeting)

    first = late(meeting, cast.chen, timedelta(hours=2))
    assert late(meeting, cast.chen, timedelta(hours=1)) == first

    assert rows(meeting) == state
    assert LateSignIn.objects.get().holds is None
    assert told().count("LateSignInKept") == 1

    actions.accept_late_sign_in(
        meeting, cast.chen_member.pk, "会场有人见到", by=actor(cast.wang), at=now()
    )
    assert LateSignIn.objects.get().holds is True
    with pytest.raises(NothingToDecide):
        actions.dismiss_late_sign_in(
            meeting, cast.chen_member.pk, "", by=actor(cast.wang), at=now()
        )


def test_a_late_upload_may_be_dismissed_by_whoever_may_close(cast):
    meeting = closed(cast)
    late(meeting, cast.chen, timedelta(hours=2))
    with pytest.raises(NotPermitted):
        actions.dismiss_late_sign_in(
            meeting, cast.chen_member.pk, "未到会", by=actor(cast.zhao), at=now()
        )
    with pytest.raises(NotPermitted):
        actions.accept_late_sign_in(meeting, cast.chen_member.pk, "", by=actor(cast.chen), at=now())
    actions.dismiss_late_sign_in(
        meeting, cast.chen_member.pk, "未到会", by=actor(cast.wang), at=now()
    )
    assert LateSignIn.objects.get().holds is False


def test_what_a_phone_kept_too_long_or_never_saw_is_refused(cast):
    meeting = opened(cast)
    state = rows(meeting), traces()
    with pytest.raises(TooLate):
        late(meeting, cast.chen, timedelta(hours=25))
    with pytest.raises(StaleCode):
        actions.sign_in_late(before(meeting, cast.chen), None, by=actor(cast.chen), at=now())
    with pytest.raises(NotInvited):
        late(meeting, cast.zhao, timedelta(minutes=5))
    with pytest.raises(NotPermitted):
        late(meeting, cast.lin, timedelta(minutes=5))
    assert (rows(meeting), traces()) == state
    planned = called(cast)
    with pytest.raises(NotOpen):
        late(planned, cast.chen, timedelta(minutes=5))


def test_a_tab_that_was_quicker_is_not_kept_twice(cast):
    meeting = opened(cast)
    door, at = before(meeting, cast.chen), now()
    first = enter(meeting, cast.chen, at)
    proof = scanned(meeting, shown_at=at - timedelta(minutes=5), at=at)
    assert actions.sign_in_late(door, proof, by=actor(cast.chen), at=at) == first
    assert not LateSignIn.objects.exists()
