"""What the host, and nobody else, is asked to look at again; facts are never refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from lianxin.areas.meetings import actions, codes
from lianxin.areas.meetings.actions.attendance import NothingFlagged
from lianxin.areas.meetings.actions.close import DoubtsPending
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.meetings.queries import roll
from lianxin.areas.meetings.tests.making import (
    before,
    begun,
    line,
    minuted,
    opened,
    rows,
    scanned,
    text,
    url,
)
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.catalogue import Role
from tests.cast import HOUSE, LONG_AGO, actor, sign_in
from tests.trace import last, told, traces


def enter(meeting, user, *, browser="", lag=0, at=None):
    """Sign in with a code that was shown `lag` seconds ago and kept by the browser's pass."""
    at = at or now()
    proof = replace(
        scanned(meeting, shown_at=at - timedelta(seconds=lag), at=at),
        shown_at=at - timedelta(seconds=lag), is_fresh=True,
        browser=codes.browser_mark(meeting.key, meeting.pk, browser),
    )  # fmt: skip
    return actions.sign_in(before(meeting, user), proof, by=actor(user), at=at)


def doubts(meeting):
    return {
        line.name: [(doubt.flag, doubt.said) for doubt in line.doubts]
        for line in roll(meeting)
        if line.doubts
    }


def link(meeting):
    step = codes.step_at(now())
    return url("arrive", meeting.pk) + f"?t={step}&c={codes.mark_of(meeting.key, meeting.pk, step)}"


def scan(client, user, meeting):
    sign_in(client, user)
    page = client.get(link(meeting), follow=True)
    return client.post(url("here", meeting.pk), page.context["carried"])


# ── one phone for two ────────────────────────────────────────────────────────────────────────


def test_one_phone_for_two_members_marks_both(cast):
    meeting = opened(cast)
    enter(meeting, cast.chen, browser="one")
    assert doubts(meeting) == {}
    enter(meeting, cast.wang, browser="one")

    found = doubts(meeting)
    assert set(found) == {"陈晓帆", "王海平"}
    assert "与王海平用同一台手机签到" in found["陈晓帆"][0][1]
    assert told().count("SignedIn") == 2  # nobody was refused


def test_a_phone_handed_round_is_known_again_by_its_cookie(cast):
    meeting, phone = opened(cast), Client()
    scan(phone, cast.chen, meeting)
    scan(phone, cast.wang, meeting)
    assert set(doubts(meeting)) == {"陈晓帆", "王海平"}


def test_two_phones_are_two(cast):
    meeting = opened(cast)
    scan(Client(), cast.chen, meeting)
    scan(Client(), cast.wang, meeting)
    assert doubts(meeting) == {}
    marks = {line(meeting, each).browser for each in (cast.chen_member, cast.wang_member)}
    assert len(marks - {""}) == 2


def test_what_is_kept_of_a_phone_says_nothing_about_another_meeting(cast):
    one, other, phone = opened(cast), opened(cast), Client()
    scan(phone, cast.chen, one)
    scan(phone, cast.chen, other)

    paths = {cookie["path"] for cookie in phone.cookies.values() if cookie.key == "lianxin_door"}
    marks = {line(meeting, cast.chen_member).browser for meeting in (one, other)}
    assert len(marks) == 2
    assert paths == {f"/q/{other.pk}/"}
    assert codes.browser_mark(one.key, one.pk, "x") != codes.browser_mark(other.key, one.pk, "x")


def test_typed_digits_know_the_phone_too(cast):
    meeting, phone = opened(cast), Client()
    scan(phone, cast.chen, meeting)
    sign_in(phone, cast.wang)
    step = codes.step_at(now(), length=codes.DIGITS_STEP)
    digits = codes.digits_of(meeting.key, meeting.pk, step)
    phone.post(url("digits", meeting.pk), {"digits": digits})
    assert set(doubts(meeting)) == {"陈晓帆", "王海平"}


# ── long after the code was shown ────────────────────────────────────────────────────────────


def crowd(cast, meeting, lags):
    for number, lag in enumerate(lags):
        user = cast.person(f"u{number}", f"同志{number}")
        cast.member(user.name, cast.pier, user=user)
        actions.refresh_roll(meeting, by=actor(cast.wang))
        enter(meeting, user, lag=lag)


def test_who_comes_long_after_his_code_was_shown_is_marked(cast):
    meeting = opened(cast)
    crowd(cast, meeting, [5, 8, 200])
    ((name, [(flag, said)]),) = doubts(meeting).items()
    assert (name, flag) == ("同志2", "trailing")
    assert "200 秒" in said


def test_where_the_network_is_slow_for_all_nobody_is_marked(cast):
    meeting = opened(cast)
    crowd(cast, meeting, [150, 180, 200])
    assert doubts(meeting) == {}


