"""A member's own page of transfers, on the phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions
from lianxin.areas.transfers.forms.floating import ReportForm
from lianxin.areas.transfers.models import Floating
from lianxin.foundation.core.actors import ActorRequest


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    return _page(request, ReportForm())


def _page(request: ActorRequest, form: ReportForm) -> HttpResponse:
    member = Member.objects.of(request.actor).select_related("unit").first()
    floating = Floating.objects.of(request.actor).open().select_related("unit", "host").first()
    context = {
        "member": member,
        "floating": floating,
        "overdue": floating is not None and floating.is_overdue(localdate()),
        "form": form,
    }
    return render(request, "transfers/mine.html", context, status=422 if form.errors else 200)


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
