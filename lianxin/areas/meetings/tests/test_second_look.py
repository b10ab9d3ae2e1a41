"""Which picture stands on the screen now? Asked where the host wants it; wrong loses nothing."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils.timezone import now

from lianxin.areas.meetings import actions, codes
from lianxin.areas.meetings.actions.convene import TooLateToLook
from lianxin.areas.meetings.actions.sign_in import NoFurtherTry, StaleCode
from lianxin.areas.meetings.catalogue import PICTURES, How
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.tests.making import (
    before,
    called,
    line,
    opened,
    plan,
    rows,
    scanned,
    shown,
    text,
    url,
)
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor, sign_in
from tests.trace import last, told, traces


def looked(meeting, at, *, saw):
    return replace(shown(meeting, at), saw=saw)


def enter(meeting, user, *, saw, at=None):
    at = at or now()
    proof = looked(meeting, at, saw=saw)
    return actions.sign_in(before(meeting, user), proof, by=actor(user), at=at)


# ── the pictures ─────────────────────────────────────────────────────────────────────────────


def test_four_pictures_take_turns_and_none_stands_twice_in_a_row():
    key = codes.new_key()
    choice = codes.pictures_of(key, 7)
    seen = [codes.picture_of(key, 7, step) for step in range(4000)]

    assert len(set(choice)) == 4
    assert set(choice) <= set(PICTURES)
    assert set(seen) == set(choice)
    assert all(one != next_ for one, next_ in pairwise(seen))
    assert seen != [codes.picture_of(codes.new_key(), 7, step) for step in range(4000)]


def test_the_picture_of_the_moment_and_of_a_moment_ago_are_right():
    key, at = codes.new_key(), now()
    start = at - timedelta(seconds=at.timestamp() % codes.STEP)
    old = codes.picture_of(key, 7, codes.step_at(start) - 1).icon
    new = codes.picture_of(key, 7, codes.step_at(start)).icon

    assert codes.is_on_screen(key, 7, new, at=start + timedelta(seconds=1))
    assert codes.is_on_screen(key, 7, old, at=start + timedelta(seconds=4))
    assert not codes.is_on_screen(key, 7, old, at=start + timedelta(seconds=6))
    assert not codes.is_on_screen(key, 7, "", at=start)


# ── signing in ───────────────────────────────────────────────────────────────────────────────


def test_the_right_picture_signs_in_without_a_flag(cast):
    meeting = opened(cast, second_look=True)
    enter(meeting, cast.chen, saw=True)
    assert line(meeting, cast.chen_member).flags == []


def test_a_wrong_picture_is_kept_with_a_flag_and_the_second_try_takes_it_away(cast):
    meeting, at = opened(cast, second_look=True), now()

    assert enter(meeting, cast.chen, saw=False, at=at) == at
    assert line(meeting, cast.chen_member).flags == ["look_once"]
    assert told()[-1] == "SignedIn"

    door = before(meeting, cast.chen)
    assert actions.look_again(door, looked(meeting, at, saw=True), by=actor(cast.chen))
    found = line(meeting, cast.chen_member)
    assert (found.signed_in_at, found.flags) == (at, [])
    assert (last().event, last().facts["is_right"]) == ("LookedAgain", True)


def test_twice_wrong_stays_signed_in_for_the_host_to_confirm_and_there_is_no_third_try(cast):
    meeting, at = opened(cast, second_look=True), now()
    enter(meeting, cast.chen, saw=False, at=at)
    door = before(meeting, cast.chen)
    wrong = looked(meeting, at, saw=False)
    assert not actions.look_again(door, wrong, by=actor(cast.chen))

    found = line(meeting, cast.chen_member)
    assert (found.signed_in_at, found.flags) == (at, ["look_wrong"])
    state = rows(meeting), traces()
    for stale in (door, before(meeting, cast.chen)):  # two tabs, or the way back
        with pytest.raises(NoFurtherTry, match="点名"):
            actions.look_again(stale, looked(meeting, at, saw=True), by=actor(cast.chen))
    assert (rows(meeting), traces()) == state

    actions.confirm_sign_in(meeting, cast.chen_member.pk, by=actor(cast.wang))
    found = line(meeting, cast.chen_member)
    assert (found.flags, found.is_vouched) == ([], True)


def test_the_second_try_needs_a_fresh_code_and_the_person_himself(cast):
    meeting, at = opened(cast, second_look=True), now()
    enter(meeting, cast.chen, saw=False, at=at)
    door, state = before(meeting, cast.chen), (rows(meeting), traces())
    old = replace(scanned(meeting, shown_at=at - timedelta(minutes=9), at=at), saw=True)
    for proof in (old, None):
        with pytest.raises(StaleCode):
            actions.look_again(door, proof, by=actor(cast.chen))
    with pytest.raises(NotPermitted):
        actions.look_again(door, looked(meeting, at, saw=True), by=actor(cast.wang))
    assert (rows(meeting), traces()) == state


def test_an_ordinary_meeting_asks_for_no_picture(cast):
    meeting = opened(cast)
    enter(meeting, cast.chen, saw=False)
    assert line(meeting, cast.chen_member).flags == []


def test_it_is_switched_on_until_signing_in_begins_and_off_at_any_time(cast):
    meeting = called(cast)
    said = {
        "starts_at": meeting.starts_at, "agenda": meeting.agenda, "title": meeting.title,
        "place": meeting.place,
    }  # fmt: skip
    by, at = actor(cast.wang), now()
    actions.amend(meeting, plan(**said, second_look=True), by=by, at=at)
    assert last().facts["after"] == {"second_look": True}
    actions.open_meeting(meeting, by=by, at=at)
    actions.amend(meeting, plan(**said), by=by, at=at)
    assert not Meeting.objects.get().second_look
    state = traces()
    with pytest.raises(TooLateToLook, match="屏幕"):
        actions.amend(meeting, plan(**said, second_look=True), by=by, at=at)
    assert traces() == state
    assert not Meeting.objects.get().second_look


# ── the pages ────────────────────────────────────────────────────────────────────────────────


def link(meeting):
    step = codes.step_at(now())
    return url("arrive", meeting.pk) + f"?t={step}&c={codes.mark_of(meeting.key, meeting.pk, step)}"


def right_and_wrong(meeting):
    steps = (codes.step_at(now() + timedelta(seconds=gap)) for gap in (-codes.GRACE, 0, 2))
    there = [codes.picture_of(meeting.key, meeting.pk, step).icon for step in steps]
    others = [each.icon for each in codes.pictures_of(meeting.key, meeting.pk)]
    return there[1], next(icon for icon in others if icon not in there)


def test_the_phone_asks_tells_of_a_wrong_one_and_asks_once_more(cast):
    meeting, chen = opened(cast, second_look=True), sign_in(Client(), cast.chen)
    page = chen.get(link(meeting), follow=True)
    assert page.context["state"] == "look"
    assert text(page).count('name="look"') == 4
    assert "lx-at-once" not in text(page)
    right, wrong = right_and_wrong(meeting)

    page = chen.post(
        url("here", meeting.pk), page.context["carried"] | {"look": wrong}, follow=True
    )

    assert page.context["state"] == "again"
    assert "您的签到已经记下" in text(page)
    assert line(meeting, cast.chen_member).flags == ["look_once"]
    right, _ = right_and_wrong(meeting)
    sent = page.context["carried"] | {"look": right}
    assert chen.post(url("here", meeting.pk), sent).url == url("own", meeting.pk)
    assert line(meeting, cast.chen_member).flags == []
    assert told().count("SignedIn") == 1
    assert "请主持人点名" not in text(chen.get(url("own", meeting.pk)))


def test_whoever_chose_wrong_is_told_what_happens_next(cast):
    meeting, chen = opened(cast, second_look=True), sign_in(Client(), cast.chen)
    enter(meeting, cast.chen, saw=False)
    assert "请主持人点名时确认" in text(chen.get(url("own", meeting.pk)))


def test_a_right_picture_costs_no_statement_more(cast, django_assert_max_num_queries):
    meeting, chen = opened(cast, second_look=True), sign_in(Client(), cast.chen)
    page = chen.get(link(meeting), follow=True)
    right, _ = right_and_wrong(meeting)
    # who, door, savepoint, write, record, numbers, release
    with django_assert_max_num_queries(7):
        answer = chen.post(url("here", meeting.pk), page.context["carried"] | {"look": right})
    assert answer.url == url("own", meeting.pk)


def test_typed_digits_lead_to_the_pictures_too(cast):
    meeting, chen = opened(cast, second_look=True), sign_in(Client(), cast.chen)
    step = codes.step_at(now(), length=codes.DIGITS_STEP)
    digits = codes.digits_of(meeting.key, meeting.pk, step)

    page = chen.post(url("digits", meeting.pk), {"digits": digits}, follow=True)

    assert page.context["state"] == "look"
    assert line(meeting, cast.chen_member).signed_in_at is None
    right, _ = right_and_wrong(meeting)
    chen.post(url("here", meeting.pk), page.context["carried"] | {"look": right})
    found = line(meeting, cast.chen_member)
    assert (found.how, found.flags) == (How.DIGITS, [])


def test_the_screen_shows_the_picture_of_each_code(cast):
    wang = sign_in(Client(), cast.wang)
    batch = wang.get(url("codes", opened(cast, second_look=True).pk)).json()
    words = {each["look"].split("<b>")[1].removesuffix("</b>") for each in batch["codes"]}
    assert len(words) == 4
    plain = wang.get(url("codes", opened(cast).pk)).json()
    assert {each["look"] for each in plain["codes"]} == {""}


def test_the_convener_switches_it_on_in_the_form(cast):
    wang = sign_in(Client(), cast.wang)
    address = url("convene", cast.pier.pk) + "?kinds=party_day"
    assert "second_look" in wang.get(address).context["form"].fields
    past = url("record_past", cast.pier.pk) + "?kinds=party_day"
    assert "second_look" not in wang.get(past).context["form"].fields
