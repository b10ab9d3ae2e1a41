"""Ten thousand invented cases at random: none becomes a full member against the regulation.

The oracle below is written from the checklist (domain, validation) alone and reads what was
recorded, not what the steps say.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.admission.catalogue.simulating import evidence
from lianxin.areas.admission.tests.ways import begin
from lianxin.foundation.procedures.catalogue import Passed, Passing, Past, judge, standing

CASES, SHARES = 10_000, 8
TODAY = date(2031, 12, 31)
STEPS_AT_MOST = 60


# ---- the oracle -----------------------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def last(passed: tuple[Passed, ...], step: str, way: str | None = None) -> Passed:
    return [p for p in passed if p.step == step and way in {None, p.way}][-1]


def carried(vote: Mapping[str, int]) -> bool:
    there = Fraction(vote["present"], vote["expected"]) > Fraction(1, 2)
    return there and Fraction(vote["favour"], vote["expected"]) > Fraction(1, 2)


def broken(born_on: date, passed: tuple[Passed, ...]) -> list[str]:
    """Every rule that a case which made somebody a full member breaks."""
    meeting, approval = last(passed, "meeting", "yes"), last(passed, "approve", "yes")
    full = last(passed, "full_meeting", "full")
    days = [p.held_on for p in passed]
    checks = {
        "age": add_months(born_on, 18 * 12) <= last(passed, "apply").held_on,
        "cultivation": add_months(last(passed, "recommend", "yes").held_on, 12)
        <= last(passed, "candidate", "yes").held_on,
        "training": is_trained(last(passed, "training")),
        "introducers": are_two(last(passed, "introducers").values["introducers"]),
        "review": last(passed, "review").values["conclusion"] == "sound",
        "vote": carried(meeting.values["vote"]),
        "approval": meeting.held_on <= approval.held_on <= add_months(meeting.held_on, 6),
        "oath": last(passed, "oath").held_on >= approval.held_on,
        "probation": full.held_on >= end_of_probation(passed),
        "conversion vote": carried(full.values["vote"]),
        "conversion approval": last(passed, "full_approve", "full").held_on >= full.held_on,
        "order of days": days == sorted(days) and days[-1] <= TODAY,
    }
    return [name for name, holds in checks.items() if not holds]


def is_trained(training: Passed) -> bool:
    enough = training.values["hours"] >= 24 or training.values["days"] >= 3
    return enough or (training.way == "special" and bool(training.values.get("why")))


def are_two(people: list[dict[str, Any]]) -> bool:
    able = all(p["category"] == "formal" and not p["restricted"] for p in people)
    return able and len({p["id"] for p in people}) == len(people) == 2


def end_of_probation(passed: tuple[Passed, ...]) -> date:
    """A year from the meeting; extended once at most, by half a year to a year."""
    ends = add_months(last(passed, "meeting", "yes").held_on, 12)
    extensions = [p for p in passed if p.step == "full_approve" and p.way == "extend"]
    assert len(extensions) <= 1
    for _ in extensions:
        asked = last(passed, "full_meeting", "extend").values["months"]
        assert 6 <= asked <= 12
        ends = add_months(ends, asked)
    return ends


# ---- people who try anything ------------------------------------------------------------------


def vote(chance: random.Random) -> dict[str, int]:
    expected = chance.randint(1, 30)
    present = chance.randint(0, expected)
    written = chance.choice((0, 0, chance.randint(0, expected - present)))
    favour = chance.randint(0, present + written)
    against = chance.randint(0, present + written - favour)
    return {"expected": expected, "present": present, "written": written, "favour": favour,
            "against": against, "abstain": present + written - favour - against}  # fmt: skip


def people(chance: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "id": chance.randint(1, 3),
            "name": "某",
            "category": chance.choice(("formal", "formal", "formal", "probationary")),
            "restricted": chance.random() < 0.1,
        }
        for _ in range(chance.choice((1, 2, 2, 2, 3)))
    ]


def tries(step: str, past: Past, chance: random.Random) -> Passing:
    """Mostly as it should be, often not."""
    declared = ADMISSION.step(step)
    now = standing(declared, past)
    began = max((p.held_on for p in past.passed), default=past.opened_on)
    lawful = max(began, now.earliest.on) if now.earliest else began
    on = chance.choice((began, lawful, lawful, lawful)) + timedelta(
        days=chance.choice((0, 0, 1, 20, 90, 200, 400, -1))
    )
    values = evidence(declared, past, on)
    for key in values:
        if chance.random() < 0.12:
            values[key] = wild(key, values[key], chance)
    way = chance.choice(now.ways).code if now.ways else "on"
    return Passing(step=step, way=way, held_on=on, values=values)


def wild(key: str, value: Any, chance: random.Random) -> Any:
    made: dict[str, Callable[[], Any]] = {
        "vote": lambda: vote(chance),
        "introducers": lambda: people(chance),
        "contacts": lambda: people(chance),
        "conclusion": lambda: chance.choice(("sound", "unsound")),
        **dict.fromkeys(("days", "hours", "months"), lambda: chance.randint(0, 30)),
    }
    return made[key]() if key in made else chance.choice((value, None, ""))


def lived(past: Past, chance: random.Random) -> tuple[Past, bool]:
    """One case, tried at until it ends or patience does; whether it made a full member."""
    step = "apply"
    for _ in range(STEPS_AT_MOST):
        passing = tries(step, past, chance)
        verdict = judge(ADMISSION, past, passing)
        if not verdict.holds:
            continue
        done = Passed(step=step, way=passing.way, held_on=passing.held_on,
                      recorded_on=passing.held_on, values=passing.values)  # fmt: skip
        past = replace(past, passed=(*past.passed, done))
        if step == "full_approve" and passing.way == "extend":
            months = past.value("full_meeting", "months")
            until = add_months(last(past.passed, "meeting", "yes").held_on, 12)
            past = replace(past, facts={"extended_until": add_months(until, months).isoformat()})
        if step == "full_approve" and passing.way == "full":
            return past, True
        if verdict.ends:
            return past, False
        step = verdict.next
    return past, False


@pytest.mark.parametrize("share", range(SHARES))
def test_no_path_leads_to_full_membership_against_the_rules(share):
    chance = random.Random(share)  # noqa: S311 - invented cases
    became = 0
    for _ in range(CASES // SHARES):
        born_on = date(chance.randint(1960, 2008), chance.randint(1, 12), chance.randint(1, 28))
        opened = date(2024, chance.randint(1, 12), chance.randint(1, 28))
        person = replace(begin(born_on=born_on), today=TODAY, opened_on=opened)
        past, is_full = lived(person, chance)
        if is_full:
            became += 1
            assert broken(born_on, past.passed) == [], past.passed
    # The people are not so clumsy that nothing is ever tried to the end.
    assert became > 10
