from fractions import Fraction

import pytest

from lianxin.areas.meetings.catalogue import (
    MEETING_KINDS,
    Who,
    kinds_for,
    quorum_of,
    who_of,
)


def names(**unit):
    return [kind.code for kind in kinds_for(**unit)]


def test_a_branch_without_committee_or_cells_has_neither_of_their_meetings():
    bare = names(kind="branch", has_committee=False, has_cells=False)
    assert "committee_meeting" not in bare
    assert "cell_meeting" not in bare
    assert {"members_meeting", "party_day", "lecture", "life_meeting", "appraisal"} <= set(bare)


def test_a_branch_with_both_has_both():
    full = names(kind="branch", has_committee=True, has_cells=True)
    assert {"committee_meeting", "cell_meeting"} <= set(full)
    assert "democratic_life" not in full


def test_a_leading_body_has_its_democratic_life_meeting():
    assert names(kind="committee", has_committee=True, has_cells=False) == [
        "lecture",
        "democratic_life",
    ]


@pytest.mark.parametrize(
    ("kinds", "who"),
    [
        (["committee_meeting"], Who.COMMITTEE),
        (["committee_meeting", "party_day"], Who.MEMBERS),
        (["cell_meeting"], Who.CHOSEN),
        (["cell_meeting", "committee_meeting"], Who.COMMITTEE),
    ],
)
def test_several_types_at_once_expect_the_widest(kinds, who):
    assert who_of(kinds) is who


def test_several_types_at_once_ask_the_strictest_quorum():
    assert quorum_of(["party_day"]) is None
    assert quorum_of(["party_day", "members_meeting"]) == Fraction(1, 2)
    assert quorum_of(["committee_meeting", "democratic_life"]) == Fraction(2, 3)


def test_every_kind_says_where_it_comes_from_and_what_its_minutes_hold():
    for kind in MEETING_KINDS.values():
        assert kind.source
        assert kind.sections
        assert sum(item.minutes for item in kind.agenda) == kind.minutes
        assert kind.how_often
