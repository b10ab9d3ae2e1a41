"""A case brought lawfully to any step, for the tests of that step."""

from dataclasses import replace
from datetime import date
from typing import Any

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.admission.catalogue.simulating import WAYS, calendar_of, evidence
from lianxin.foundation.policies.catalogue import Local, Rules
from lianxin.foundation.procedures.catalogue import Flaw, Passed, Passing, Past, judge

APPLIED = date(2023, 3, 1)
TODAY = date(2026, 11, 24)
PERSON = {"born_on": date(1995, 5, 20), "has_committee": True, "plan_left": 3}


def local(**numbers: int) -> Rules:
    """Stricter numbers of the unit: local(notice_workdays=5)."""
    own = {
        f"admission.{code}": Local(value=value, unit="港务局党委", document="1 号", since=APPLIED)
        for code, value in numbers.items()
    }
    return Rules(on=TODAY, local=own)


def begin(**subject: Any) -> Past:
    return Past(
        today=TODAY, opened_on=APPLIED, rules=Rules(on=TODAY), subject={**PERSON, **subject}
    )


def at(step: str, past: Past | None = None, **given: date) -> Past:
    """The past of a case that stands at a step, each earlier one done on its first lawful day."""
    past = past or begin()
    passed: list[Passed] = []
    for line in calendar_of(ADMISSION, past, given):
        if line.step.code == step:
            break
        assert line.flaws == (), (line.step.code, line.flaws)
        before = replace(past, passed=tuple(passed), today=date(2999, 1, 1))
        passed.append(
            Passed(
                step=line.step.code, way=line.way, held_on=line.on,
                recorded_on=line.on, values=evidence(line.step, before, line.on),
            )
        )  # fmt: skip
    return replace(past, passed=tuple(passed))


def good(step: str, past: Past, on: date | None = None, way: str = "", **values: Any) -> Passing:
    """A passing as it should be, but for the given values."""
    declared = ADMISSION.step(step)
    bound = declared.earliest(past)
    began = max((each.held_on for each in past.passed), default=past.opened_on)
    on = on or max(began, bound.on if bound else began)
    return Passing(
        step=step, way=way or WAYS.get(step, "on"), held_on=on,
        values={**evidence(declared, past, on), **values},
    )  # fmt: skip


def refusals(past: Past, passing: Passing) -> list[str]:
    return [flaw.sentence for flaw in judge(ADMISSION, past, passing).refused]


def warnings(past: Past, passing: Passing) -> list[str]:
    return [flaw.sentence for flaw in judge(ADMISSION, past, passing).warned]


def leads_to(past: Past, passing: Passing) -> str:
    verdict = judge(ADMISSION, past, passing)
    assert verdict.holds, [flaw.sentence for flaw in verdict.refused]
    return verdict.next


def votes(
    expected: int, present: int, favour: int, against: int = 0, **more: int
) -> dict[str, int]:
    written = more.get("written", 0)
    abstain = present + written - favour - against
    return {"expected": expected, "present": present, "written": written, "favour": favour,
            "against": against, "abstain": abstain}  # fmt: skip


def where(flaws: tuple[Flaw, ...]) -> list[str]:
    return [flaw.key for flaw in flaws]
