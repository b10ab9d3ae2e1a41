"""A member's own page of transfers, on the phone: ask, see who holds it, report from away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, queries
from lianxin.areas.transfers.forms.floating import ReportForm
from lianxin.areas.transfers.forms.moving import AskForm
from lianxin.areas.transfers.models import Application, Floating
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.ui.forms import posted


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    return _page(request, ReportForm())


def _page(request: ActorRequest, form: ReportForm) -> HttpResponse:
    """Where one's transfer stands, who holds it since when, and whom to call."""
    member = Member.objects.of(request.actor).select_related("unit").first()
    floating = Floating.objects.of(request.actor).open().select_related("unit", "host").first()
    context: dict[str, Any] = {
        "member": member,
        "floating": floating,
        "overdue": floating is not None and floating.is_overdue(localdate()),
        "form": form,
        "status": queries.own_transfer(member, today=localdate()) if member else None,
    }
    return render(request, "transfers/mine.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def apply(request: ActorRequest) -> HttpResponse:
    """Ask one's branch for a transfer."""
    member = get_object_or_404(Member.objects.of(request.actor).select_related("unit", "user"))
    form = AskForm(posted(request))
    if form.is_valid():
        actions.apply_for_transfer(member, form.wish(), by=request.actor, at=now())
        messages.success(request, "申请已提交支部，办理情况会显示在这里。")
        return redirect("transfers:mine")
    context = {"form": form, "member": member}
    return render(request, "transfers/apply.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: ActorRequest, application_id: int) -> HttpResponse:
    rows = Application.objects.of(request.actor).select_related("member__user", "unit")
    application = get_object_or_404(rows, pk=application_id)
    actions.withdraw_application(application, by=request.actor, at=now())
    messages.success(request, "申请已撤回。")
    return redirect("transfers:mine")


@require_POST
def report(request: ActorRequest, floating_id: int) -> HttpResponse:
    """Tell the branch how one is."""
    rows = Floating.objects.of(request.actor).open().select_related("unit", "host", "member")
    floating = get_object_or_404(rows, pk=floating_id)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    actions.report_in(floating, note=form.cleaned_data["note"], by=request.actor, at=now())
    messages.success(request, "已报告支部，谢谢。")
    return redirect("transfers:mine")