# ── settled by the host ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def shared(cast):
    meeting = begun(cast)
    enter(meeting, cast.chen, browser="one")
    enter(meeting, cast.wang, browser="one")
    return meeting


def test_the_host_says_that_both_are_there(cast, shared):
    both = [cast.chen_member.pk, cast.wang_member.pk, cast.liu_member.pk]
    assert actions.confirm_sign_ins(shared, both, by=actor(cast.wang)) == 2
    assert doubts(shared) == {}
    assert told()[-2:] == ["SignInConfirmed", "SignInConfirmed"]
    assert last().user_id == cast.wang.pk
    state = rows(shared), traces()
    with pytest.raises(NothingFlagged):
        actions.confirm_sign_ins(shared, both, by=actor(cast.wang))
    assert (rows(shared), traces()) == state


def test_one_by_one_is_as_many_at_once(cast, shared):
    for member in (cast.chen_member, cast.wang_member):
        actions.confirm_sign_in(shared, member.pk, by=actor(cast.wang))
    assert doubts(shared) == {}
    assert told()[-2:] == ["SignInConfirmed", "SignInConfirmed"]


def test_others_confirm_nothing(cast, shared):
    state = rows(shared), traces()
    for user in (cast.chen, cast.zhao):
        with pytest.raises(NotPermitted):
            actions.confirm_sign_ins(shared, [cast.chen_member.pk], by=actor(user))
    assert (rows(shared), traces()) == state


def test_a_sign_in_that_is_taken_back_leaves_nothing_of_the_phone(cast, shared):
    actions.strike_sign_ins(shared, [cast.chen_member.pk], "没见到人", by=actor(cast.wang))
    found = line(shared, cast.chen_member)
    assert (found.signed_in_at, found.browser, found.shown_at) == (None, "", None)
    assert (last().event, last().facts["reason"]) == ("SignInStruck", "没见到人")
    enter(shared, cast.chen, browser="his own")
    assert doubts(shared) == {}


def test_the_meeting_is_closed_once_all_is_settled_and_then_forgets_the_phones(cast, shared):
    meeting = minuted(cast, shared)
    with pytest.raises(DoubtsPending):
        actions.close_meeting(meeting, by=actor(cast.wang), at=now())
    both = [cast.chen_member.pk, cast.wang_member.pk]
    assert Invitation.objects.exclude(browser="").count() == 2  # a refusal undoes the freeze too
    actions.confirm_sign_ins(meeting, both, by=actor(cast.wang))
    actions.close_meeting(meeting, by=actor(cast.wang), at=now())

    kept = Invitation.objects.filter(meeting=meeting)
    assert not kept.exclude(browser="", shown_at=None, flags=[]).exists()
    assert set(kept.filter(is_vouched=True).values_list("member_id", flat=True)) == set(both)


def test_a_meeting_that_is_called_off_forgets_them_too(cast, shared):
    actions.cancel_meeting(shared, "台风", by=actor(cast.wang), at=now())
    assert not Invitation.objects.exclude(browser="", shown_at=None).exists()


# ── who is shown it ──────────────────────────────────────────────────────────────────────────


def test_the_host_sees_a_quiet_tag_and_a_sentence_and_settles_it_on_either_page(cast, shared):
    wang = sign_in(Client(), cast.wang)
    page = text(wang.get(url("detail", shared.pk)))
    assert "同一台手机" in page
    assert "不能关联到其他会议" in page
    assert "还有 2 次签到没有核实" in text(wang.get(url("close", shared.pk)))

    address = url("attendance", shared.pk)
    assert "同一台手机" in text(wang.get(address))
    wang.post(address, {"do": "vouch", "member": [cast.chen_member.pk]})
    wang.post(url("confirm_sign_in", shared.pk, cast.wang_member.pk))
    assert doubts(shared) == {}
    assert 'value="vouch"' not in text(wang.get(address))
    again = wang.post(address, {"do": "vouch", "member": [cast.chen_member.pk]})
    assert again.status_code == 422


def test_nobody_else_is_shown_it(cast, shared):
    overseer = cast.person("ou", "欧阳明")
    organisation.give_grant(
        overseer, role=Role.OVERSEER, unit=cast.pier, starts_on=LONG_AGO, reason="查看", by=HOUSE
    )
    for user in (cast.chen, overseer):
        visitor = sign_in(Client(), user)
        for name in ("detail", "own", "turnout"):
            page = visitor.get(url(name, shared.pk), follow=True)
            assert "同一台手机" not in text(page)
    wang = sign_in(Client(), cast.wang)
    assert "同一台手机" not in text(wang.get(url("host", shared.pk)))  # all in the room see it
    assert "加密记号" in text(sign_in(Client(), cast.chen).get(url("own", shared.pk)))
    assert Meeting.objects.get().is_open
