"""How an area declares its procedures: phases, steps, what each asks, and when it is lawful.

Everything here is data and pure functions of the `Past`; what a passed step does to the roll is
plugged beside it (registry.Plugged), so that rules can be tried on thousands of invented cases
without a database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from lianxin.foundation.procedures.catalogue.past import Passing, Past
from lianxin.foundation.procedures.catalogue.votes import VoteRule

#: Where a way may lead besides a step: the matter is done, or ended without its aim.
DONE, ENDED = "done", "ended"


class Desk(StrEnum):
    """At whose desk a step lies, seen from the unit that answers for the subject."""

    UNIT = "unit"  # that unit itself
    ABOVE = "above"  # the unit directly above it
    COMMITTEE = "committee"  # the nearest committee above it (itself, at the root)
    APPROVER = "approver"  # the nearest unit above that approves members
    OVER_APPROVER = "over_approver"  # the unit above the approver (itself, at the root)
    OTHER = "other"  # the other side of the case: who receives
    SUBJECT = "subject"  # the person himself; his unit may enter it for him


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stretch of the procedure, shown in the bar at the top: 申请入党, 积极分子…"""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One piece of evidence a step asks for.

    Kinds of the house: text, note (several lines), day, month, number, choice, yes (must be
    ticked), document (文号), vote (with `vote`), file (one or more sealed files, kept as ids).
    Areas plug further kinds (member, members, meeting…) into forms.kinds.
    """

    key: str
    label: str
    kind: str = "text"
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None  # of numbers, members, files
    most: int | None = None
    vote: VoteRule | None = None
    sealed: bool = False  # opinions on a person: kept encrypted, shown to who keeps the case
    options: Mapping[str, Any] = field(default_factory=dict)  # for plugged kinds
    only: str = ""  # asked only where this way is chosen
    when: Callable[[Past], bool] | None = None  # asked only in such cases


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A day before which a step is not lawful, or by which it is due, and on whose word."""

    on: date
    sentence: str  # "培养考察满一年的日期是 2027-03-02"
    source: str = ""
    hard: bool = True  # a hard bound refuses, a soft one warns
    explained: str = ""  # the days a count of working days left out
    counts_workdays: bool = False  # changes when the calendar does


@dataclass(frozen=True, kw_only=True)
class Need:
    """A precondition of a step, shown with ✓ or with what is still missing."""

    name: str
    met: bool
    missing: str = ""  # what to do, where it is not met
    note: str = ""  # "2026-11-18 提交"
    url: str = ""
    hard: bool = True


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """What is wrong with what was entered; `key` is the field, "held_on" or ""."""

    sentence: str
    key: str = ""
    source: str = ""
    hard: bool = True


@dataclass(frozen=True, kw_only=True)
class Way:
    """What a step may lead to. `to` is a step's code, DONE or ENDED; the same step to repeat."""

    code: str
    name: str
    to: str
    note: str = ""
    outcome: str = ""  # for DONE and ENDED: what became of the matter, "按期转正"
    danger: bool = False
    when: Callable[[Past], bool] | None = None  # offered only in such cases
    loose: bool = False  # of a step that sticks: this way changed nothing


def _nothing(_past: Past) -> tuple[()]:
    return ()


def _sound(_past: Past, _passing: Passing) -> tuple[()]:
    return ()


def _always(_past: Past) -> None:
    return None


def _silent(_past: Past) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step (环节): who acts, with what evidence, from when, until when, leading where."""

    code: str
    name: str
    phase: str
    key: StrEnum  # the permission asked at the desk
    ways: tuple[Way, ...]
    desk: Desk = Desk.UNIT
    asks: tuple[Ask, ...] = ()
    number: int | None = None  # as people count it: 第 7 步
    held: str = "办理日期"  # what the date of the step is called
    lead: Callable[[Past], str] = _silent
    needs: Callable[[Past], Iterable[Need]] = _nothing
    earliest: Callable[[Past], Bound | None] = _always
    due: Callable[[Past], Bound | None] = _always
    checks: Callable[[Past, Passing], Iterable[Flaw]] = _sound
    law: str = ""  # the clause, as shown under the step
    button: str = "登记本环节"
    sticks: bool = False  # it changed the roll: the case cannot go back before it
    returns: bool = True  # sent back by hand; otherwise only its own ways lead back
    #: Why the matter cannot be withdrawn while it stands here; nothing where it can.
    withdrawal: Callable[[Past], str] = _silent

    def stuck(self, code: str) -> bool:
        """Whether passing it this way changed the roll, so that nothing goes back before it."""
        way = self.way(code)
        return self.sticks and not (way is not None and way.loose)

    def way(self, code: str) -> Way | None:
        return next((way for way in self.ways if way.code == code), None)

    def ways_in(self, past: Past) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way.when is None or way.when(past))

    def asks_in(self, past: Past, *, way: str | None = None) -> tuple[Ask, ...]:
        """What is asked in this case; with a way, what is asked where it is chosen."""
        return tuple(
            ask
            for ask in self.asks
            if (ask.when is None or ask.when(past)) and (way is None or ask.only in {"", way})
        )


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """A kind of matter (事项), with its steps in the order people know them by."""

    code: str
    name: str  # "发展党员"
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    view: StrEnum  # who may see such cases, where they lie
    keep: StrEnum  # who may open, withdraw, comment and hand them over
    law: str = ""
    icon: str = "list-checks"
    once: bool = True  # a person has one open case of the kind at most

    @property
    def first(self) -> Step:
        return self.steps[0]

    def step(self, code: str) -> Step:
        found = next((step for step in self.steps if step.code == code), None)
        if found is None:
            raise LookupError(f"{self.code} has no step {code}")
        return found

    def phase_of(self, step: str) -> Phase:
        wanted = self.step(step).phase
        return next(phase for phase in self.phases if phase.code == wanted)
