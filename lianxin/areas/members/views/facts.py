from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.members import actions, forms, links, presenting, queries, rules
from lianxin.areas.members.catalogue import shown
from lianxin.areas.members.catalogue.identity import read
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted


@require_GET
def member(request: ActorRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit", "user", "photo"),
        pk=member_id,
    )
    if not rules.may_view(request.actor, at=found.unit):
        return redirect(links.own_file())
    page = presenting.MemberPage(request.actor, found, localdate())
    return render(request, "members/member.html", page.all())


@require_GET
def history(request: ActorRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(rules.may_view(request.actor, at=found.unit))
    lines = presenting.changes_of(found, request.actor, most=200)
    return render(request, "members/history.html", {"member": found, "changes": lines})


@require_http_methods(["GET", "POST"])
def admit(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_manage(request.actor, at=unit))
    form = forms.AdmitForm(posted(request), unit=unit)
    if form.is_valid():
        entered = actions.admit(unit, by=request.actor, at=now(), **form.facts())
        messages.success(request, f"已登记{entered.name}。")
        return redirect("members:member", entered.pk)
    context: dict[str, Any] = {"unit": unit, "form": form}
    if not unit.kind_of.holds_members:
        context["branches"] = queries.branches_below(unit)
    return render(request, "members/admit.html", context, status=422 if form.errors else 200)


@require_POST
def number(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What an identity number says, while the rest of the form is typed."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_manage(request.actor, at=unit))
    form = forms.NumberForm(request.POST)
    said = read(form.cleaned_data["id_number"]) if form.is_valid() else None
    holder = queries.holder_of(said.number) if said else None
    context = {
        "form": form,
        "said": said,
        "gender": shown("gender", said.gender) if said else "",
        "holder": holder,
        "seen": holder is not None and rules.may_view(request.actor, at=holder.unit),
    }
    return render(request, "members/number.html", context)


@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(rules.may_manage(request.actor, at=found.unit))
    form = forms.AmendForm(posted(request), member=found)
    if form.is_valid():
        actions.amend(found, by=request.actor, at=now(), **form.facts())
        messages.success(request, "已保存。")
        return redirect("members:member", found.pk)
    context = {"member": found, "unit": found.unit, "form": form}
    return render(request, "members/amend.html", context, status=422 if form.errors else 200)
