"""One's own matters, on the phone: where am I, who does what by when, my part of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.procedures import actions, presenting, queries
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.views.shown import shown, step_form


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    today = localdate()
    lines = [
        {
            "case": case,
            "where": queries.where(case) if case.is_open else case.outcome,
            "due": presenting.due_tag(case, today),
        }
        for case in queries.own_cases(request.actor)
    ]
    return render(request, "procedures/mine.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def own(request: ActorRequest, case_id: int) -> HttpResponse:
    """One's own case; where the step is one's own, its form."""
    rows = Case.objects.of(request.actor).select_related("unit", "desk", "other", "holder")
    case = get_object_or_404(rows, pk=case_id)
    page = queries.page_of(case, request.actor, today=localdate())
    form = step_form(request, page)
    if request.method == "POST":
        require(form is not None)
    if form is not None and form.is_valid():
        actions.pass_step(case, form.passing(), by=request.actor, at=now())
        messages.success(request, "已提交，谢谢。")
        return redirect("procedures:own", case.pk)
    context = {**shown(page, form), "steps": presenting.all_steps(page)}
    status = 422 if form is not None and form.errors else 200
    return render(request, "procedures/own.html", context, status=status)
