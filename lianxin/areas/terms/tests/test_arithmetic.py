"""The table of the regulation (domain: quorums, elections), line by line."""

from datetime import date

import pytest

from lianxin.areas.terms.catalogue import (
    Comes,
    Contest,
    Due,
    Exclusion,
    Mark,
    Person,
    Poll,
    Slip,
    Sort,
    Tally,
    Votes,
    contest,
    decide,
    differences,
    electorate,
    faults,
    least_candidates,
    least_present,
    least_votes,
    reduction,
    sort_name,
    stroke_key,
    tally,
)

NAMES = {"a": "甲", "b": "乙", "c": "丙", "d": "丁", "e": "戊", "x": "己"}


def poll(seats, candidates="abcd", *, expected=30, present=30, sort=Sort.FIRST, pre=False):
    return Poll(
        sort=sort, preliminary=pre, seats=seats, candidates=tuple(candidates), names=NAMES,
        expected=expected, present=present,
    )  # fmt: skip


def counted(present=30, returned=None, invalid=0, others=None, **favour):
    """A count in which whoever did not vote for a candidate voted against him."""
    returned = present if returned is None else returned
    valid = returned - invalid
    return Tally(
        issued=present,
        returned=returned,
        invalid=invalid,
        votes={key: Votes(favour=for_, against=valid - for_) for key, for_ in favour.items()},
        others=others or {},
    )


@pytest.mark.parametrize(
    ("expected", "least"), [(1, 1), (4, 4), (5, 4), (6, 5), (30, 24), (31, 25), (499, 400)]
)
def test_four_fifths_must_be_there_not_more_than_four_fifths(expected, least):
    assert least_present(expected) == least


@pytest.mark.parametrize(
    ("present", "least"), [(1, 1), (2, 2), (3, 2), (24, 13), (25, 13), (30, 16), (31, 16)]
)
def test_more_than_half_of_those_present_elect(present, least):
    assert least_votes(present) == least


@pytest.mark.parametrize(
    ("seats", "least"), [(1, 2), (2, 3), (3, 4), (5, 6), (6, 8), (7, 9), (9, 11), (11, 14)]
)
def test_candidates_are_a_fifth_more_than_seats(seats, least):
    assert least_candidates(seats) == least


def test_a_unit_may_ask_for_more_choice():
    assert least_candidates(5, surplus=40) == 7


@pytest.mark.parametrize(
    ("present", "comes"), [(23, Comes.NO_QUORUM), (24, Comes.FILLED), (30, Comes.FILLED)]
)
def test_quorum(present, comes):
    came = decide(poll(3, present=present), counted(present, a=present, b=present, c=present, d=1))

    assert came.comes is comes


def test_without_quorum_nobody_is_elected_and_it_says_how_many_were_needed():
    came = decide(poll(3, present=23), counted(23, a=23, b=23, c=23, d=1))

    assert came.elected == ()
    assert came.sentences == (
        "应到会有选举权 30 人，实到会 23 人，不足应到会的五分之四（至少 24 人），"
        "会议无效，须另行召开。",
    )


@pytest.mark.parametrize(
    ("issued", "returned", "comes"),
    [
        (30, 30, Comes.FILLED),
        (30, 28, Comes.FILLED),
        (30, 31, Comes.VOID),
        (29, 30, Comes.VOID),  # no more than were issued, though all voters are there
        (29, 29, Comes.FILLED),
    ],
)
def test_more_slips_back_than_issued_or_than_voters_void_the_vote(issued, returned, comes):
    votes = {key: Votes(favour=returned) for key in "abc"} | {"d": Votes(against=returned)}

    came = decide(poll(3), Tally(issued=issued, returned=returned, votes=votes))

    assert came.comes is comes
    assert bool(came.elected) == (comes is Comes.FILLED)


