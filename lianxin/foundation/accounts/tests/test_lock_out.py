"""The rule of the lock against a clerk who keeps a list and a stopwatch."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.accounts.queries import LOCKED_FOR, WITHIN, WRONG_TRIES, lock_of

START = datetime(2026, 11, 1, tzinfo=UTC)


class Clerk:
    """Counts by hand: five wrong ones in a row within fifteen minutes, then a closed door."""

    def __init__(self):
        self.wrong = []
        self.closed_until = START

    def lets_in(self, at):
        return at >= self.closed_until

    def notes(self, at, right):
        self.wrong = [] if right else [*self.wrong, at]
        recent = [when for when in self.wrong if at - when < WITHIN]
        if len(recent) >= WRONG_TRIES:
            self.closed_until = at + LOCKED_FOR


@given(st.lists(st.tuples(st.integers(0, 600), st.booleans() | st.just(False)), max_size=60))
def test_the_rule_over_the_newest_tries_agrees_with_the_clerk(steps):
    clerk, tries, at = Clerk(), [], START
    for seconds, right in steps:
        at += timedelta(seconds=seconds)
        newest = tries[::-1][:WRONG_TRIES]

        locked = lock_of(newest, at=at) is not None

        assert locked == (not clerk.lets_in(at))
        if not locked:
            tries.append((at, right))
            clerk.notes(at, right)
