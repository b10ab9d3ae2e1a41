"""The earliest lawful calendar: given some dates, when each step may be done at the soonest.

The same steps and the same `judge` as the verb: the simulator passes each step on the first day on
which the rules let it, with evidence as it should be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from lianxin.areas.admission.catalogue import beginning, candidate
from lianxin.areas.admission.catalogue.days import cultivated_until, probation_until
from lianxin.areas.admission.catalogue.parts import MEETINGS
from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import (
    Passing,
    Past,
    Procedure,
    Step,
    Vote,
    judge,
    standing,
)

FAR = date(2999, 12, 31)
#: The way of a step that is done again and again, until its time is over.
MEANWHILE = "more"
#: The way each step goes when all is well.
WAYS = {
    "recommend": "yes", "cultivate": "on", "candidate": "yes", "committee": "yes",
    "prereview": "yes", "meeting": "yes", "approve": "yes", "full_meeting": "full",
    "full_approve": "full",
}  # fmt: skip
GOOD = Vote(expected=10, present=9, favour=9, against=0, abstain=0).told()
NOTICES = {"recommend": beginning.NOTICE_RULE, "candidate": candidate.NOTICE_RULE}
PERSON = {"name": "某", "category": "formal", "restricted": False}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A step in the calendar: the day it may be done, and what holds it until then."""

    step: Step
    on: date
    held_by: str = ""
    due: date | None = None
    is_given: bool = False
    flaws: tuple[str, ...] = ()
    way: str = "on"


def calendar_of(procedure: Procedure, past: Past, given: Mapping[str, date]) -> list[Line]:
    """Every step with its earliest day; `given` are days already known or wished for."""
    past = replace(past, today=FAR)
    lines: list[Line] = []
    for step in procedure.steps:
        while meanwhile := _assessment(step, past, given.get(step.code)):
            lines.append(meanwhile)
            past = _after(past, step, meanwhile, evidence(step, past, meanwhile.on))
        line, passing = _line(procedure, step, past, given.get(step.code))
        lines.append(line)
        past = _after(past, step, line, passing.values)
    return lines


def _after(past: Past, step: Step, line: Line, values: Mapping[str, Any]) -> Past:
    passing = Passing(step=step.code, way=line.way, held_on=line.on, values=values)
    return past.after(passing, recorded_on=line.on)


def _assessment(step: Step, past: Past, given: date | None) -> Line | None:
    """The next of the assessments that fall due before the step lets go of him."""
    due = step.due(past)
    if step.way(MEANWHILE) is None or due is None:
        return None
    began = max((each.held_on for each in past.passed), default=past.opened_on)
    until = given or _soonest(step, past, began)[0]
    if due.on >= until:
        return None
    return Line(step=step, on=due.on, way=MEANWHILE, held_by=due.sentence, due=due.on)


def _line(procedure: Procedure, step: Step, past: Past, given: date | None) -> tuple[Line, Passing]:
    began = max((each.held_on for each in past.passed), default=past.opened_on)
    now = standing(step, past)
    soonest, why = _soonest(step, past, began)
    on = given or soonest
    passing = Passing(
        step=step.code, way=WAYS.get(step.code, "on"), held_on=on,
        values=evidence(step, past, on),
    )  # fmt: skip
    verdict = judge(procedure, past, passing)
    line = Line(
        step=step, on=on, held_by=why, due=now.due.on if now.due else None,
        is_given=given is not None, way=passing.way,
        flaws=tuple(flaw.sentence for flaw in verdict.refused),
    )  # fmt: skip
    return line, passing


def _soonest(step: Step, past: Past, began: date) -> tuple[date, str]:
    """The first day on which the step is lawful, and what makes it wait."""
    bounds = [(began, "")]
    bound = step.earliest(past)
    if bound:
        bounds.append((bound.on, bound.sentence))
    until, over = cultivated_until(past), probation_until(past)
    if step.code == "cultivate" and until:
        bounds.append((until, "培养教育考察满一年"))
    if step.code in {"ask_full", "continue"} and over:
        bounds.append((months_later(over, -1), "预备期满前一个月"))
    days = past.number(MEETINGS)
    if step.code in {"meeting", "full_meeting"} and days:
        notice = past.calendar.after(began, days).on + timedelta(days=1)
        bounds.append((notice, f"会前公示 {days} 个工作日"))
    return max(bounds, key=lambda each: each[0])


MADE: Mapping[str, Any] = {
    "vote": GOOD, "yes": True, "note": "已办理", "text": "已办理", "document": "〔〕号",
    "members": [{**PERSON, "id": number} for number in (1, 2)], "number": 24, "file": [],
}  # fmt: skip


def _notice(step: Step, past: Past, on: date) -> dict[str, str | None]:
    """Up long enough before a members' meeting, or from the day after a committee's decision."""
    days = past.number(NOTICES.get(step.code, MEETINGS))
    if not days:
        return {"notice_from": None, "notice_to": None}
    first = on + timedelta(days=1)
    if step.code not in NOTICES:
        first = on - timedelta(days=1)
        while past.calendar.after(first - timedelta(days=1), days).on >= on:
            first -= timedelta(days=1)
    last = past.calendar.after(first - timedelta(days=1), days).on
    return {"notice_from": first.isoformat(), "notice_to": last.isoformat(),
            "notice_said": "无反映"}  # fmt: skip


def evidence(step: Step, past: Past, on: date) -> dict[str, Any]:
    """Everything a step asks for, as it should be."""
    by_key = {
        **_notice(step, past, on),
        "leaving_on": None,
        "decided_by": "committee" if past.subject.get("has_committee") else "members",
        "consent": "",
        "recommended_by": "league" if past.number("admission.league_recommendation") else "members",
    }
    by_kind = {
        **MADE,
        "meeting": {"id": 0, "title": "会议", "held_on": on.isoformat()},
    }
    return {
        ask.key: by_key[ask.key]
        if ask.key in by_key
        else ask.choices[0][0]
        if ask.choices
        else by_kind.get(ask.kind)
        for ask in step.asks_in(past)
    }