def test_exactly_half_is_not_enough():
    came = decide(poll(3), counted(a=20, b=16, c=15, d=9))

    assert came.comes is Comes.SHORT
    assert came.elected == ("a", "b")
    assert came.open_seats == 1
    assert came.sentences[2] == "当选须得赞成票超过实到会有选举权 30 人的半数，即至少 16 票。"


def test_the_half_is_of_those_present_not_of_those_expected():
    came = decide(poll(1, "ab", expected=30, present=24), counted(24, a=13, b=11))

    assert came.elected == ("a",)


def test_invalid_slips_do_not_lower_the_half():
    came = decide(poll(1, "ab"), counted(returned=30, invalid=10, a=15, b=5))

    assert came.comes is Comes.SHORT


def test_too_many_pass_so_votes_decide():
    came = decide(poll(3), counted(a=20, b=28, c=25, d=22))

    assert came.comes is Comes.FILLED
    assert came.elected == ("b", "c", "d")
    assert came.sentences[-2:] == (
        "得赞成票过半数的有 4 人，多于应选 3 人，以得票多少为序取足名额。",
        "当选委员：乙、丙、丁。",
    )


def test_a_tie_for_the_last_seat_is_voted_on_again_among_the_tied():
    came = decide(poll(3, "abcde"), counted(a=28, b=25, c=20, d=20, e=17))

    assert came.comes is Comes.TIED
    assert came.elected == ("a", "b")
    assert came.tied == ("c", "d")
    assert came.open_seats == 1
    assert came.sentences[-1] == (
        "丙、丁同得 20 票，剩余 1 个名额不能确定，应当就这 2 人再次投票，得赞成票多的当选。"
    )


def test_a_tie_that_does_not_touch_the_last_seat_is_no_tie():
    came = decide(poll(3), counted(a=25, b=25, c=25, d=20))

    assert came.comes is Comes.FILLED
    assert came.elected == ("a", "b", "c")


def test_a_tie_of_all_elects_nobody_yet():
    came = decide(poll(3), counted(a=20, b=20, c=20, d=20))

    assert (came.elected, came.tied, came.open_seats) == ((), ("a", "b", "c", "d"), 3)


def test_among_the_tied_the_most_votes_elect_even_without_half():
    came = decide(poll(1, "cd", sort=Sort.RUNOFF), counted(c=14, d=12))

    assert came.comes is Comes.FILLED
    assert came.elected == ("c",)


def test_tied_again_is_voted_again():
    came = decide(poll(1, "cd", sort=Sort.RUNOFF), counted(c=15, d=15))

    assert came.comes is Comes.TIED
    assert came.tied == ("c", "d")


def test_too_few_pass_so_the_missing_seats_are_voted_on():
    came = decide(poll(3), counted(a=28, b=15, c=15, d=10))

    assert came.comes is Comes.SHORT
    assert (came.elected, came.open_seats) == (("a",), 2)
    assert came.sentences[-1] == (
        "得赞成票过半数的有 1 人，少于应选 3 人，不足的 2 个名额应当另行选举，"
        "不能从未过半数的人中依次递补。接近应选名额的，经半数以上选举人同意，也可以减少名额，不再选举。"
    )


def test_nobody_passes():
    came = decide(poll(3), counted(a=15, b=10, c=10, d=10))

    assert (came.comes, came.elected, came.open_seats) == (Comes.SHORT, (), 3)
    assert "减少名额" not in came.sentences[-1]


def test_whoever_is_written_in_may_win():
    came = decide(poll(1, "ab"), counted(a=10, b=2, others={"x": 18}))

    assert came.elected == ("x",)


def test_of_two_seats_written_in_and_candidate_share():
    came = decide(poll(2, "abc"), counted(a=20, b=16, c=5, others={"x": 17}))

    assert came.elected == ("a", "x")


# ── contests ─────────────────────────────────────────────────────────────────────────────────

FIRST = Due(seats=3, candidates=("a", "b", "c", "d"))


