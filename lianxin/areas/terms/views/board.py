"""The board of a committee, and the term of one unit."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.terms import queries, rules
from lianxin.areas.terms.catalogue import STATES, has_terms
from lianxin.areas.terms.forms import StartForm
from lianxin.areas.terms.views.shown import unit_of
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.rules import may_amend
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.ui.forms import posted


@require_GET
def board(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every unit below with how it stands to its term, the earliest end first."""
    unit, today, asked = unit_of(request, unit_id), localdate(), queries.Asked.of(request.GET)
    counts = queries.counts(unit, today=today)
    total = counts[asked.state] if asked.state else sum(counts.values())
    page = queries.board(
        unit, request.actor, asked, Cursor.of(request.GET), today=today, total=total
    )
    return render(
        request,
        "terms/board.html",
        {
            "unit": unit,
            "asked": asked,
            "tiles": _tiles(counts, asked),
            "total": sum(counts.values()),
            "rows": queries.rows(page.rows, today=today),
            "pager": {"text": f"共 {total:,} 个组织", **page.turns(request.GET)},
        },
    )


def _tiles(counts: dict[str, int], asked: queries.Asked) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "count": counts[state],
            "url": f"?state={state}",
            "note": "正在查看" if state == asked.state else "",
        }
        for state, name in STATES.items()
    ]


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The term of one unit: how it stands, its cases, and beginning one."""
    unit, today = unit_of(request, unit_id), localdate()
    keeps = rules.may_keep(request.actor, at=unit)
    form = StartForm(posted(request))
    if request.method == "POST":
        require(keeps)
    if form.is_valid():
        return _begun(request, unit, form)
    cases = queries.cases_of(unit, request.actor)
    case = next((each for each in cases if each.is_open and each.procedure == "election"), None)
    given = {
        "unit": unit, "form": form, "row": queries.row(unit, case, today=today), "cases": cases,
        "has_terms": has_terms(unit.kind),
        "may": {"keep": keeps, "amend": may_amend(request.actor, unit=unit)},
    }  # fmt: skip
    return render(request, "terms/start.html", given, status=422 if form.errors else 200)


def _begun(request: ActorRequest, unit: Unit, form: StartForm) -> HttpResponse:
    said = form.cleaned_data
    case = procedures.open_case(
        said["procedure"], unit.pk, unit=unit, on=said["on"], by=request.actor, at=now()
    )
    messages.success(request, f"已启动{case.procedure_of.name}。")
    return redirect("procedures:case", case.pk)
