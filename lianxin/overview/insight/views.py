from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight import catalogue, charts, pages, queries, rules
from lianxin.overview.insight.queries import lists, months


def the_unit(request: ActorRequest, unit_id: int) -> Unit:
    """The unit, if its figures may be seen; else there is none."""
    unit = Unit.objects.keyed(unit_id)
    if unit is None or not rules.may_view(request.actor, at=unit):
        raise Http404
    return unit


@require_GET
def dashboard(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = the_unit(request, unit_id)
    month = months.asked(request.GET, today=localdate())
    board = queries.dashboard(unit, month=month, after=request.GET.get("after", ""))
    shown = {
        "unit": unit,
        "board": board,
        "picker": pages.picker(month, today=localdate()),
        "chart": charts.trend_option(unit.pk, board.trend),
        "chart_head": charts.HEAD,
        "chart_rows": charts.trend_rows(board.trend),
        "structure": pages.structure(board),
        "held": pages.held(board),
        "above": pages.above(request.actor, unit),
        "findings": queries.findings(unit, board, at=localdate()),
        "next": pages.next_children(request, board),
    }
    return render(request, "insight/dashboard.html", shown)


@require_GET
def data(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The numbers of the dashboard as JSON."""
    unit = the_unit(request, unit_id)
    month = months.asked(request.GET, today=localdate())
    board = queries.dashboard(unit, month=month, after=request.GET.get("after", ""))
    return HttpResponse(orjson.dumps(board), content_type="application/json")


@require_GET
def units(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = the_unit(request, unit_id)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = lists.units_below(unit, kind, Cursor.of(request.GET, size=50))
    shown: dict[str, Any] = {"unit": unit, "page": page, "kind": kind, "kinds": pages.kinds(kind)}
    return render(request, "insight/units.html", shown | pages.turns(request, page))


@require_GET
def meetings(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = the_unit(request, unit_id)
    month = months.asked(request.GET, today=localdate())
    kind = request.GET.get("kind", "")
    kind = kind if kind in pages.MEETING_KINDS else ""
    found = lists.meetings_held(unit, month=month, kind=kind, cursor=Cursor.of(request.GET))
    shown: dict[str, Any] = {
        "unit": unit,
        "found": found,
        "kind": kind,
        "kinds": pages.MEETING_KINDS.values(),
        "picker": pages.picker(month, today=localdate()),
    }
    return render(request, "insight/meetings.html", shown | pages.turns(request, found.page))


@require_GET
def health(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = the_unit(request, unit_id)
    board = queries.dashboard(unit, month=months.period_of(localdate()))
    findings = queries.findings(unit, board, at=localdate())
    return render(request, "insight/health.html", {"unit": unit, "findings": findings})


@require_GET
def dictionary(request: ActorRequest) -> HttpResponse:
    """What every figure means and where it comes from."""
    return render(request, "insight/dictionary.html", {"metrics": catalogue.METRICS.values()})
