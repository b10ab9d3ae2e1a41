"""Where a unit stands to its term, on every edge of the calendar."""

from datetime import date

import pytest

from lianxin.areas.terms.catalogue import STATES, Term, TermState, has_terms, stand
from lianxin.foundation.core.days import months_later

TODAY = date(2026, 11, 24)


def of(ends_on, **more):
    return stand(Term(kind="branch", ends_on=ends_on, **more), TODAY)


@pytest.mark.parametrize(
    ("ends_on", "state", "tone"),
    [
        (date(2028, 1, 1), "normal", ""),
        (date(2027, 5, 25), "normal", ""),
        (date(2027, 5, 24), "soon", "warn"),
        (date(2026, 11, 25), "soon", "warn"),
        (date(2026, 11, 24), "overdue", "danger"),  # the day it ends it is over
        (date(2024, 1, 1), "overdue", "danger"),
        (None, "unknown", "warn"),
    ],
)
def test_yellow_half_a_year_before_red_from_the_day_it_is_over(ends_on, state, tone):
    found = of(ends_on)

    assert (found.state, found.tone) == (state, tone)
    assert found.name == STATES[state]


def test_an_election_under_way_is_told_first_and_stays_red_while_the_term_is_over():
    assert of(date(2027, 5, 1), is_started=True).tone == "info"
    late = of(date(2026, 11, 12), is_started=True)
    assert (late.state, late.tone) == (TermState.STARTED, "danger")
    assert late.sentence == "2026-11-12 届满，已逾期 12 天，换届已启动。"


def test_a_month_before_the_end_the_request_must_be_made():
    late = of(date(2026, 12, 24), is_started=True)
    asked = of(date(2026, 12, 24), is_started=True, is_requested=True)

    assert late.tone == "warn"
    assert late.sentence == "2026-12-24 届满，还有 30 天，还没有报送换届请示，请抓紧办理。"
    assert asked.tone == "info"
    assert asked.sentence == "2026-12-24 届满，还有 30 天，换届已启动。"


def test_extended():
    found = of(date(2027, 3, 1), extended_from=date(2026, 9, 1))

    assert (found.state, found.tone) == (TermState.EXTENDED, "info")
    assert found.sentence == "原定 2026-09-01 届满，经批准延期到 2027-03-01。"
    assert of(date(2026, 11, 1), extended_from=date(2026, 9, 1)).state == "overdue"


def test_a_year_late_is_what_inspections_look_for():
    assert "巡察" not in of(date(2025, 11, 25)).sentence
    assert of(date(2025, 11, 24)).sentence == (
        "2025-11-24 届满，已逾期 365 天，尚未启动换届；超过 1 年，按巡察口径属于逾期未换届。"
    )


def test_what_is_not_known_is_asked_for():
    assert of(None).sentence == "没有登记本届起止日期，请上级党组织补登。"
    assert of(None, is_started=True).sentence == "换届已启动。"


def test_plain_sentences():
    assert of(date(2027, 5, 1)).sentence == "2027-05-01 届满，还有 158 天，尚未启动换届。"
    assert of(date(2028, 5, 1)).sentence == "2028-05-01 届满，还有 524 天。"


def test_appointed_bodies_have_no_terms():
    assert [
        kind for kind in ("working", "temporary", "mobile", "functional") if has_terms(kind)
    ] == []
    assert all(has_terms(kind) for kind in ("committee", "general", "branch", "joint", "county"))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
    ],
)
def test_months_later(day, months, found):
    assert months_later(day, months) == found
