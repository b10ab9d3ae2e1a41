"""Domain §7 as one table: what lies on the table, and what it comes to.

Each line is a whole vote: how many were expected and present; slips issued, returned and invalid;
seats; who got how many in favour (capital letters were written in); and the outcome.
"""

import pytest

from lianxin.areas.terms.catalogue import Comes, Due, Poll, Sort, Tally, Votes, contest, decide
from lianxin.areas.terms.catalogue.deciding import is_near

NO, VOID, FILLED, TIED, SHORT = Comes
TABLE = [
    # expected present issued returned invalid seats favour → comes, elected, tied, open
    # quorum: not less than four fifths of those expected
    (50, 39, 39, 39, 0, 3, "a39 b39 c39 d0", NO, "", "", 3),
    (50, 40, 40, 40, 0, 3, "a40 b40 c40 d0", FILLED, "abc", "", 0),
    (51, 40, 40, 40, 0, 3, "a40 b40 c40 d0", NO, "", "", 3),
    (51, 41, 41, 41, 0, 3, "a41 b41 c41 d0", FILLED, "abc", "", 0),
    # too few are there AND too many slips: the meeting was none in the first place
    (50, 39, 39, 41, 0, 3, "a39 b39 c39 d0", NO, "", "", 3),
    # slips: as many as issued or fewer hold, one more voids everything, whoever got them
    (50, 48, 48, 48, 0, 3, "a48 b47 c46 d3", FILLED, "abc", "", 0),
    (50, 48, 48, 40, 0, 3, "a40 b39 c38 d3", FILLED, "abc", "", 0),
    (50, 48, 48, 49, 0, 3, "a49 b48 c47 d3", VOID, "", "", 3),
    (50, 48, 46, 47, 0, 3, "a47 b46 c45 d3", VOID, "", "", 3),
    (50, 48, 48, 48, 48, 3, "a0 b0 c0 d0", SHORT, "", "", 3),  # all invalid: held, nobody passed
    # more than half of those present: not of those expected, not of the valid slips
    (50, 40, 40, 40, 0, 1, "a20 b20", SHORT, "", "", 1),
    (50, 40, 40, 40, 0, 1, "a21 b19", FILLED, "a", "", 0),
    (50, 41, 41, 41, 0, 1, "a20 b21", FILLED, "b", "", 0),
    (50, 40, 40, 24, 0, 1, "a20 b4", SHORT, "", "", 1),  # 20 of 24 slips, 20 of 40 present
    (50, 40, 40, 40, 15, 1, "a20 b5", SHORT, "", "", 1),
    # too many pass: votes decide; a tie above the last seat is none
    (50, 50, 50, 50, 0, 2, "a40 b45 c30", FILLED, "ba", "", 0),
    (50, 50, 50, 50, 0, 2, "a40 b40 c30", FILLED, "ab", "", 0),
    # a tie on the last seat: whoever stands above is elected, the tied are voted on again
    (50, 50, 50, 50, 0, 3, "a45 b40 c30 d30", TIED, "ab", "cd", 1),
    (50, 50, 50, 50, 0, 3, "a45 b30 c30 d30", TIED, "a", "bcd", 2),
    (50, 50, 50, 50, 0, 2, "a30 b30 c30", TIED, "", "abc", 2),
    # equal below half is no tie: neither of them passed
    (50, 50, 50, 50, 0, 2, "a45 b25 c25", SHORT, "a", "", 1),
    # exactly as many pass as there are seats, though two of them are equal
    (50, 50, 50, 50, 0, 2, "a30 b30 c25", FILLED, "ab", "", 0),
    # too few: nobody moves up from below half
    (50, 50, 50, 50, 0, 3, "a45 b40 c25 d24", SHORT, "ab", "", 1),
    (50, 50, 50, 50, 0, 3, "a25 b25 c25 d25", SHORT, "", "", 3),
    # written in: counts like everybody, needs the same half, may tie
    (50, 50, 50, 50, 0, 1, "a20 b4 X26", FILLED, "X", "", 0),
    (50, 50, 50, 50, 0, 1, "a20 b4 X25", SHORT, "", "", 1),
    (50, 50, 50, 50, 0, 2, "a40 b26 c5 X26", TIED, "a", "bX", 1),
    (50, 50, 50, 50, 0, 2, "a40 b27 c5 X28", FILLED, "aX", "", 0),
    # one candidate for one seat (等额): still more than half
    (50, 50, 50, 50, 0, 1, "a26", FILLED, "a", "", 0),
    (50, 50, 50, 50, 0, 1, "a25", SHORT, "", "", 1),
]  # fmt: skip


