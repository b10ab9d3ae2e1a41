from datetime import date

import pytest

from lianxin.foundation.organisation.actions.found import ordinal
from lianxin.foundation.organisation.catalogue import (
    BRANCHES,
    INTERNAL,
    KINDS,
    NUMBERS,
    POSTS,
    may_stand_below,
    number,
    term_end,
    term_years,
)

TODAY = date(2026, 11, 22)


def test_every_number_has_a_source_and_a_day():
    for row in NUMBERS:
        assert row.source, row
        assert row.since <= TODAY, row
        assert row.kinds <= set(KINDS), row


def test_no_two_numbers_say_different_things_of_the_same():
    keys = [(row.code, kind, row.domains, row.since) for row in NUMBERS for kind in row.kinds]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("kind", "domain", "years"),
    [
        ("province", "other", 5), ("committee", "organ", 5), ("general", "organ", 3),
        ("branch", "hospital", 3), ("branch", "village", 5), ("general", "community", 5),
        ("working", "organ", None), ("temporary", "organ", None), ("mobile", "organ", None),
    ],
)  # fmt: skip
def test_terms_are_those_of_the_regulations(kind, domain, years):
    assert term_years(kind, domain, at=TODAY) == years


def test_a_number_holds_from_its_day():
    assert term_years("branch", "organ", at=date(2018, 7, 11)) is None
    assert term_years("branch", "organ", at=date(2018, 7, 12)) == 3
    assert number("members_most", kind="branch", at=date(2018, 10, 27)) is None


def test_a_term_ends_on_the_same_day_years_later():
    assert term_end("branch", "organ", starts_on=date(2024, 1, 20)) == date(2027, 1, 20)
    assert term_end("branch", "organ", starts_on=date(2024, 2, 29)) == date(2027, 2, 28)
    assert term_end("temporary", "organ", starts_on=date(2024, 2, 29)) is None


def test_kinds_know_what_may_stand_below_them():
    assert frozenset({"branch", "joint", "temporary", "mobile", "functional"}) == BRANCHES
    assert frozenset(KINDS) - BRANCHES == INTERNAL
    for code, kind in KINDS.items():
        assert kind.below <= set(KINDS)
        for below in kind.below - {"working", "committee"}:
            assert KINDS[below].level > kind.level, (below, code)
    assert may_stand_below("committee", "committee")
    assert not may_stand_below("committee", "general")
    assert not may_stand_below("general", "general")


def test_only_branches_of_their_own_hold_formal_affiliations():
    assert {code for code, kind in KINDS.items() if kind.holds_members} == {"branch", "joint"}


def test_posts_are_in_order_and_one_is_alone():
    assert [post.rank for post in POSTS.values()] == list(range(1, len(POSTS) + 1))
    assert [code for code, post in POSTS.items() if post.only_one] == ["secretary"]
    assert {code for code, post in POSTS.items() if post.approved_above} == {
        "secretary", "deputy", "first_secretary",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("离退休党支部", 0), ("第一党支部", 1), ("第十党支部", 10), ("第十二党支部", 12),
        ("第二十党支部", 20), ("第一百零三党支部", 103), ("第35党支部", 35), ("第党支部", 0),
    ],
)  # fmt: skip
def test_numbered_names_stand_in_the_order_of_their_numbers(name, place):
    assert ordinal(name) == place
