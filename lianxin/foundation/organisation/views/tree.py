"""The tree and what is found in it: the home of organisation, parts for asides, the picker."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import links, queries, rules
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.forms.posts import sealed
from lianxin.foundation.organisation.grants import reach
from lianxin.foundation.organisation.models import Unit, UnitQuerySet
from lianxin.foundation.organisation.queries import Sight


@require_GET
def tree(request: ActorRequest) -> HttpResponse:
    """One's own unit; who has a place nowhere is told so."""
    home = Unit.objects.visible_to(request.actor).order_by("path").first()
    if request.actor.home_id is not None:
        seen = Unit.objects.visible_to(request.actor)
        home = seen.filter(pk=request.actor.home_id).first() or home
    if home is None:
        return render(request, "organisation/nowhere.html")
    return redirect("organisation:unit", home.pk)


@require_GET
def children(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The next nodes below a unit, for an open page to put in."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    nodes, more_url = queries.children(
        request.actor, unit, sight_of(request), after=request.GET.get("after", "")
    )
    return render(request, "ui/tree_nodes.html", {"nodes": nodes, "more_url": more_url})


@require_GET
def search(request: ActorRequest) -> HttpResponse:
    """Units that answer to ?q=: lines of links for the tree, JSON for a picker."""
    answer = queries.search(request.actor, request.GET.get("q", ""), among=_among(request))
    if "application/json" in request.headers.get("Accept", ""):
        items = [
            {"value": str(unit.id), "label": unit.name, "note": unit.note} for unit in answer.units
        ]
        return JsonResponse({"items": items, "more": answer.more})
    ways = links.Ways(links.named(request.GET.get("link", "")))
    lines = [(unit, ways.to(unit.id)) for unit in answer.units]
    given = {"lines": lines, "more": answer.more, "q": request.GET.get("q", "").strip()}
    part = "#found" if getattr(request, "htmx", False) else ""
    return render(request, f"organisation/search.html{part}", given)


@require_GET
def people(request: ActorRequest, unit_id: int) -> JsonResponse:
    """Who may be chosen for a post at the unit, for a picker."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_choose(request.actor, at=unit))
    found = queries.candidates(request.actor, unit, request.GET.get("q", ""))
    items = [
        {"value": sealed(person.user_id), "label": person.name, "note": person.note}
        for person in found
    ]
    return JsonResponse({"items": items, "more": False})


def sight_of(request: HttpRequest) -> Sight:
    """How the tree is looked at, as the address says."""
    return Sight(
        link=links.named(request.GET.get("link", "")),
        on=queries.day_asked(request.GET.get("on", ""), today=localdate()),
        closed=request.GET.get("closed") == "1",
    )


def _among(request: ActorRequest) -> UnitQuerySet:
    """All open units; or those where a unit may be moved, or merged; or with closed ones."""
    moving, merging = request.GET.get("move", ""), request.GET.get("merge", "")
    if moving.isdigit():
        return places_for(request, get_object_or_404(Unit, pk=moving))
    if merging.isdigit():
        return successors_of(request, get_object_or_404(Unit, pk=merging))
    return Unit.objects.all() if request.GET.get("closed") == "1" else Unit.objects.open()


def places_for(request: ActorRequest, unit: Unit) -> UnitQuerySet:
    """The units under which this one may be placed by this actor."""
    bearing = [code for code, kind in KINDS.items() if unit.kind in kind.below]
    mine = reach(request.actor, rules.Can.RESTRUCTURE, unit="")
    return Unit.objects.open().filter(mine, kind__in=bearing).exclude(rules.subtree(unit.path))


def successors_of(request: ActorRequest, unit: Unit) -> UnitQuerySet:
    """The units into which this one may be merged by this actor."""
    mine = reach(request.actor, rules.Can.RESTRUCTURE, unit="")
    return Unit.objects.open().filter(mine).exclude(rules.subtree(unit.path))