def vote(line, sort=Sort.FIRST):
    expected, present, issued, returned, invalid, seats, favour = line[:7]
    got = {each[0]: int(each[1:]) for each in favour.split()}
    valid = returned - invalid
    stood = {key: votes for key, votes in got.items() if key.islower()}
    poll = Poll(sort=sort, seats=seats, candidates=tuple(stood), expected=expected, present=present)
    tally = Tally(
        issued=issued, returned=returned, invalid=invalid,
        votes={key: Votes(favour=votes, against=valid - votes) for key, votes in stood.items()},
        others={key: votes for key, votes in got.items() if key.isupper()},
    )  # fmt: skip
    return poll, tally


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[6]} of {line[1]} for {line[5]}")
def test_what_a_vote_comes_to(line):
    came = decide(*vote(line))

    assert came.comes is line[7]
    assert "".join(came.elected) == line[8]
    assert "".join(came.tied) == line[9]
    assert came.open_seats == line[10]
    assert came.sentences


def test_among_three_tied_for_two_seats_one_wins_and_two_tie_again():
    first = vote((50, 50, 50, 50, 0, 3, "a45 b30 c30 d30"))
    second = vote((50, 50, 50, 50, 0, 2, "b30 c20 d20"), Sort.RUNOFF)
    third = vote((50, 50, 50, 50, 0, 1, "c24 d20"), Sort.RUNOFF)
    began = Due(seats=3, candidates=tuple("abcd"))

    now = contest(began, [first, second])
    assert (now.elected, now.due) == (
        ("a", "b"), Due(sort=Sort.RUNOFF, seats=1, candidates=("c", "d")),
    )  # fmt: skip
    assert contest(began, [first, second, third]).elected == ("a", "b", "c")


def test_a_runoff_that_is_void_is_held_again_among_the_same():
    first = vote((50, 50, 50, 50, 0, 1, "a26 b26"))
    void = vote((50, 50, 50, 51, 0, 1, "a26 b25"), Sort.RUNOFF)

    now = contest(Due(seats=1, candidates=("a", "b")), [first, void])

    assert now.elected == ()
    assert now.due == Due(sort=Sort.RUNOFF, seats=1, candidates=("a", "b"), again=True)


def test_whoever_was_written_in_and_tied_stands_in_the_runoff():
    first = vote((50, 50, 50, 50, 0, 2, "a40 b26 c5 X26"))

    now = contest(Due(seats=2, candidates=("a", "b", "c")), [first])

    assert now.due == Due(sort=Sort.RUNOFF, seats=1, candidates=("b", "X"))


@pytest.mark.parametrize(
    ("elected", "seats", "near"),
    [(0, 1, False), (1, 2, False), (2, 3, True), (1, 3, False), (3, 5, True), (2, 5, False),
     (4, 7, True), (3, 7, False), (10, 21, False), (11, 21, True)],
)  # fmt: skip
def test_only_near_the_number_may_seats_stay_open(elected, seats, near):
    """The regulation lets it be close to the number and gives none: more than half, here."""
    assert is_near(elected, seats) == near


def test_one_of_three_is_not_near_so_the_voters_cannot_agree_to_fewer():
    first = vote((50, 50, 50, 50, 0, 3, "a45 b25 c25 d20"))

    now = contest(Due(seats=3, candidates=tuple("abcd")), [first], reduced=True)

    assert not now.may_reduce
    assert now.due == Due(sort=Sort.MISSING, seats=2)
