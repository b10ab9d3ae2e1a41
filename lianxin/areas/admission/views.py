"""Doors of admission: the book of a unit, an application, yearly numbers, simulator, one course,
one's own way on the phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.admission import actions, presenting, queries, rules
from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.admission.forms import (
    ApplicationForm,
    PlanForm,
    SimulatorForm,
    TakeOverForm,
)
from lianxin.areas.members.models import Member
from lianxin.areas.members.queries import branches_below
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import approval_gap
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import page_of
from lianxin.foundation.ui.forms import posted


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    return unit


@require_GET
def book(request: ActorRequest, unit_id: int) -> HttpResponse:
    """How many stand where, at the unit and all below it."""
    unit, by, today = _unit(request, unit_id), request.actor, localdate()
    page, members = queries.on_the_way(unit, by, Cursor.of(request.GET))
    context = {
        "unit": unit,
        "lines": presenting.people(page, members),
        "pager": page.pager({}, "人"),
        "stages": presenting.stages(unit, queries.book(unit, by, today=today)),
        "procedure": ADMISSION,
        "gap": approval_gap(unit, by),
        "plans": queries.plans_of(unit) if unit.approves_members else [],
        "may": {
            "receive": rules.may_receive(by, at=unit),
            "plan": rules.may_plan(by, at=unit) and unit.approves_members,
        },
    }
    return render(request, "admission/book.html", context)


@require_http_methods(["GET", "POST"])
def receive(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A written application: the person and the case at once."""
    unit, by = _unit(request, unit_id), request.actor
    require(rules.may_receive(by, at=unit))
    form = ApplicationForm(posted(request), unit=unit)
    if form.is_valid():
        case = actions.receive_application(unit, by=by, at=now(), **form.chosen())
        messages.success(request, f"已收到{case.title}的入党申请，请在一个月内派人谈话。")
        return redirect("procedures:case", case.pk)
    return _beginning(request, unit, form, "admission/receive.html")


@require_http_methods(["GET", "POST"])
def take_over(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Somebody on the way already goes on here; the first step asks for his days and papers."""
    unit, by = _unit(request, unit_id), request.actor
    require(rules.may_receive(by, at=unit))
    form = TakeOverForm(posted(request), unit=unit)
    if form.is_valid():
        case = actions.take_over(by=by, at=now(), **form.chosen())
        messages.success(request, f"{case.title}的事项已建立，从“{case.step_of.name}”接着办。")
        return redirect("procedures:case", case.pk)
    return _beginning(request, unit, form, "admission/take_over.html")


def _beginning(
    request: ActorRequest, unit: Unit, form: ApplicationForm | TakeOverForm, page: str
) -> HttpResponse:
    """The form; at a committee with the branches below, which are what one chooses from first."""
    context: dict[str, Any] = {"unit": unit, "form": form}
    if not unit.kind_of.holds_members:
        context["branches"] = branches_below(unit)
    return render(request, page, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The yearly numbers of a committee."""
    unit, by = _unit(request, unit_id), request.actor
    require(rules.may_plan(by, at=unit))
    form = PlanForm(posted(request), initial={"year": localdate().year})
    if form.is_valid():
        made = actions.set_plan(unit, by=by, at=now(), **form.cleaned_data)
        messages.success(request, f"已下达 {made.year} 年度发展党员计划 {made.number} 人。")
        return redirect("admission:book", unit.pk)
    context = {"unit": unit, "form": form, "plans": queries.plans_of(unit)}
    return render(request, "admission/plan.html", context, status=422 if form.errors else 200)


@require_GET
def simulator(request: ActorRequest) -> HttpResponse:
    """Give dates, get the earliest lawful calendar."""
    form = SimulatorForm(request.GET if "apply" in request.GET else None)
    lines = []
    if form.is_valid():
        born_on = form.cleaned_data["born_on"]
        lines = presenting.calendar_for(dict(form.days()), born_on, request.actor)
    context = {"form": form, "lines": lines, "procedure": ADMISSION}
    return render(request, "admission/simulator.html", context, status=422 if form.errors else 200)


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """One's own way on the phone; for who has none, how one applies."""
    by, today = request.actor, localdate()
    member = Member.objects.of(by).select_related("unit").first()
    case = queries.own_case(by)
    context = {"member": member, "how": presenting.how_to_apply(today), "procedure": ADMISSION}
    if case is not None:
        context |= presenting.own_way(page_of(case, by, today=today), member, today=today)
    return render(request, "admission/mine.html", context)


@require_GET
def course(request: ActorRequest, case_id: int) -> HttpResponse:
    """全程记实: everything of a case on one printable sheet."""
    found = Case.objects.visible_to(request.actor).filter(procedure=ADMISSION.code)
    case = get_object_or_404(found.select_related("unit", "desk", "other", "holder"), pk=case_id)
    require(rules.may_view(request.actor, at=case.unit))
    page = page_of(case, request.actor, today=localdate())
    context = {"case": case, "unit": case.unit, "subject": page.subject,
               "phases": presenting.course_of(page)}  # fmt: skip
    return render(request, "admission/course.html", context)
