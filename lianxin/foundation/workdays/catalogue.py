"""Working days (工作日): counting them, and saying which days were skipped and why.

By the State Council's yearly notice some weekdays are holidays and some weekend days are worked
(调休). Days no notice speaks of follow the week.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
LONGEST = 3660  # days one count may span


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day that does not follow the week, or that a deadline skipped."""

    on: date
    works: bool
    name: str  # "国庆节", "周末", "调休上班"
    provisional: bool = False  # no notice was published for its year yet


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Where a count of working days ends, and which days it did not count."""

    on: date
    skipped: tuple[Day, ...] = ()
    in_doubt: bool = False  # it ran through a year whose notice is not published

    @property
    def provisional(self) -> bool:
        return self.in_doubt or any(day.provisional for day in self.skipped)

    @property
    def sentence(self) -> str:
        """The days left out, in words: "不计 10 月 1 日至 8 日国庆节、10 月 11 日周末"."""
        if not self.skipped:
            return ""
        return f"不计 {'、'.join(_runs(self.skipped))}"


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What is known of days; a day that is not listed follows the week."""

    days: Mapping[date, Day] = field(default_factory=dict)
    unpublished: frozenset[int] = frozenset()  # years of which no notice is known yet

    def day(self, on: date) -> Day:
        known = self.days.get(on)
        if known is not None:
            return known
        rests = on.weekday() >= SATURDAY
        return Day(on=on, works=not rests, name="周末" if rests else "")

    def works(self, on: date) -> bool:
        return self.day(on).works

    def after(self, start: date, count: int) -> Counted:
        """The `count`-th working day after `start`, which itself does not count."""
        on, left, skipped = start, count, []
        for _ in range(LONGEST):
            if left == 0:
                break
            on += timedelta(days=1)
            day = self.day(on)
            if day.works:
                left -= 1
            else:
                skipped.append(day)
        years = set(range((start + timedelta(days=1)).year, on.year + 1))
        return Counted(
            on=on, skipped=tuple(skipped), in_doubt=not years.isdisjoint(self.unpublished)
        )

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        span = max(0, (end - start).days)
        return sum(self.works(start + timedelta(days=step)) for step in range(1, span + 1))


def _runs(days: tuple[Day, ...]) -> list[str]:
    """Neighbouring days of one name, together."""
    runs: list[list[Day]] = []
    for day in days:
        last = runs[-1][-1] if runs else None
        if last and last.name == day.name and day.on - last.on == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_said(run) for run in runs]


def _said(run: list[Day]) -> str:
    first, last = run[0].on, run[-1].on
    month = "" if first.month == last.month else f"{last.month} 月 "
    until = "" if first == last else f"至 {month}{last.day} 日"
    return f"{first.month} 月 {first.day} 日{until}{run[0].name}"