def test_a_contest_is_decided_by_one_clear_vote():
    now = contest(FIRST, [(poll(3), counted(a=28, b=27, c=26, d=3))])

    assert now == Contest(seats=3, elected=("a", "b", "c"))
    assert now.is_decided


def test_a_void_vote_is_held_again_the_same():
    now = contest(FIRST, [(poll(3), counted(returned=31, a=1))])

    assert now.due == Due(seats=3, candidates=("a", "b", "c", "d"), again=True)
    assert now.elected == ()


def test_tied_then_decided():
    first = (poll(3), counted(a=28, b=27, c=20, d=20))
    runoff = (poll(1, "cd", sort=Sort.RUNOFF), counted(c=12, d=18))

    assert contest(FIRST, [first]).due == Due(sort=Sort.RUNOFF, seats=1, candidates=("c", "d"))
    assert contest(FIRST, [first, runoff]).elected == ("a", "b", "d")


def test_too_few_then_a_vote_for_the_missing_seat():
    first = (poll(3), counted(a=28, b=27, c=12, d=12))
    second = (poll(1, "cx", sort=Sort.MISSING), counted(c=20, x=9))

    now = contest(FIRST, [first])
    assert (now.due, now.may_reduce) == (Due(sort=Sort.MISSING, seats=1), True)
    assert contest(FIRST, [first, second]).elected == ("a", "b", "c")


def test_too_few_and_the_voters_agree_to_fewer_seats():
    now = contest(FIRST, [(poll(3), counted(a=28, b=27, c=12, d=12))], reduced=True)

    assert now.is_decided
    assert (now.elected, now.is_reduced) == (("a", "b"), True)


def test_seats_are_not_reduced_where_nobody_is_elected():
    now = contest(FIRST, [(poll(3), counted(a=10, b=10, c=10, d=10))], reduced=True)

    assert not now.is_decided


@pytest.mark.parametrize(("agreed", "refused"), [(15, True), (16, False), (30, False), (31, True)])
def test_more_than_half_must_agree_to_fewer_seats(agreed, refused):
    assert bool(reduction(agreed, 30)) == refused


def test_a_preliminary_vote_nominates_and_the_election_follows_with_as_many_as_seats():
    first = Due(seats=2, preliminary=True, candidates=("a", "b", "c"))
    before = (poll(2, "abc", pre=True), counted(a=28, b=20, c=18))
    formal = (poll(2, "ab"), counted(a=29, b=28))

    now = contest(first, [before])
    assert now.due == Due(seats=2, candidates=("a", "b"))
    assert (now.elected, now.nominated) == ((), ("a", "b"))
    assert contest(first, [before, formal]).elected == ("a", "b")


def test_a_tie_in_a_preliminary_vote_stays_preliminary():
    first = Due(seats=1, preliminary=True, candidates=("a", "b"))
    before = (poll(1, "ab", pre=True), counted(a=20, b=20))
    runoff = (poll(1, "ab", sort=Sort.RUNOFF, pre=True), counted(a=20, b=10))

    assert contest(first, [before]).due == Due(
        sort=Sort.RUNOFF, seats=1, preliminary=True, candidates=("a", "b")
    )
    assert contest(first, [before, runoff]).due == Due(seats=1, candidates=("a",))
    assert "列为正式候选人：甲。" in decide(*runoff).sentences[-1]


def test_too_few_in_a_preliminary_vote_are_completed_by_another():
    first = Due(seats=2, preliminary=True, candidates=("a", "b", "c"))

    now = contest(first, [(poll(2, "abc", pre=True), counted(a=28, b=10, c=10))])

    assert now.nominated == ("a",)
    assert now.due == Due(sort=Sort.MISSING, seats=1, preliminary=True)


def test_votes_have_names():
    assert sort_name("first", preliminary=False) == "选举"
    assert sort_name("first", preliminary=True) == "预选"
    assert sort_name("runoff", preliminary=True) == "预选（得票相等再次投票）"


