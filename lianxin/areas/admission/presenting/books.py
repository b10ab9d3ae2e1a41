"""Admission in words: the whole course of a case, the calendar of the simulator."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.admission.catalogue.simulating import Line, calendar_of
from lianxin.areas.admission.queries import Stage
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Page as Cases
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies import queries as policies
from lianxin.foundation.policies.catalogue import Rules
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.forms.kinds import shown
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.presenting import due_tag, waits_until
from lianxin.foundation.procedures.queries import Page, where
from lianxin.foundation.workdays import queries as workdays

YEARS_AHEAD = timedelta(days=5 * 366)


def calendar_for(given: Mapping[str, date], born_on: date | None, by: Actor) -> list[Line]:
    """The earliest lawful day of each step, by the rules of the unit one works at."""
    first, today = given["apply"], localdate()
    past = Past(
        today=today,
        opened_on=first,
        rules=_rules(by, today),
        calendar=workdays.calendar(first, first + YEARS_AHEAD),
        subject={
            "born_on": born_on or date(first.year - 30, 1, 1), "has_committee": True,
            "plan_left": None,
        },
    )  # fmt: skip
    return calendar_of(ADMISSION, past, given)


def _rules(by: Actor, today: date) -> Rules:
    unit = Unit.objects.filter(pk=by.home_id).first() if by.home_id else None
    return policies.rules_for([unit], on=today)[unit.pk] if unit else Rules(on=today)


def stages(unit: Unit, found: list[Stage]) -> list[dict[str, Any]]:
    """The numbers of the book, each opening into its list."""
    there = reverse("procedures:list", args=[unit.pk])
    return [
        {
            "phase": stage.phase,
            "number": stage.number,
            "steps": stage.steps,
            "url": f"{there}?tab=open&procedure={ADMISSION.code}&phase={stage.phase.code}",
            "note": f"{stage.late} 件已超期" if stage.late else "",
        }
        for stage in found
    ]


DATES = (("申请", "applied_on"), ("积极分子", "activist_on"), ("发展对象", "candidate_on"),
         ("支部大会接收", "joined_on"))  # fmt: skip


def people(found: Cases[Case], members: Mapping[int, Member]) -> list[dict[str, Any]]:
    """The people of the book, each with where he stands and his days on the roll."""
    today, lines = localdate(), []
    for case in found.rows:
        member = members.get(case.subject_id)
        days = [(label, member.value(key) if member else None) for label, key in DATES]
        lines.append(
            {"case": case, "step": case.step_of, "where": where(case), "days": days,
             "due": due_tag(case, today), "waits": waits_until(case, today)}
        )  # fmt: skip
    return lines


def course_of(page: Page) -> list[dict[str, Any]]:
    """Phase by phase, step by step: when, and what was entered."""
    opens_sealed = page.may_keep or page.may_pass
    found = []
    for phase in ADMISSION.phases:
        lines = []
        for step in (each for each in ADMISSION.steps if each.phase == phase.code):
            for passed in page.past.all(step.code):
                way = step.way(passed.way)
                entered = [
                    (ask.label, "（另存）" if ask.sealed and not opens_sealed
                     else shown(ask, passed.values.get(ask.key)))
                    for ask in step.asks
                    if passed.values.get(ask.key) not in (None, "", [], False)
                ]  # fmt: skip
                lines.append(
                    {"step": step, "passed": passed, "way": way.name if way else "",
                     "entered": entered}
                )  # fmt: skip
        found.append({"phase": phase, "lines": lines})
    return found
