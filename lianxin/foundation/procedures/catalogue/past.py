"""What a step may look back on: the case so far, the person, the numbers in force, the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lianxin.foundation.policies.catalogue import InForce, Rules
from lianxin.foundation.procedures.catalogue.votes import Vote
from lianxin.foundation.workdays.catalogue import Calendar


def as_day(value: object) -> date | None:
    """A day as evidence and facts of a case keep it: as text."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What somebody enters at a step."""

    step: str
    way: str
    held_on: date
    values: Mapping[str, Any] = field(default_factory=dict)

    def vote(self, key: str) -> Vote:
        return Vote.of(self.values.get(key) or {})


@dataclass(frozen=True, kw_only=True)
class Passed:
    """One passing of a step that still holds (returned ones do not)."""

    step: str
    way: str
    held_on: date
    recorded_on: date
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        """Entered on a later day than it was done; both dates are kept and shown."""
        return self.recorded_on > self.held_on


@dataclass(frozen=True, kw_only=True)
class Past:
    """The case as it stands on a day, in plain values."""

    today: date
    opened_on: date
    rules: Rules
    calendar: Calendar = field(default_factory=Calendar)
    passed: tuple[Passed, ...] = ()  # in the order of their recording
    subject: Mapping[str, Any] = field(default_factory=dict)  # what the area tells of the person
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the case carries along
    entered_on: date | None = None  # since when the case stands at its present step

    def last(self, step: str) -> Passed | None:
        """The latest passing of a step."""
        return next((one for one in reversed(self.passed) if one.step == step), None)

    def all(self, step: str) -> tuple[Passed, ...]:
        """Every passing of a step that is done more than once (half-yearly assessments)."""
        return tuple(one for one in self.passed if one.step == step)

    def held_on(self, step: str) -> date | None:
        """When a step was done, last."""
        last = self.last(step)
        return last.held_on if last else None

    def value(self, step: str, key: str) -> Any:
        """What was entered at a step, last; None where it was not."""
        last = self.last(step)
        return last.values.get(key) if last else None

    def after(self, passing: Passing, *, recorded_on: date, **changed: Any) -> "Past":
        """The same past with one more passing in it, and what else that changed."""
        done = Passed(
            step=passing.step,
            way=passing.way,
            held_on=passing.held_on,
            recorded_on=recorded_on,
            values=passing.values,
        )
        return replace(self, passed=(*self.passed, done), **changed)

    def number(self, code: str) -> int:
        """A rule's number as it holds here."""
        return self.rules.value(code)

    def rule(self, code: str) -> InForce:
        return self.rules.told(code)