# ── slips ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("marks", "others", "valid"),
    [
        ("for for", (), True),
        ("for for for", (), False),  # three named for two seats
        ("for", (), True),  # fewer is allowed
        ("", (), True),  # all abstained
        ("for against", ("x",), True),
        ("for against", ("x", "y"), False),
        ("against", ("x",), True),
        ("for", ("x",), False),  # abstained beside it: nobody may be written in
        ("for for against", ("x",), False),
        ("against against", ("x", "x"), False),
        ("against", ("b",), False),  # b stands already
    ],
)
def test_a_slip_is_valid_or_not_as_a_whole(marks, others, valid):
    slip = Slip(marks=dict(zip("abc", map(Mark, marks.split()), strict=False)), others=others)

    assert (slip.amiss("abc", 2) == "") == valid


def test_slips_are_counted_as_tellers_do():
    slips = [
        Slip(marks={"a": Mark.FOR, "b": Mark.AGAINST}, others=("x",)),
        Slip(marks={"a": Mark.FOR, "b": Mark.FOR}),
        Slip(marks={"a": Mark.FOR, "b": Mark.FOR}, others=("x",)),  # three for two seats
        Slip(),
    ]

    found = tally(slips, candidates="ab", seats=2, issued=5)

    assert found == Tally(
        issued=5, returned=4, invalid=1,
        votes={"a": Votes(favour=2, abstain=1), "b": Votes(favour=1, against=1, abstain=1)},
        others={"x": 1},
    )  # fmt: skip
    assert found.valid == 3


# ── what tellers type ────────────────────────────────────────────────────────────────────────


def told(tally, *, seats=2, present=10):
    found = faults(tally, candidates="ab", names=NAMES, seats=seats, present=present)
    return [fault.sentence for fault in found]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"issued": 11}, "发出 11 张，多于实到会有选举权 10 人，请核对。一人一票，不得委托投票。"),
        ({"invalid": 11}, "无效票 11 张，多于收回的 10 张，请核对。"),
        ({"invalid": -1}, "票数不能是负数。"),
        (
            {"votes": {"a": Votes(favour=9), "b": Votes(favour=10)}},
            "甲的赞成、不赞成、弃权合计 9 票，比有效票 10 张少 1 票，请核对。",
        ),
        ({"others": {"a": 1}}, "甲是候选人，不能计入另选他人。"),
        ({"others": {"x": 11}}, "另选己 11 票，多于有效票 10 张，请核对。"),
        (
            {
                "votes": {"a": Votes(favour=6, abstain=4), "b": Votes(favour=5, against=5)},
                "others": {"x": 6},
            },
            "另选他人合计 6 票，多于不赞成合计 5 票，请核对。投不赞成票的才能另选他人。",
        ),
    ],
)
def test_a_count_that_contradicts_itself_is_not_taken(wrong, sentence):
    right = {
        "issued": 10, "returned": 10, "invalid": 0,
        "votes": {"a": Votes(favour=10), "b": Votes(favour=5, against=5)}, "others": {},
    }  # fmt: skip

    assert told(Tally(**right)) == []
    assert told(Tally(**{**right, **wrong})) == [sentence]


def test_no_more_names_than_slips_times_seats():
    both = {"a": Votes(favour=10), "b": Votes(favour=9, against=1)}

    assert told(Tally(issued=10, returned=10, votes=both), seats=1) == [
        "赞成和另选合计 19 票，多于有效票 10 张、每张最多选 1 人的票数 10，请核对。"
    ]


def test_a_void_vote_needs_no_further_numbers():
    assert told(Tally(issued=10, returned=11)) == []


def test_two_tellers_are_compared_number_by_number():
    one = Tally(issued=10, returned=10, votes={"a": Votes(favour=9, against=1)}, others={"x": 1})
    other = Tally(issued=10, returned=9, votes={"a": Votes(favour=8, against=1)})

    assert differences(one, one, NAMES) == []
    assert [(each.name, each.first, each.second) for each in differences(one, other, NAMES)] == [
        ("收回选票", 10, 9),
        ("甲 · 赞成", 9, 8),
        ("另选己", 1, 0),
    ]


