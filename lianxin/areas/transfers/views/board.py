"""The board of transfers of a unit, and what is begun from it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.transfers import actions, queries, rules
from lianxin.areas.transfers.catalogue.codes import IN_COMMITTEE
from lianxin.areas.transfers.forms.moving import (
    ArrivalForm,
    DeclineForm,
    QuickForm,
    TransferForm,
    WholeForm,
)
from lianxin.areas.transfers.models import Application, Letter
from lianxin.areas.transfers.views.shown import (
    asked,
    handled_member,
    handled_unit,
    tabs,
    unit_of,
)
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import queries as organisation
from lianxin.foundation.organisation.models import UnitQuerySet
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures import presenting
from lianxin.foundation.procedures import rules as cases
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import posted


@require_GET
def board(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who holds what since when, whom to call; the usual way on is one press."""
    unit, by, today = unit_of(request, unit_id), request.actor, localdate()
    tab = request.GET.get("tab", "")
    tab = tab if tab in queries.BOARD else "mine"
    page = queries.board(unit, by, tab, Cursor.of(request.GET), today=today)
    context = {
        "unit": unit,
        "tab": tab,
        "tabs": tabs(queries.BOARD, tab, queries.counts(unit, by, today=today)),
        "lines": [_line(request, line) for line in queries.lines(page.rows, today=today)],
        "applications": queries.applications(unit, by) if tab == "mine" else [],
        "pager": page.pager(request.GET, "件"),
        "gap": organisation.approval_gap(unit, by),
        "may": {
            "handle": rules.may_handle(by, at=unit),
            "arrive": unit.approves_members and rules.may_handle(by, at=unit),
            "whole": unit.kind_of.holds_members and rules.may_handle(by, at=unit),
        },
    }
    return render(request, "transfers/board.html", context)


def _line(request: ActorRequest, line: queries.Line) -> dict[str, Any]:
    case, today = line.case, localdate()
    may_press = _may_press(request, case)
    return {
        "line": line,
        "case": case,
        "due": presenting.due_tag(case, today) if case.is_open else {},
        "days": (today - case.entered_on).days,
        "quick": QuickForm(case=case, prefix=f"c{case.pk}") if may_press else None,
        "asks_branch": may_press and case.step == IN_COMMITTEE and line.wish is None,
    }


def _may_press(request: ActorRequest, case: Case) -> bool:
    """Whether the usual way on stands beside the line."""
    if not case.is_open or not QuickForm(case=case).way:
        return False
    return cases.may_pass(
        request.actor, step=case.step_of, unit=case.unit, desk=case.desk, user_id=None
    )


@require_http_methods(["GET", "POST"])
def press(request: ActorRequest, case_id: int) -> HttpResponse:
    """The usual way on, from the board; what it asks for beside the press stands on a page."""
    rows = Case.objects.visible_to(request.actor).filter(procedure__in=queries.MOVING)
    case = get_object_or_404(rows.select_related("unit", "desk", "other"), pk=case_id)
    desk, form = case.desk, QuickForm(posted(request), case=case, prefix=f"c{case.pk}")
    if form.is_valid():
        done = procedures.pass_step(case, form.passing(), by=request.actor, at=now())
        where = f"现在由{done.desk.short_name}办理。" if done.is_open else f"{done.outcome}。"
        messages.success(request, f"{done.title}：已办理，{where}")
        return redirect("transfers:board", desk.pk)
    require(_may_press(request, case))
    title, back = f"{case.step_of.name}：{case.title}", reverse("transfers:board", args=[desk.pk])
    return asked(request, form, desk, title=title, button=form.button, back=back)


@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest, member_id: int) -> HttpResponse:
    """Send a member on the way."""
    member = handled_member(request, member_id)
    first = _wished(member.pk)
    form = TransferForm(posted(request), member=member, first=first)
    if form.is_valid():
        case = actions.begin_transfer(
            member, form.target(), form.passing(), by=request.actor, at=now()
        )
        messages.success(request, f"已提出，现在由{case.desk.short_name}办理。")
        return redirect("transfers:board", member.unit_id)
    note = "回执之前，组织关系、党费和统计仍在本支部。"
    back = reverse("members:member", args=[member.pk])
    return asked(
        request, form, member.unit, title=f"转接组织关系：{member.name}", button="提交",
        note=note, back=back, about=f"{member.unit.short_name} · {member.get_category_display()}",
    )  # fmt: skip


