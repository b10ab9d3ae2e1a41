from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.areas.members import actions, forms, rules
from lianxin.areas.members.catalogue import FIELDS, SENSITIVE
from lianxin.areas.members.models import Member
from lianxin.areas.members.views.asking import asked
from lianxin.areas.members.views.chosen import chosen
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted


@require_http_methods(["GET", "POST"])
def show_sensitive(request: ActorRequest, member_id: int, field: str) -> HttpResponse:
    """Ask for the purpose; then, and only then, show the value."""
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(rules.may_show_sensitive(request.actor, at=member.unit) and field in SENSITIVE)
    form = forms.LookForm(posted(request))
    context = {"member": member, "field": FIELDS[field], "form": form, "value": None}
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        context["value"] = actions.show_sensitive(
            member, field, purpose=purpose, by=request.actor, at=now()
        )
    return render(request, "members/show.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def excuse(request: ActorRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(rules.may_manage(request.actor, at=member.unit))
    form = forms.ExcuseForm(posted(request), by=request.actor)
    if form.is_valid():
        actions.excuse_from_attendance(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"{member.name}已登记为免于参会，不再计入应到。")
        return redirect("members:member", member.pk)
    return asked(request, form, member, "免于参会", "登记免于参会")


@require_POST
def expect(request: ActorRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    actions.expect_at_meetings(member, by=request.actor, at=now())
    messages.success(request, f"{member.name}恢复参会，此后计入应到。")
    return redirect("members:member", member.pk)


@require_POST
def open_accounts(request: ActorRequest, unit_id: int) -> HttpResponse:
    """First who will get an account; then the slips, shown this once."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_open_accounts(request.actor, at=unit))
    who = chosen(request, unit)
    if request.POST.get("sure") != "1":
        count = who.members().filter(user=None).count()
        context = {"unit": unit, "chosen": who, "count": count}
        return render(request, "members/open_accounts.html", context)
    members = list(
        who.members().filter(user=None).select_related("unit")[: actions.MOST_ACCOUNTS + 1]
    )
    opening = actions.open_accounts(unit, members, by=request.actor, at=now())
    return render(request, "members/slips.html", {"unit": unit, "opening": opening})
