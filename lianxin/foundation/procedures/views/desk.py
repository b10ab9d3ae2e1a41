"""The cases of a unit: what waits on its desk, what is on its way, handing the desk over."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions, presenting, queries, rules
from lianxin.foundation.procedures.catalogue import procedures
from lianxin.foundation.procedures.forms.around import HandOverForm
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import posted


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    """A unit at which the actor oversees some kind of matter."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    seen = (rules.may_view(request.actor, of=each, at=unit) for each in procedures())
    require(any(seen))
    return unit


@require_GET
def cases(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The list, the most pressing first."""
    unit, by, today = _unit(request, unit_id), request.actor, localdate()
    asked = queries.Asked.of(request.GET)
    page = queries.cases_at(unit, by, asked, Cursor.of(request.GET), today=today)
    procedure = next((each for each in procedures() if each.code == asked.procedure), None)
    return render(
        request,
        "procedures/list.html",
        {
            "unit": unit,
            "asked": asked,
            "lines": [_line(case) for case in page.rows],
            "tabs": _tabs(asked),
            "pager": page.pager(request.GET, "件"),
            "procedures": procedures(),
            "procedure": procedure,
            "may": {"hand_over": rules.may_hand_over(by, at=unit)},
        },
    )


def _line(case: Case) -> dict[str, Any]:
    today = localdate()
    return {
        "case": case,
        "step": case.step_of,
        "due": presenting.due_tag(case, today),
        "waits": presenting.waits_until(case, today),
        "where": queries.where(case) if case.is_open else case.outcome,
    }


def _tabs(asked: queries.Asked) -> list[dict[str, Any]]:
    kept = {"procedure": asked.procedure} if asked.procedure else {}
    return [
        {"label": label, "url": f"?{urlencode({'tab': tab, **kept})}", "current": tab == asked.tab}
        for tab, label in queries.TABS.items()
    ]


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Everything one person holds at the unit, to another."""
    unit, today = _unit(request, unit_id), localdate()
    require(rules.may_hand_over(request.actor, at=unit))
    form = HandOverForm(
        posted(request),
        givers=queries.giving(unit),
        takers=queries.taking(unit, today=today),
    )
    if form.is_valid():
        count = actions.hand_over_desk(unit, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"已交接 {count} 件事项，每件的经过里都留有记录。")
        return redirect(reverse("procedures:list", args=[unit.pk]))
    context = {"unit": unit, "form": form, "givers": queries.giving(unit)}
    status = 422 if form.errors else 200
    return render(request, "procedures/hand_over.html", context, status=status)