# ── who may vote ─────────────────────────────────────────────────────────────────────────────

PEOPLE = [
    Person(key="a", name="甲"),
    Person(key="b", name="乙"),
    Person(key="c", name="丙"),
    Person(key="d", name="丁", category="probationary"),
    Person(key="e", name="戊", status="suspended"),
    Person(key="x", name="己", category="activist"),
]
RESOLVED = date(2026, 11, 2)


def test_full_members_in_force_vote_and_nobody_else():
    found = electorate(PEOPLE)

    assert [person.key for person in found.voters] == ["a", "b", "c"]
    assert found.sentence == "应到会有选举权 3 人；预备党员列席 1 人。"
    assert not found.may_be_elected("d")


def test_a_recorded_decision_takes_somebody_out_of_the_count_but_not_his_right():
    out = Exclusion(key="b", ground="ill", document="港党组〔2026〕3 号", resolved_on=RESOLVED)

    found = electorate(PEOPLE, [out])

    assert found.expected == 2
    assert found.may_be_elected("b")
    assert found.sentence == "应到会有选举权 2 人；经批准不计入应到会 1 人，预备党员列席 1 人。"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"ground": "ill", "resolved_on": RESOLVED}, "缺少上级党组织的决定或者批复文号"),
        ({"ground": "ill", "document": "3 号"}, "缺少党员大会通过的日期"),
        ({"ground": "probation"}, "缺少上级党组织的决定或者批复文号"),
    ],
)
def test_without_a_decision_he_counts(facts, why):
    found = electorate(PEOPLE, [Exclusion(key="b", **facts)])

    assert found.expected == 3
    assert found.flaws == (f"乙：{why}，仍计入应到会。",)


def test_under_probation_within_the_party_one_neither_votes_nor_is_elected():
    found = electorate(PEOPLE, [Exclusion(key="c", ground="probation", document="2 号")])

    assert found.expected == 2
    assert not found.may_be_elected("c")
    assert "没有选举权 1 人" in found.sentence


def test_strangers_are_not_left_out():
    found = electorate(PEOPLE, [Exclusion(key="d", ground="ill", document="2 号")])

    assert found.flaws == ("不计入应到会的名单中有人不是本组织的正式党员，请核对。",)


# ── the order of the ballot ──────────────────────────────────────────────────────────────────


def test_surnames_stand_in_the_order_of_strokes():
    names = ["赵立新", "王海平", "陈晓帆", "丁一", "欧阳静", "刘思雨", "周国强", "于海", "孙莉"]

    assert sorted(names, key=stroke_key) == [
        "丁一", "于海", "王海平", "刘思雨", "孙莉", "陈晓帆", "欧阳静", "周国强", "赵立新",
    ]  # fmt: skip


def test_of_one_surname_short_names_come_first_then_the_given_name_decides():
    names = ["王海平", "王一凡", "王敏", "王丁", "王 乐"]

    assert sorted(names, key=stroke_key) == ["王丁", "王 乐", "王敏", "王一凡", "王海平"]


@pytest.mark.parametrize("pair", ["马王", "王韦", "孔邓", "包冯", "吕朱", "吴何", "张陈", "赵胡"])
def test_of_equal_numbers_of_strokes_the_shapes_decide(pair):
    assert stroke_key(f"{pair[0]}某") < stroke_key(f"{pair[1]}某")


def test_a_surname_of_two_characters_follows_the_single_one():
    assert sorted(["欧阳静", "欧静雯"], key=stroke_key) == ["欧静雯", "欧阳静"]


def test_what_the_table_does_not_know_comes_last_and_stays():
    assert sorted(["𠀀某", "龚某", "A某"], key=stroke_key) == ["龚某", "A某", "𠀀某"]
