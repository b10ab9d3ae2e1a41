"""A case in words: its bar, its preconditions, its history, what was entered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.foundation.procedures import queries
from lianxin.foundation.procedures.actions.passing import WARNED
from lianxin.foundation.procedures.catalogue import Ask, Step
from lianxin.foundation.procedures.forms import kinds
from lianxin.foundation.procedures.models import Attachment, Case, Decision

KINDS = Decision.Kind
STEPS = {KINDS.PASSED, KINDS.CORRECTED}
RECENT = 8


def bar(page: queries.Page) -> dict[str, Any]:
    """The chevrons, with where the case stands counted from 1."""
    items = [{"title": each.phase.name, "note": _note(each, page.case)} for each in page.phases]
    current = next(
        (place for place, each in enumerate(page.phases, start=1) if each.state == "now"),
        len(items) + 1,
    )
    return {"items": items, "current": current}


def _note(each: queries.OnePhase, case: Case) -> str:
    if each.state == "now":
        number = case.step_of.number
        return f"进行中 · 第 {number} 步" if number else "进行中"
    if each.first_on is None or each.last_on is None:
        return "" if each.state else "未开始"
    if (each.first_on.year, each.first_on.month) == (each.last_on.year, each.last_on.month):
        return f"{each.last_on:%Y-%m} 完成"
    return f"{each.first_on:%Y-%m} — {each.last_on:%Y-%m}"


def due_tag(case: Case, today: date) -> dict[str, str]:
    """How the deadline stands: {text, tone}; nothing where there is none."""
    left = case.days_left(today)
    if left is None:
        return {}
    if left < 0:
        return {"text": f"已超期 {-left} 天", "tone": "danger"}
    tone = "warn" if left <= 30 else "info"
    return {"text": f"还有 {left} 天" if left else "今天到期", "tone": tone}


def waits_until(case: Case, today: date) -> dict[str, str]:
    """From when the step may be done, where that is still ahead."""
    if case.earliest_on is None or case.earliest_on <= today:
        return {}
    return {"text": f"{case.earliest_on:%Y-%m-%d} 起可办", "tone": "info"}


# ---- history --------------------------------------------------------------------------------


def timeline(page: queries.Page, *, most: int = RECENT) -> list[dict[str, Any]]:
    """The latest of what happened, newest first, the present step on top."""
    found: list[dict[str, Any]] = []
    case = page.case
    if case.is_open:
        holder = f" · 经办 {case.holder.name}" if case.holder else ""
        found.append(
            {
                "when": "现在",
                "title": case.step_of.name,
                "note": f"{queries.where(case)}{holder}",
                "now": True,
            }
        )
    shown = [row for row in page.history if row.holds or row.kind not in STEPS]
    found += [line(case, row) for row in shown[:most]]
    return found


def line(case: Case, row: Decision) -> dict[str, Any]:
    """One line of the history."""
    return {"when": f"{row.held_on:%Y-%m-%d}{late(row)}", "title": title(case, row),
            "note": note(case, row)}  # fmt: skip


def title(case: Case, row: Decision) -> str:
    step = case.procedure_of.step(row.step) if row.step else None
    if row.kind == KINDS.PASSED and step:
        return step.name
    if row.kind == KINDS.RETURNED and step:
        return f"退回到“{step.name}”"
    if row.kind == KINDS.CORRECTED and step:
        return f"更正：{step.name}"
    return str(row.get_kind_display())


def late(row: Decision) -> str:
    """Both dates, where they differ: held on one day, recorded on another."""
    return f"（{localdate(row.at):%Y-%m-%d} 补录）" if row.is_late else ""


def note(case: Case, row: Decision) -> str:
    parts = [row.note]
    if row.kind in STEPS and row.step:
        step = case.procedure_of.step(row.step)
        way = step.way(row.way)
        parts = [
            way.name if way and len(step.ways) > 1 else "",
            *(kinds.shown(ask, row.values.get(ask.key)) for ask in step.asks if ask.kind == "vote"),
            row.note,
        ]
    return " · ".join(filter(None, (*parts, row.unit.short_name, f"经办 {row.actor}")))


def entered(case: Case, row: Decision, *, opens_sealed: bool) -> list[dict[str, str]]:
    """What was entered at a step, label by label; sealed opinions only for who keeps the case."""
    if not row.step:
        return []
    step = case.procedure_of.step(row.step)
    values = row.all_values() if opens_sealed else row.values
    return [
        {"label": ask.label, "value": _value(ask, values, opens_sealed=opens_sealed)}
        for ask in step.asks
        if ask.key in values or (ask.sealed and row.sealed)
    ]


def _value(ask: Ask, values: dict[str, Any], *, opens_sealed: bool) -> str:
    if ask.sealed and not opens_sealed:
        return "仅经办组织可见"
    return kinds.shown(ask, values.get(ask.key)) or "—"


def whole_history(page: queries.Page) -> list[dict[str, Any]]:
    """Everything, newest first, with what was entered."""
    case = page.case
    files = {each.file_id: each for rows in page.files.values() for each in rows}
    return [
        {
            **line(case, row),
            "kind": row.get_kind_display(),
            "holds": row.holds or row.kind not in STEPS,
            "entered": entered(case, row, opens_sealed=page.may_keep or page.may_pass),
            "warned": row.values.get(WARNED, []),
            "files": [files[pk] for pk in _files_in(case, row) if pk in files],
            "correct_url": _correct_url(page, row),
        }
        for row in page.history
    ]


def _files_in(case: Case, row: Decision) -> Iterable[int]:
    if not row.step:
        return ()
    step = case.procedure_of.step(row.step)
    return [pk for ask in step.asks if ask.kind == "file" for pk in row.values.get(ask.key) or ()]


def _correct_url(page: queries.Page, row: Decision) -> str:
    case = page.case
    if not (case.is_open and page.may_keep and row.holds and row.kind in STEPS):
        return ""
    if case.procedure_of.step(row.step).stuck(row.way):
        return ""
    return reverse("procedures:correct", args=[case.pk, row.id])


# ---- the present step -----------------------------------------------------------------------


def file_asks(page: queries.Page, step: Step) -> list[dict[str, Any]]:
    """Each file the present step asks for, with what is already there."""
    there = page.files.get(page.case.step, [])
    return [
        {"ask": ask, "files": [each for each in there if each.ask == ask.key]}
        for ask in step.asks_in(page.past)
        if ask.kind == "file"
    ]


def loose_files(page: queries.Page) -> list[Attachment]:
    """Files put with the case without being asked for."""
    return [each for rows in page.files.values() for each in rows if not each.ask]


def all_steps(page: queries.Page) -> list[dict[str, Any]]:
    """The whole way for the person himself: what is behind, where he stands, what comes."""
    case, found = page.case, []
    passed = {each.step: each for each in page.past.passed}
    for step in case.procedure_of.steps:
        done = passed.get(step.code)
        is_now = case.is_open and step.code == case.step
        found.append(
            {
                "number": step.number,
                "name": step.name,
                "state": "now" if is_now else "done" if done else "",
                "when": f"{done.held_on:%Y-%m-%d}" if done else "",
            }
        )
    return found
