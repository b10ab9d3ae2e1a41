from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.dossier import actions, forms, presenting, queries, rules
from lianxin.areas.dossier.models import Campaign
from lianxin.areas.dossier.views.asking import asked, read_by
from lianxin.areas.members import links
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted


@require_GET
def confirmations(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Who at the unit and below it has confirmed his data this year."""
    unit = _unit(request, unit_id)
    today = localdate()
    tab = request.GET.get("tab", "")
    tab = tab if tab in queries.TABS else "open"
    numbers = queries.numbers_at(unit, today.year)
    total = getattr(numbers, tab)
    page = queries.people_at(unit, today.year, tab, Cursor.of(request.GET), total=total)
    context = {
        "unit": unit, "year": today.year, "tab": tab, "numbers": numbers,
        "tabs": [(key, label, getattr(numbers, key)) for key, label in queries.TABS.items()],
        "rows": _rows(request, page.rows, today.year),
        "campaign": queries.campaign_at(unit, today),
        "rooms": presenting.rooms(unit, "confirmations", request.actor),
        **presenting.turning(request, page, "人"),
    }  # fmt: skip
    return render(request, "dossier/confirmations.html", context)


@require_http_methods(["GET", "POST"])
def call(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Ask everybody to confirm by a day."""
    unit = _unit(request, unit_id)
    form = forms.CallForm(posted(request))
    if form.is_valid():
        due = form.cleaned_data["due_on"]
        actions.call_for_confirmation(unit, due_on=due, by=request.actor, at=now())
        messages.success(request, "已发起，有账号的党员已收到提醒。")
        return redirect("dossier:confirmations", unit.pk)
    context = {"unit": unit, "form": form, "year": localdate().year}
    return render(request, "dossier/call.html", context, status=422 if form.errors else 200)


@require_POST
def remind(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = _unit(request, unit_id)
    campaign = get_object_or_404(Campaign, unit=unit, year=localdate().year)
    told = actions.remind_to_confirm(campaign, by=request.actor, at=now())
    messages.success(request, f"已提醒 {told} 人。")
    return redirect("dossier:confirmations", unit.pk)


@require_http_methods(["GET", "POST"])
def confirm_for(request: ActorRequest, member_id: int) -> HttpResponse:
    """The branch asked somebody and notes how."""
    member = read_by(request.actor, member_id)
    require(rules.may_decide(request.actor, member))
    form = forms.ConfirmForForm(posted(request))
    if form.is_valid():
        actions.confirm_for_member(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"已登记{member.name}的核对情况。")
        return redirect("dossier:confirmations", member.unit_id)
    return asked(request, form, member, "代为核对信息", "登记核对", "请逐项念给本人核对后再登记。")


def _rows(request: ActorRequest, members: Sequence[Member], year: int) -> list[dict[str, Any]]:
    done = queries.confirmations_of(members, year)
    return [
        {
            "member": each,
            "url": links.file_of(each.pk),
            "done": done.get(each.pk),
            "may_confirm": rules.may_decide(request.actor, each),
        }
        for each in members
    ]


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_keep(request.actor, at=unit))
    return unit
