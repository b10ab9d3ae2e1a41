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
from lianxin.areas.admission.tests.ways import begin, local
from lianxin.foundation.procedures.catalogue import (
    Passed,
    Passing,
    Past,
    Procedure,
    Step,
    judge,
    standing,
)

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


def broken(born_on: date, passed: tuple[Passed, ...], notice: int = 0) -> list[str]:
    """Every rule that a case which made somebody a full member breaks; `notice` is how many
    working days of public notice his unit asks for before a meeting."""
    meeting, approval = last(passed, "meeting", "yes"), last(passed, "approve", "yes")
    full = last(passed, "full_meeting", "full")
    days = [p.held_on for p in passed]
    checks = {
        "age": add_months(born_on, 18 * 12) <= last(passed, "apply").held_on,
        "talk": is_in_time(last(passed, "apply"), last(passed, "talk")),
        "contacts": are_some(last(passed, "contacts").values["contacts"]),
        "cultivation": add_months(last(passed, "recommend", "yes").held_on, 12)
        <= last(passed, "candidate", "yes").held_on,
        "training": is_trained(last(passed, "training")),
        "introducers": are_two(last(passed, "introducers").values["introducers"]),
        "review": last(passed, "review").values["conclusion"] == "sound",
        "vote": carried(meeting.values["vote"]),
        "secret": bool(meeting.values["secret"] and full.values["secret"]),
        "meeting on its day": all(is_that_day(p, "record") for p in (meeting, full)),
        "notice": all(was_up(p, notice) for p in (meeting, full)),
        "approval": meeting.held_on <= approval.held_on <= add_months(meeting.held_on, 6),
        "oath": last(passed, "oath").held_on >= approval.held_on,
        "probation": full.held_on >= end_of_probation(passed),
        "conversion vote": carried(full.values["vote"]),
        "conversion approval": last(passed, "full_approve", "full").held_on >= full.held_on,
        "order of days": days == sorted(days) and days[-1] <= TODAY,
    }
    assert set(checks) == set(NAMES)
    return [name for name, holds in checks.items() if not holds]


NAMES = (
    "age", "talk", "contacts", "cultivation", "training", "introducers", "review", "vote",
    "secret", "meeting on its day", "notice", "approval", "oath", "probation",
    "conversion vote", "conversion approval", "order of days",
)  # fmt: skip


def is_in_time(application: Passed, talk: Passed) -> bool:
    in_time = talk.held_on <= add_months(application.held_on, 1)
    return in_time or bool(talk.values.get("consent"))


def are_some(people: list[dict[str, Any]]) -> bool:
    return 1 <= len(people) <= 2 and all(p["category"] == "formal" for p in people)


def is_that_day(passed: Passed, key: str) -> bool:
    meeting = passed.values.get(key)
    return not meeting or meeting["held_on"] == passed.held_on.isoformat()


def was_up(passed: Passed, workdays: int) -> bool:
    """A notice of so many days from Monday to Friday, over before the meeting."""
    if not workdays:
        return True
    first, until = (date.fromisoformat(passed.values[f"notice_{end}"]) for end in ("from", "to"))
    days = [first + timedelta(days=n) for n in range((until - first).days + 1)]
    return sum(day.weekday() < 5 for day in days) >= workdays and until < passed.held_on


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


def tries(declared: Step, past: Past, chance: random.Random, wildness: float = 0.12) -> Passing:
    """Mostly as it should be, often not."""
    now = standing(declared, past)
    began = max((p.held_on for p in past.passed), default=past.opened_on)
    lawful = max(began, now.earliest.on) if now.earliest else began
    on = chance.choice((began, lawful, lawful, lawful)) + timedelta(
        days=chance.choice((0, 0, 1, 20, 90, 200, 400, -1))
    )
    values = evidence(declared, past, on)
    for key in values:
        if chance.random() < wildness:
            values[key] = wild(key, values[key], chance)
    way = chance.choice(now.ways).code if now.ways else "on"
    return Passing(step=declared.code, way=way, held_on=on, values=values)


