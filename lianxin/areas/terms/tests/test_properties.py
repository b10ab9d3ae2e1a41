"""Thousands of invented votes against a slow oracle that knows only the slips and the words of
the regulation."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.areas.terms.catalogue import (
    Comes,
    Due,
    Mark,
    Poll,
    Slip,
    Sort,
    contest,
    decide,
    differences,
    faults,
    tally,
)

STRANGERS = ("x", "y")


@st.composite
def votes(draw, *, most=5):
    """A vote with its slips, some of them invalid, some of them too many."""
    candidates = tuple("abcdef"[: draw(st.integers(1, most))])
    seats = draw(st.integers(1, len(candidates)))
    expected = draw(st.integers(1, 12))
    present = draw(st.integers(0, expected))
    back = draw(st.integers(0, present + draw(st.sampled_from([0, 0, 0, 1]))))
    marks = st.fixed_dictionaries({key: st.sampled_from(list(Mark)) for key in candidates})
    others = st.lists(st.sampled_from(STRANGERS), max_size=2).map(tuple)
    slip = st.builds(Slip, marks=marks, others=others)
    slips = draw(st.lists(slip, min_size=back, max_size=back))
    poll = Poll(seats=seats, candidates=candidates, expected=expected, present=present)
    return poll, slips


def oracle(poll, slips, *, issued):
    """(void, names that surely win, names that are level for what is left), from the slips."""
    if Fraction(poll.present, poll.expected) < Fraction(4, 5):
        return "no quorum", set(), set()
    if len(slips) > issued or len(slips) > poll.present:
        return "void", set(), set()
    names = (*poll.candidates, *STRANGERS)
    got = dict.fromkeys(names, 0)
    for slip in slips:
        chosen = [name for name in poll.candidates if slip.marks[name] is Mark.FOR]
        refused = [name for name in poll.candidates if slip.marks[name] is Mark.AGAINST]
        chosen += slip.others
        doubled = len(set(slip.others)) < len(slip.others)
        if len(chosen) <= poll.seats and len(slip.others) <= len(refused) and not doubled:
            for name in chosen:
                got[name] += 1
    passing = [name for name in names if Fraction(got[name]) > Fraction(poll.present, 2)]
    size = min(poll.seats, len(passing))
    # Every set of winners that nobody outside it outdoes; who is in all of them surely wins.
    best = [
        set(chosen)
        for chosen in combinations(passing, size)
        if all(got[out] <= got[inside] for inside in chosen for out in set(passing) - set(chosen))
    ]
    sure = set.intersection(*best) if best else set()
    return "", sure, (set.union(*best) if best else set()) - sure


def count_of(poll, slips):
    return tally(slips, candidates=poll.candidates, seats=poll.seats, issued=poll.present)


@settings(max_examples=800, deadline=None)
@given(votes())
def test_whoever_the_slips_elect_is_elected(vote):
    poll, slips = vote

    came = decide(poll, count_of(poll, slips))
    why, sure, level = oracle(poll, slips, issued=poll.present)

    assert set(came.elected) == sure
    assert set(came.tied) == level
    assert (came.comes is Comes.NO_QUORUM) == (why == "no quorum")
    assert (came.comes is Comes.VOID) == (why == "void")
    assert came.open_seats == poll.seats - len(came.elected)
    assert (came.comes is Comes.FILLED) == (len(came.elected) == poll.seats)
    assert came.sentences


@settings(max_examples=300, deadline=None)
@given(votes())
def test_what_tellers_count_from_real_slips_never_contradicts_itself(vote):
    poll, slips = vote
    found = count_of(poll, slips)
    names = {key: key for key in (*poll.candidates, *STRANGERS)}

    assert not faults(
        found, candidates=poll.candidates, names=names, seats=poll.seats, present=poll.present
    )
    assert not differences(found, count_of(poll, list(reversed(slips))), names)


@settings(max_examples=300, deadline=None)
@given(votes(), st.permutations("abcdef"))
def test_the_order_of_the_ballot_elects_nobody(vote, order):
    poll, slips = vote
    turned = Poll(
        seats=poll.seats,
        candidates=tuple(key for key in order if key in poll.candidates),
        expected=poll.expected,
        present=poll.present,
    )

    one, other = decide(poll, count_of(poll, slips)), decide(turned, count_of(turned, slips))

    assert set(one.elected) == set(other.elected)
    assert set(one.tied) == set(other.tied)


@settings(max_examples=200, deadline=None)
@given(votes(most=4), st.data())
def test_a_contest_goes_on_until_the_seats_are_filled_and_elects_nobody_twice(vote, data):
    poll, slips = vote
    held, first = [(poll, count_of(poll, slips))], Due(seats=poll.seats, candidates=poll.candidates)
    now = contest(first, held)
    for _ in range(6):
        if now.due is None:
            break
        left = [key for key in "abcdefgh" if key not in now.elected]
        standing = now.due.candidates or tuple(left[: now.due.seats + 1])
        marks = st.fixed_dictionaries({key: st.sampled_from(list(Mark)) for key in standing})
        taken = data.draw(st.lists(st.builds(Slip, marks=marks), min_size=9, max_size=9))
        again = Poll(
            sort=now.due.sort, seats=now.due.seats, candidates=standing, expected=10, present=9
        )
        held.append((again, count_of(again, taken)))
        now = contest(first, held)

        assert len(set(now.elected)) == len(now.elected) <= poll.seats
        assert now.is_decided == (len(now.elected) == poll.seats)
        assert now.due is None or len(now.elected) + now.due.seats == poll.seats
        assert now.due is None or now.due.sort is not Sort.RUNOFF or now.due.candidates