def _wished(member_id: int) -> dict[str, Any]:
    """What the member himself asked for."""
    wish = Application.objects.waiting().filter(member=member_id).first()
    if wish is None:
        return {}
    return {"to": wish.to_id, "to_name": "" if wish.to_id else wish.to_name, "reason": wish.reason}


@require_http_methods(["GET", "POST"])
def begin_whole(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Send a whole branch on the way."""
    unit = handled_unit(request, unit_id)
    form = WholeForm(posted(request))
    if form.is_valid():
        case = actions.begin_whole(unit, form.target(), form.passing(), by=request.actor, at=now())
        messages.success(request, f"已提出，现在由{case.desk.short_name}办理。")
        return redirect("transfers:board", unit.pk)
    note = "全体党籍正常、未失联的党员随转，名单在开具介绍信时确定；回执之前仍在本支部。"
    back = reverse("transfers:board", args=[unit.pk])
    return asked(
        request, form, unit, title=f"整建制转接：{unit.short_name}", button="提交", note=note,
        back=back,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def arrive(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Enter a letter that somebody brought from outside."""
    unit = queries.taking_letters(handled_unit(request, unit_id))
    form = ArrivalForm(posted(request), unit=unit, by=request.actor)
    if form.is_valid():
        case = actions.register_arrival(
            unit, form.brought(), by=request.actor, at=now(), **form.member_facts()
        )
        messages.success(request, f"已登记{case.title}的介绍信，请审核并编入支部。")
        return redirect("transfers:board", unit.pk)
    status = 422 if form.errors else 200
    return render(request, "transfers/arrive.html", {"unit": unit, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def decline(request: ActorRequest, application_id: int) -> HttpResponse:
    """Do not take up what a member asks for."""
    rows = Application.objects.visible_to(request.actor).select_related("member", "unit")
    one = get_object_or_404(rows, pk=application_id)
    require(rules.may_handle(request.actor, at=one.unit))
    form = DeclineForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.decline_application(one, reason=reason, by=request.actor, at=now())
        messages.success(request, f"已答复{one.member.name}。")
        return redirect("transfers:board", one.unit_id)
    back = reverse("transfers:board", args=[one.unit_id])
    title = f"不受理{one.member.name}的转接申请"
    return asked(request, form, one.unit, title=title, button="答复", back=back)


@require_GET
def letter(request: ActorRequest, letter_id: int) -> HttpResponse:
    """One letter: how long it is good, in whose hands it is; its paper for who made it out."""
    rows = Letter.objects.visible_to(request.actor).select_related(
        "case__desk", "unit", "issuer", "member", "paper"
    )
    one = get_object_or_404(rows, pk=letter_id)
    today = localdate()
    context = {
        "letter": one,
        "unit": one.unit,
        "state": one.state(today),
        "left": (one.valid_until - today).days,
        "may": {"open": rules.may_view(request.actor, at=one.issuer)},
    }
    return render(request, "transfers/letter.html", context)


@require_GET
def destinations(request: ActorRequest) -> JsonResponse:
    """Where somebody may go, for a picker: names of the whole house."""
    return _picked(request, queries.destinations())


@require_GET
def branches(request: ActorRequest, unit_id: int) -> JsonResponse:
    """The branches below a committee, for a picker."""
    return _picked(request, queries.branches_of(handled_unit(request, unit_id)))


def _picked(request: ActorRequest, among: UnitQuerySet) -> JsonResponse:
    answer = organisation.directory(request.GET.get("q", ""), among=among)
    items = [
        {"value": str(unit.id), "label": unit.name, "note": unit.note} for unit in answer.units
    ]
    return JsonResponse({"items": items, "more": answer.more})