def wild(key: str, value: Any, chance: random.Random) -> Any:
    made: dict[str, Callable[[], Any]] = {
        "vote": lambda: vote(chance),
        "introducers": lambda: people(chance),
        "contacts": lambda: people(chance),
        "conclusion": lambda: chance.choice(("sound", "unsound")),
        **dict.fromkeys(("record", "meeting"), lambda: {"id": 1, "held_on": "2025-01-01"}),
        **dict.fromkeys(
            ("notice_from", "notice_to"),
            lambda: value and (date.fromisoformat(value) + timedelta(days=2)).isoformat(),
        ),
        **dict.fromkeys(
            ("days", "hours", "months"), lambda: chance.choice((1, 2, chance.randint(0, 30)))
        ),
    }
    return made[key]() if key in made else chance.choice((value, None, ""))


def lived(
    past: Past,
    chance: random.Random,
    procedure: Procedure = ADMISSION,
    wildness: float = 0.12,
) -> tuple[Past, bool]:
    """One case, tried at until it ends or patience does; whether it made a full member."""
    step = "apply"
    for _ in range(STEPS_AT_MOST):
        passing = tries(procedure.step(step), past, chance, wildness)
        verdict = judge(procedure, past, passing)
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


def somebody(chance: random.Random, notice: int) -> tuple[date, Past]:
    born_on = date(chance.randint(1960, 2008), chance.randint(1, 12), chance.randint(1, 28))
    opened = date(2024, chance.randint(1, 12), chance.randint(1, 28))
    rules = local(notice_workdays=notice) if notice else begin().rules
    return born_on, replace(begin(born_on=born_on), today=TODAY, opened_on=opened, rules=rules)


@pytest.mark.parametrize("share", range(SHARES))
def test_no_path_leads_to_full_membership_against_the_rules(share):
    chance = random.Random(share)  # noqa: S311 - invented cases
    became = 0
    for _ in range(CASES // SHARES):
        notice = chance.choice((0, 0, 0, 0, 5))
        born_on, person = somebody(chance, notice)
        past, is_full = lived(person, chance)
        if is_full:
            became += 1
            assert broken(born_on, past.passed, notice) == [], past.passed
    # The people are not so clumsy that nothing is ever tried to the end.
    assert became > 10


def test_the_oracle_is_awake():
    """With the rules of the steps taken away, it finds each of them broken by somebody."""
    lawless = replace(
        ADMISSION,
        steps=tuple(
            replace(
                step,
                checks=lambda *_: (), needs=lambda _: (), earliest=lambda _: None,
                asks=tuple(replace(ask, required=False, vote=None) for ask in step.asks),
            )
            for step in ADMISSION.steps
        ),
    )  # fmt: skip
    kept_by_the_engine = {"order of days", "oath", "conversion approval"}  # days never go back
    sought = set(NAMES) - kept_by_the_engine
    chance, found = random.Random(7), set[str]()  # noqa: S311 - invented cases
    for _ in range(CASES):
        born_on, person = somebody(chance, 5)
        past, is_full = lived(person, chance, lawless, 0.4)
        if is_full and all_there(past.passed):
            found |= set(broken(born_on, past.passed, 5))
        if found >= sought:
            break

    assert found == sought


def all_there(passed: tuple[Passed, ...]) -> bool:
    """Whether what the oracle reads was entered at all."""
    votes = [last(passed, step).values["vote"] for step in ("meeting", "full_meeting")]
    people = [last(passed, step).values[step] for step in ("contacts", "introducers")]
    trained, full = last(passed, "training").values, last(passed, "full_meeting")
    meetings = last(passed, "meeting", "yes"), full
    notices = [p.values[f"notice_{end}"] for p in meetings for end in ("from", "to")]
    numbers = [trained["hours"], trained["days"]]
    extended = any(p.step == "full_approve" and p.way == "extend" for p in passed)
    given = all([*votes, *people, *notices]) and all(type(n) is int for n in numbers)
    return given and not extended and all(v["expected"] for v in votes)
