"""One's own way, on the phone: where am I, who does what by when, what is mine to do."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lianxin.areas.admission.catalogue import ADMISSION, cultivated_until, probation_until
from lianxin.areas.admission.presenting.books import DATES
from lianxin.areas.dossier import queries as dossier
from lianxin.areas.members.models import Member
from lianxin.foundation.policies.catalogue import national
from lianxin.foundation.procedures import presenting
from lianxin.foundation.procedures.catalogue import Desk, Past, Step
from lianxin.foundation.procedures.queries import Page, where

WHO = {
    Desk.SUBJECT: "本人",
    Desk.UNIT: "党支部",
    Desk.APPROVER: "上级党委",
    Desk.OVER_APPROVER: "上级党委组织部门",
}


def own_way(page: Page, member: Member | None, *, today: date) -> dict[str, Any]:
    """Everything the page of one's own admission shows."""
    case, past = page.case, page.past
    return {
        "case": case,
        "standing": page.standing,
        "where": where(case) if case.is_open else "",
        "is_mine": page.standing is not None and page.standing.step.desk is Desk.SUBJECT,
        "due": presenting.due_tag(case, today),
        "waits": presenting.waits_until(case, today),
        "wanted": presenting.file_asks(page, page.standing.step) if page.standing else [],
        # Whoever was taken over midway has the steps before behind him, too.
        "done": ADMISSION.steps.index(page.standing.step)
        if page.standing
        else len(ADMISSION.steps),
        "total": len(ADMISSION.steps),
        "phases": _phases(page),
        "milestones": list(_milestones(past)),
        **_own_data(member, today),
    }


def _phases(page: Page) -> list[dict[str, Any]]:
    """Phase by phase: what is behind, where one stands, what comes and who does it."""
    passed = {each.step: each.held_on for each in page.past.passed}
    found = []
    for each in page.phases:
        steps = [step for step in ADMISSION.steps if step.phase == each.phase.code]
        lines = [_line(page, step, passed.get(step.code)) for step in steps]
        found.append({"phase": each.phase, "state": each.state, "lines": lines})
    return found


def _line(page: Page, step: Step, held_on: date | None) -> dict[str, Any]:
    is_now = page.case.is_open and page.case.step == step.code
    return {"step": step, "is_now": is_now, "held_on": held_on, "who": WHO[step.desk]}


def _milestones(past: Past) -> Iterator[tuple[str, date]]:
    """The days that can be told already."""
    trained, over = cultivated_until(past), probation_until(past)
    if trained and past.last("file_candidate") is None:
        yield "培养教育考察满一年", trained
    if over and past.last("full_approve") is None:
        yield "预备期届满", over


def _own_data(member: Member | None, today: date) -> dict[str, Any]:
    """What the roll says of oneself, and when one last confirmed it."""
    if member is None:
        return {"data": []}
    born = ("出生日期", member.value("born_on"))
    days = [born, *((label, member.value(key)) for label, key in DATES)]
    last = dossier.last_confirmation(member)
    return {
        "data": [(label, day) for label, day in days if day],
        "confirmed": last if last and last.year == today.year else None,
    }


def how_to_apply(today: date) -> dict[str, Any]:
    """The numbers that an explanation to somebody who has not applied needs."""
    codes = ("age_years", "talk_months", "cultivation_months", "probation_months")
    return {code: national(f"admission.{code}", on=today) for code in codes}
