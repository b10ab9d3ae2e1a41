import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.areas.meetings import codes
from lianxin.areas.meetings.catalogue import How

KEY = codes.new_key()
MOMENTS = st.floats(1.5e9, 2.8e9).map(lambda seconds: datetime.fromtimestamp(seconds, tz=UTC))
MARKS = st.text(string.ascii_letters + string.digits + "-_", min_size=12, max_size=12)


def read(shown_at, at, *, key=KEY, meeting=7):
    step = codes.step_at(shown_at)
    mark = codes.mark_of(key, meeting, step)
    return codes.read_code(KEY, 7, step=str(step), mark=mark, at=at)


@given(MOMENTS, st.floats(0, 9.99))
def test_a_code_holds_from_its_step_to_the_end_of_the_next(moment, seconds):
    shown_at = datetime.fromtimestamp(codes.step_at(moment) * codes.STEP, tz=UTC)
    for late in (0, 10):
        proof = read(shown_at, shown_at + timedelta(seconds=late + seconds))
        assert proof == codes.Proof(how=How.CODE, shown_at=shown_at, is_fresh=True)


@given(MOMENTS, st.integers(20, 10**7))
def test_an_older_code_is_authentic_but_not_fresh(moment, seconds):
    proof = read(moment, moment + timedelta(seconds=seconds))
    assert proof is not None
    assert not proof.is_fresh


@given(MOMENTS, st.integers(10, 10**6))
def test_a_code_of_the_future_is_not_fresh(moment, seconds):
    proof = read(moment + timedelta(seconds=seconds), moment)
    assert proof is None or not proof.is_fresh


@given(MOMENTS)
def test_a_code_of_another_meeting_or_key_is_none(moment):
    assert read(moment, moment, meeting=8) is None
    assert read(moment, moment, key=codes.new_key()) is None


@given(MOMENTS, MARKS)
def test_a_guess_is_none(moment, mark):
    step = codes.step_at(moment)
    if mark != codes.mark_of(KEY, 7, step):
        assert codes.read_code(KEY, 7, step=str(step), mark=mark, at=moment) is None


@pytest.mark.parametrize("step", ["", "-1", "x", "1.5", "９", "9" * 13, "1 "])
def test_nonsense_is_none(step):
    assert codes.read_code(KEY, 7, step=step, mark="x" * 12, at=datetime.now(UTC)) is None


def test_a_mark_outside_ascii_is_none():
    assert codes.read_code(KEY, 7, step="1", mark="签" * 12, at=datetime.now(UTC)) is None


@given(MOMENTS)
def test_a_batch_covers_five_minutes_and_begins_now(moment):
    batch = list(codes.codes_from(KEY, 7, moment))
    assert [code.step for code in batch] == [codes.step_at(moment) + at for at in range(30)]
    for code in batch:
        shown_at = datetime.fromtimestamp(code.step * codes.STEP, tz=UTC)
        assert code.query == f"t={code.step}&c={codes.mark_of(KEY, 7, code.step)}"
        proof = codes.read_digits(KEY, 7, typed=code.digits, at=shown_at)
        assert proof is not None
        assert proof.is_fresh


@given(MOMENTS)
def test_digits_hold_for_their_half_minute_and_the_next(moment):
    now = codes.step_at(moment, length=codes.DIGITS_STEP)
    assert codes.read_digits(KEY, 7, typed=codes.digits_of(KEY, 7, now - 1), at=moment)
    old = codes.digits_of(KEY, 7, now - 2)
    if old not in (codes.digits_of(KEY, 7, now), codes.digits_of(KEY, 7, now - 1)):
        assert codes.read_digits(KEY, 7, typed=old, at=moment) is None
    assert codes.read_digits(KEY, 7, typed="一二三四五六", at=moment) is None


@given(MOMENTS, st.integers(0, 300))
def test_a_pass_holds_five_minutes_for_its_meeting_and_browser(moment, age):
    fresh = codes.Proof(how=How.CODE, shown_at=moment.replace(microsecond=0), is_fresh=True)
    text = codes.issue_pass(7, "browser", fresh, at=moment)
    later = moment + timedelta(seconds=age)
    assert codes.read_pass(text, 7, browser="browser", at=later) == fresh
    assert codes.read_pass(text, 8, browser="browser", at=later) is None
    assert codes.read_pass(text, 7, browser="another", at=later) is None
    assert codes.read_pass(text, 7, browser="", at=later) is None
    assert codes.read_pass(text + "x", 7, browser="browser", at=later) is None
    assert codes.read_pass(text, 7, browser="browser", at=moment + timedelta(seconds=302)) is None
