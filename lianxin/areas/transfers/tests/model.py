"""A house without a database: the same catalogue, the roll as bare rows, one step at a time.

A crash is a deed that was done but whose answer got lost, so that it is delivered once more.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from lianxin.areas.transfers.catalogue import (
    ARRIVAL,
    TRANSFER,
    WHOLE,
    Effect,
    effects,
    facts_after,
)
from lianxin.areas.transfers.catalogue.codes import (
    ACROSS,
    EXPIRE,
    IN_TRANSIT,
    OUTSIDE,
    WITHIN,
)
from lianxin.foundation.policies.catalogue import Rules
from lianxin.foundation.procedures.catalogue import Ask, Passed, Passing, Past, Procedure, judge

COMMITTEES = {"A": ("a1", "a2"), "B": ("b1", "b2", "b3")}
BRANCHES = {branch: name for name, below in COMMITTEES.items() for branch in below}


@dataclass
class Case:
    procedure: Procedure
    subject: str
    unit: str
    other: str
    opened_on: date
    entered_on: date
    facts: dict[str, Any]
    step: str = ""
    passed: tuple[Passed, ...] = ()
    roster: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.step in {step.code for step in self.procedure.steps}


@dataclass
class House:
    """Members in five branches of two committees, and people outside with letters."""

    dice: Random
    today: date = date(2026, 3, 2)
    cases: list[Case] = field(default_factory=list)
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    gone: set[str] = field(default_factory=set)
    letters: dict[int, str] = field(default_factory=dict)  # number → why it is void, or ""
    refused: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.people = [f"m{number}" for number in range(6)]
        self.strangers = [f"s{number}" for number in range(2)]
        for person in self.people:
            self.rows[person, self.dice.choice(list(BRANCHES))] += 1

    # ---- the roll, as rows that a verb closes and opens ---------------------------------------

    def branches_of(self, person: str) -> list[str]:
        return [branch for (who, branch), count in self.rows.items() if who == person and count]

    def _close(self, person: str, branch: str) -> bool:
        if self.rows[person, branch] < 1:
            return False
        self.rows[person, branch] -= 1
        return True

    # ---- the engine, in the order in which it works -------------------------------------------

    def past(self, case: Case) -> Past:
        return Past(
            today=self.today,
            opened_on=case.opened_on,
            rules=Rules(on=self.today),
            passed=case.passed,
            subject=self._subject(case),
            facts=case.facts,
            entered_on=case.entered_on,
        )

    def _subject(self, case: Case) -> dict[str, Any]:
        if case.procedure is TRANSFER:
            here = self.branches_of(case.subject)
            return {"status": "normal" if here else "left", "category": "formal"}
        if case.procedure is WHOLE:
            return {"members": len(self._at(case.unit)), "busy": 0}
        return {"number": "介字 1 号", "on_the_roll": bool(self.branches_of(case.subject))}

    def _at(self, unit: str) -> tuple[str, ...]:
        return tuple(who for (who, at), count in self.rows.items() if at == unit and count)

    def open(self, procedure: Procedure, subject: str, unit: str, **more: Any) -> Case | None:
        twice = [c for c in self.cases if c.is_open and c.subject == subject]
        if procedure.once and any(one.procedure is procedure for one in twice):
            return None
        case = Case(
            procedure=procedure, subject=subject, unit=unit, other=more.pop("other", ""),
            opened_on=self.today, entered_on=self.today, facts=more,
            step=procedure.first.code,
        )  # fmt: skip
        self.cases.append(case)
        return case

    def deliver(self, case: Case, passing: Passing) -> bool:
        """Judge, apply, move on, as one; a step that is no longer the case's is refused."""
        if passing.step != case.step:
            self.refused += 1
            return False
        verdict = judge(case.procedure, self.past(case), passing)
        if not verdict.holds or not self._apply(case, passing):
            self.refused += 1
            return False
        case.passed += (
            Passed(
                step=passing.step, way=passing.way, held_on=passing.held_on,
                recorded_on=self.today, values=passing.values,
            ),
        )  # fmt: skip
        case.facts.update(facts_after(self.past(case), passing))
        case.step, case.entered_on = verdict.next, self.today
        self.done[f"{passing.step}.{passing.way}"] += 1
        return True

    def _apply(self, case: Case, passing: Passing) -> bool:
        """In one transaction: what a refusal leaves behind is put back."""
        kept = self.rows.copy(), set(self.gone), dict(self.letters), replace(case)
        fine = all(
            self._effect(each, case, passing)
            for each in effects(case.procedure.code, passing.step, passing.way)
        )
        if not fine:
            self.rows, self.gone, self.letters = kept[:3]
            case.other, case.facts = kept[3].other, kept[3].facts
        return fine

    def _effect(self, effect: Effect, case: Case, passing: Passing) -> bool:
        if effect is Effect.ISSUE:
            number = len(self.letters) + 1
            self.letters[number] = ""
            case.facts["number"] = str(number)
            case.roster = self._at(case.unit)
        elif effect is Effect.VOID:
            self.void(case, "void")
        elif effect is Effect.ADDRESS:
            case.other = passing.values["branch"]
        elif effect is Effect.READDRESS:
            case.other = case.facts.get("first", case.other)
        elif effect is Effect.ARRIVE:
            return self._arrive(case)
        elif effect is not Effect.REPLY:
            return self._move(case, to=case.other if effect is Effect.MOVE else "")
        return True

    def _move(self, case: Case, *, to: str) -> bool:
        if case.procedure is TRANSFER:
            return to != case.unit and self._pass(case.subject, case.unit, to)
        moved = [who for who in case.roster if who in self._at(case.unit)]
        return to != case.unit and all(self._pass(who, case.unit, to) for who in moved)

    def _pass(self, person: str, source: str, to: str) -> bool:
        if not self._close(person, source):
            return False
        if to:
            self.rows[person, to] += 1
        else:
            self.gone.add(person)
        return True

    def _arrive(self, case: Case) -> bool:
        if self.branches_of(case.subject):
            return False
        self.gone.discard(case.subject)
        self.rows[case.subject, case.other] += 1
        return True

    def void(self, case: Case, why: str) -> None:
        if case.facts.get("number"):
            self.letters[int(case.facts["number"])] = why

    def withdraw(self, case: Case) -> None:
        if case.is_open and not case.procedure.step(case.step).withdrawal(self.past(case)):
            self.void(case, "withdrawn")
            case.step = "withdrawn"

    def expire(self) -> None:
        """The nightly sweep, which may come twice."""
        for case in self.cases:
            until = case.facts.get("valid_until")
            if case.step in IN_TRANSIT and until and date.fromisoformat(until) < self.today:
                passing = Passing(step=case.step, way=EXPIRE, held_on=self.today)
                for _ in range(2):
                    self.deliver(case, passing)

    # ---- whatever may happen next -------------------------------------------------------------

    def anything(self) -> None:
        self.dice.choice(
            (self._begin, self._step, self._step, self._step, self._step, self._twice,
             self._give_up, self._night)
        )()  # fmt: skip

    def _begin(self) -> None:
        kind = self.dice.choice((WITHIN, ACROSS, OUTSIDE, ACROSS, "whole", "arrival"))
        if kind == "arrival":
            who = self.dice.choice([*self.strangers, *sorted(self.gone)])
            self.open(ARRIVAL, who, self.dice.choice(list(COMMITTEES)))
            return
        if kind == "whole":
            unit = self.dice.choice(list(BRANCHES))
            self.open(WHOLE, unit, unit, kind=self.dice.choice((ACROSS, OUTSIDE)), to_name="乙")
            return
        who = self.dice.choice(self.people + self.strangers)
        for unit in self.branches_of(who)[:1]:
            other = self.dice.choice(list(BRANCHES)) if kind == WITHIN else ""
            self.open(TRANSFER, who, unit, kind=kind, to_name="乙", other=other)

    def _step(self) -> None:
        waiting = [case for case in self.cases if case.is_open]
        if waiting:
            case = self.dice.choice(waiting)
            self.deliver(case, self._passing(case))

    def _twice(self) -> None:
        """The answer to the first delivery got lost; and once more for good measure."""
        waiting = [case for case in self.cases if case.is_open]
        if waiting:
            case = self.dice.choice(waiting)
            passing = self._passing(case)
            for _ in range(3):
                self.deliver(case, passing)

    def _passing(self, case: Case) -> Passing:
        past, step = self.past(case), case.procedure.step(case.step)
        way = self.dice.choice(step.ways_in(past))
        asks = step.asks_in(past, way=way.code)
        return Passing(
            step=step.code, way=way.code, held_on=self.today,
            values={ask.key: self._value(ask, case) for ask in asks},
        )  # fmt: skip

    def _value(self, ask: Ask, case: Case) -> Any:
        if ask.key == "paid_to":
            return f"{self.today:%Y-%m}"
        if ask.kind == "day":
            return self.dice.choice((case.facts["expired"], self.today.isoformat()))
        if ask.kind == "choice":
            return self.dice.choice(ask.choices)[0]
        some = {"number": (1, 10, 30, 90), "branch": tuple(BRANCHES), "yes": (True,)}
        return self.dice.choice(some.get(ask.kind, ("已写明",)))

    def _give_up(self) -> None:
        if self.cases:
            self.withdraw(self.dice.choice(self.cases))

    def _night(self) -> None:
        self.today += timedelta(days=self.dice.choice((1, 1, 12, 40)))
        self.expire()
