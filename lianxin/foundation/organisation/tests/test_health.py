from datetime import date, timedelta

import pytest

from lianxin.foundation.organisation import actions, health, queries
from lianxin.foundation.organisation.health import Subject, findings, months
from tests.cast import HOUSE

AT = date(2026, 11, 22)
SOUND = {
    "kind": "branch", "domain": "organ", "has_committee": False, "has_secretary": True,
    "term_ends_on": date(2028, 1, 1), "members": 6, "formal": 5, "workplaces": 1,
}  # fmt: skip


def codes(**given):
    return [finding.code for finding in findings(Subject(**(SOUND | given)), at=AT)]


def test_a_sound_branch_has_nothing_amiss():
    assert codes() == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"has_secretary": False}, ["secretary_vacant"]),
        ({"term_ends_on": AT}, ["term_over"]),
        ({"term_ends_on": AT + timedelta(days=1)}, ["term_due"]),
        ({"term_ends_on": date(2027, 5, 21)}, ["term_due"]),
        ({"term_ends_on": date(2027, 5, 22)}, []),
        ({"term_ends_on": None}, ["term_unknown"]),
        ({"formal": 2}, ["formal_few"]),
        ({"formal": 3}, []),
        ({"members": 50}, []),
        ({"members": 51}, ["members_many"]),
        ({"formal": 6}, []),
        ({"formal": 7}, ["committee_missing"]),
        ({"formal": 7, "has_committee": True, "committee": 3}, []),
        ({"formal": 6, "has_committee": True, "committee": 3}, ["committee_early"]),
        (
            {"formal": 9, "has_committee": True, "committee": 2},
            ["committee_small", "committee_even"],
        ),
        ({"formal": 9, "has_committee": True, "committee": 4}, ["committee_even"]),
        ({"formal": 9, "has_committee": True, "committee": 7}, []),
        ({"formal": 9, "has_committee": True, "committee": 9}, ["committee_big"]),
        ({"kind": "joint", "workplaces": 1}, ["workplaces_few"]),
        ({"kind": "joint", "workplaces": 5}, []),
        ({"kind": "joint", "workplaces": 6}, ["workplaces_many"]),
        ({"kind": "general", "members": 49}, ["members_few"]),
        ({"kind": "general", "members": 50}, []),
        ({"kind": "general", "members": 99}, []),
        ({"kind": "general", "members": 100}, ["members_many"]),
        ({"kind": "general", "members": 60, "has_committee": True, "committee": 5}, []),
        (
            {"kind": "general", "members": 60, "has_committee": True, "committee": 11},
            ["committee_big"],
        ),
        ({"kind": "committee", "members": 99}, ["members_few"]),
        ({"kind": "committee", "members": 100, "has_committee": True, "committee": 9}, []),
        (
            {"kind": "committee", "members": 100, "has_committee": True, "committee": 11},
            ["committee_big"],
        ),
        (
            {
                "kind": "committee", "domain": "state_firm", "members": 100,
                "has_committee": True, "committee": 11,
            },
            [],
        ),
        ({"kind": "working", "term_ends_on": None, "members": 3}, []),
        ({"kind": "temporary", "term_ends_on": None, "formal": 1, "members": 1}, []),
        ({"members": None, "formal": None}, []),
    ],
)  # fmt: skip
def test_each_check_finds_what_it_should_and_nothing_else(given, expected):
    assert codes(**given) == expected


def test_a_finding_says_what_and_on_whose_word():
    (finding,) = findings(Subject(**(SOUND | {"members": 63})), at=AT)

    assert finding.sentence == "党员 63 人，超过一般不超过 50 人的规模，请研究分设党支部。"
    assert finding.source == "《中国共产党支部工作条例（试行）》第二章"
    assert finding.tone == "warn"


def test_time_left_is_said_in_months_and_years():
    assert [months(n) for n in (0, 1, 8, 12, 30)] == [
        "不到 1 个月", "1 个月", "8 个月", "1 年", "2 年 6 个月",
    ]  # fmt: skip


# ── from the tree ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def roll(cast):
    """What an area answers: members and formal members of each branch."""
    counted = {cast.pier.pk: (55, 54), cast.dock.pk: (2, 2)}
    health.plug_counts(lambda ids: {key: counted[key] for key in ids if key in counted})
    return counted


def test_findings_of_one_unit_and_of_all_below_agree(cast, roll):
    under = queries.findings_under(cast.harbour.path, at=AT)

    for unit in (cast.harbour, cast.quay, cast.yard, cast.pier, cast.dock):
        assert queries.findings_of(unit, at=AT) == under.get(unit.pk, [])
    assert {"members_many", "committee_missing"} <= {f.code for f in under[cast.pier.pk]}
    assert "formal_few" in {f.code for f in under[cast.dock.pk]}
    assert "members_few" not in {f.code for f in under[cast.quay.pk]}
    assert "members_few" in {f.code for f in under[cast.yard.pk]}


def test_posts_and_workplaces_are_those_of_the_day(cast, roll):
    def found(day):
        return {finding.code for finding in queries.findings_of(cast.pier, at=day)}

    post = cast.wang.appointments.get()
    actions.end_appointment(post, on=date(2026, 1, 1), document="", by=HOUSE)

    assert "secretary_vacant" not in found(date(2025, 12, 31))
    assert "secretary_vacant" in found(date(2026, 1, 1))


def test_a_closed_unit_has_no_findings(cast):
    actions.close(cast.pier, on=AT, document="", by=HOUSE)

    assert cast.pier.pk not in queries.findings_under(cast.harbour.path, at=AT)


def test_all_units_are_looked_at_in_as_many_statements_as_a_few(
    cast, roll, django_assert_num_queries
):
    with django_assert_num_queries(2):
        queries.findings_under(cast.harbour.path, at=AT)
    cast.found("联合党支部", "joint", cast.quay)  # only these are asked what they cover
    for number in range(30):
        cast.found(f"第{number}党支部", "branch", cast.quay)
    with django_assert_num_queries(3):
        queries.findings_under(cast.harbour.path, at=AT)


def test_without_an_area_nothing_is_said_of_numbers(cast):
    found = {finding.code for finding in queries.findings_of(cast.pier, at=AT)}

    assert found == {"term_unknown"}
