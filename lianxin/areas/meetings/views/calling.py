"""Calling a meeting, entering one that was held, changing what was said of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from lianxin.areas.meetings import actions, catalogue, queries, rules
from lianxin.areas.meetings.catalogue import CELL_MEETING, MEETING_KINDS
from lianxin.areas.meetings.forms import KindsForm, PlanForm, of_cell, proposed, said_of
from lianxin.areas.meetings.queries import CellHabit, Habits
from lianxin.areas.meetings.views.shown import kept_meeting, unit_of
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted


def _kinds_asked(request: ActorRequest, unit: Unit) -> list[str]:
    """The types named in the URL that this unit holds."""
    applying = {kind.code for kind in _applying(unit)}
    return [code for code in request.GET.getlist("kinds") if code in applying]


def _applying(unit: Unit) -> list[catalogue.MeetingKind]:
    return catalogue.kinds_for(
        kind=unit.kind, has_committee=unit.has_committee, has_cells=unit.has_cells
    )


@require_http_methods(["GET", "POST"])
def convene(request: ActorRequest, unit_id: int) -> HttpResponse:
    """First the types, then place, time and agenda, filled in from the template."""
    unit, at = unit_of(request, unit_id), now()
    require(rules.may_convene(request.actor, at=unit))
    form = _planned(request, unit, "convene")
    if isinstance(form, HttpResponse):
        return form
    meeting = actions.convene(unit, form.plan(), by=request.actor, at=at)
    messages.success(request, "会议已召集，应到人员可以在手机上看到并请假。")
    return redirect("meetings:detail", meeting.pk)


@require_http_methods(["GET", "POST"])
def record_past(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Enter a meeting that was held without the house."""
    unit, at = unit_of(request, unit_id), now()
    require(rules.may_convene(request.actor, at=unit))
    form = _planned(request, unit, "record_past")
    if isinstance(form, HttpResponse):
        return form
    meeting = actions.record_past_meeting(unit, form.plan(), by=request.actor, at=at)
    messages.success(request, "已补录。请接着点名、填写会议记录，然后结束并封存。")
    return redirect("meetings:attendance", meeting.pk)


def _planned(request: ActorRequest, unit: Unit, what: str) -> PlanForm | HttpResponse:
    """What was planned, once it is whole; until then the page that asks for what is missing."""
    kinds = _kinds_asked(request, unit)
    if not kinds:
        return _choose_kinds(request, unit, what)
    cells = _cells_asked(request, unit, kinds)
    if len(cells) > 1:
        return _choose_cell(request, unit, cells, what)
    form = _plan_form(request, unit, kinds, cells)
    if what == "record_past":
        form.only_enters()
    if not form.is_valid():
        return _plan_page(request, form, {"unit": unit, "kinds": kinds, "what": what})
    return form


def _cells_asked(request: ActorRequest, unit: Unit, kinds: list[str]) -> list[CellHabit]:
    """The cell of a cell's meeting; all of them as long as none was chosen."""
    if kinds != [CELL_MEETING]:
        return []
    cells, wanted = queries.cells_of(unit), request.GET.get("cell", "")
    return [habit for habit in cells if str(habit.cell.pk) == wanted] or cells


def _choose_cell(
    request: ActorRequest, unit: Unit, cells: list[CellHabit], what: str
) -> HttpResponse:
    given = {"unit": unit, "cells": cells, "kind": CELL_MEETING, "what": what}
    return render(request, "meetings/cells.html", given)


def _plan_form(
    request: ActorRequest, unit: Unit, kinds: list[str], cells: list[CellHabit]
) -> PlanForm:
    cell = cells[0] if cells else None
    if request.method == "POST":
        return PlanForm(unit, kinds, request.POST, cell=cell)
    known = proposed(kinds, queries.habits_of(unit, kinds), at=now())
    own = Member.objects.of(request.actor).values_list("pk", flat=True).first()
    known["chair"] = known["chair"] or own
    return PlanForm(unit, kinds, initial=of_cell(known, cell) if cell else known, cell=cell)


def _choose_kinds(request: ActorRequest, unit: Unit, what: str) -> HttpResponse:
    applying = _applying(unit)
    habits: Habits = queries.habits_of(unit, [])
    form = KindsForm(applying, habits, request.GET if "kinds" in request.GET else None)
    others = [kind for kind in MEETING_KINDS.values() if kind not in applying]
    return render(
        request,
        "meetings/kinds.html",
        {"unit": unit, "form": form, "others": others, "what": what},
        status=422 if form.is_bound else 200,
    )


def _plan_page(request: ActorRequest, form: PlanForm, given: dict[str, Any]) -> HttpResponse:
    known = {"form": form, "chosen": [MEETING_KINDS[code] for code in given["kinds"]], **given}
    return render(request, "meetings/plan.html", known, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, meeting_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_convene(request.actor, at=meeting.unit))
    said = posted(request)
    form = PlanForm(meeting.unit, meeting.kinds, said, initial=said_of(meeting)).only_amends()
    if not form.is_valid():
        given = {"unit": meeting.unit, "kinds": meeting.kinds, "meeting": meeting, "what": "amend"}
        return _plan_page(request, form, given)
    actions.amend(meeting, form.plan(), by=request.actor, at=now())
    messages.success(request, "会议已修改。")
    return redirect("meetings:detail", meeting.pk)
