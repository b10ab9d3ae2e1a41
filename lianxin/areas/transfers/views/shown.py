"""What the pages of this room share."""

from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import rules
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit


def unit_of(request: ActorRequest, unit_id: int) -> Unit:
    """A unit whose transfers the actor sees."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    return unit


def handled_unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_handle(request.actor, at=unit))
    return unit


def handled_member(request: ActorRequest, member_id: int) -> Member:
    """A member whose transfers the actor handles."""
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit", "user"), pk=member_id
    )
    require(rules.may_handle(request.actor, at=member.unit))
    return member


def asked(request: ActorRequest, form: BaseForm, unit: Unit, **words: Any) -> HttpResponse:
    """One page for every short form. `words`: title, button, note, back, about."""
    context = {"form": form, "unit": unit, **words}
    return render(request, "transfers/deed.html", context, status=422 if form.errors else 200)


def tabs(labels: dict[str, str], current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"?{urlencode({'tab': tab})}",
            "current": tab == current,
            "count": counts.get(tab),
        }
        for tab, label in labels.items()
    ]
