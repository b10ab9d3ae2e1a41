"""Counting working days: known years, and any days against counting one by one."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.workdays import sources
from lianxin.foundation.workdays.catalogue import Calendar, Day

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)


def published() -> Calendar:
    """All years whose notices are known."""
    days = {day.on: day for year in sources.PUBLISHED for day in sources.told(year).days}
    return Calendar(days=days)


CALENDAR = published()
VECTORS = [
    # National Day 2024: free 1–7 October, worked on Sunday 29 September and Saturday 12 October.
    ("2024-09-27", 1, "2024-09-29"), ("2024-09-27", 2, "2024-09-30"),
    ("2024-09-27", 3, "2024-10-08"), ("2024-09-27", 7, "2024-10-12"),
    ("2024-09-27", 10, "2024-10-16"),
    # Spring Festival 2024: the eve was worked, 10–17 February free, Sunday the 18th worked.
    ("2024-02-08", 1, "2024-02-09"), ("2024-02-08", 2, "2024-02-18"),
    ("2024-02-08", 5, "2024-02-21"),
    # National Day and Mid-autumn 2025: free 1–8 October, worked 28 September and 11 October.
    ("2025-09-26", 1, "2025-09-28"), ("2025-09-26", 4, "2025-10-09"),
    ("2025-09-26", 6, "2025-10-11"), ("2025-09-26", 10, "2025-10-16"),
    # 2026: worked on 20 September (Sunday) and 10 October (Saturday); free 25–27 September
    # and 1–7 October.
    ("2026-09-18", 1, "2026-09-20"), ("2026-09-18", 5, "2026-09-24"),
    ("2026-09-18", 6, "2026-09-28"), ("2026-09-18", 9, "2026-10-08"),
    ("2026-09-18", 11, "2026-10-10"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "count", "end"), VECTORS)
def test_the_days_around_holidays_of_three_years(start, count, end):
    start, end = date.fromisoformat(start), date.fromisoformat(end)
    assert CALENDAR.after(start, count).on == end
    assert CALENDAR.between(start, end) == count


def test_what_was_skipped_is_said_in_words():
    counted = CALENDAR.after(date(2026, 9, 18), 9)

    assert counted.sentence == (
        "不计 9 月 19 日周末、9 月 25 日至 27 日中秋节、10 月 1 日至 7 日国庆节"
    )
    assert not counted.provisional
    assert CALENDAR.after(date(2026, 11, 23), 2).sentence == ""


days = st.dates(FIRST, LAST - timedelta(days=200))


@given(days)
def test_each_day_is_as_the_notices_say(on):
    assert CALENDAR.works(on) == chinese_calendar.is_workday(on)


@given(days, st.integers(1, 90))
def test_counting_agrees_with_counting_one_by_one(start, count):
    on, left, skipped = start, count, []
    while left:
        on += timedelta(days=1)
        if chinese_calendar.is_workday(on):
            left -= 1
        else:
            skipped.append(on)

    counted = CALENDAR.after(start, count)

    assert counted.on == on
    assert [day.on for day in counted.skipped] == skipped


@given(days, st.integers(0, 90))
def test_counting_back_gives_the_same_number(start, count):
    assert CALENDAR.between(start, CALENDAR.after(start, count).on) == count


@given(days, st.integers(1, 60), st.integers(1, 60))
def test_two_counts_in_a_row_are_one_count(start, one, other):
    assert CALENDAR.after(CALENDAR.after(start, one).on, other).on == (
        CALENDAR.after(start, one + other).on
    )


@given(days, st.integers(1, 60), days)
def test_a_day_made_free_never_makes_a_deadline_earlier(start, count, on):
    fewer = Calendar(days={**CALENDAR.days, on: Day(on=on, works=False, name="放假")})
    assert fewer.after(start, count).on >= CALENDAR.after(start, count).on


def test_a_year_without_a_notice_is_in_doubt_even_where_nothing_was_skipped():
    told = sources.told(2027)
    calendar = Calendar(
        days={**CALENDAR.days, **{day.on: day for day in told.days}}, unpublished=frozenset({2027})
    )

    assert told.provisional
    assert calendar.after(date(2027, 3, 1), 3).provisional
    assert calendar.after(date(2026, 12, 30), 3).provisional
    assert not calendar.after(date(2026, 12, 28), 3).provisional
    assert not calendar.works(date(2027, 1, 1))


def test_holidays_that_fall_together_carry_both_names():
    names = {day.name for day in sources.told(2028).days}
    assert "中秋节、国庆节" in names
    assert not any(";" in name for name in names)


def test_what_is_published_is_in_chinese():
    for year in sorted(sources.PUBLISHED):
        assert not any(day.name.isascii() for day in sources.told(year).days)
