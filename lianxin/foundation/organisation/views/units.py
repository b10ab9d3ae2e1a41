"""The page of one unit, its history, and the tree as of a day."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.organisation import queries, rules
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import Sight


@require_GET
def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What the unit is, what stands above and below it, who leads it, what is amiss."""
    found = get_object_or_404(
        Unit.objects.visible_to(request.actor).select_related("parent", "successor"), pk=unit_id
    )
    today = localdate()
    after, closed = request.GET.get("after", ""), request.GET.get("closed") == "1"
    page = queries.unit_page(request.actor, found, today=today, after=after)
    given = {
        "page": page,
        "unit": found,
        "tree": queries.tree(request.actor, found, Sight(closed=closed)),
        "closed": closed,
        "may": may_do(request, found),
        "today": today,
        "first_url": request.path if after else "",
        "next_url": f"?{urlencode({'after': page.children.after})}" if page.children.after else "",
    }
    return render(request, "organisation/unit.html", given)


@require_GET
def history(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every change of the unit and its posts, with the documents they rest on."""
    found = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    given = {"unit": found, "lines": queries.history(found), "today": localdate()}
    return render(request, "organisation/history.html", given)


@require_GET
def as_of(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit and the tree around it as they were on a day."""
    found = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    today = localdate()
    on = queries.day_asked(request.GET.get("on", ""), today=today)
    then = queries.unit_then(request.actor, found, on=on)
    sight = Sight(link="organisation:as_of", on=on)
    given = {
        "unit": found,
        "then": then,
        "on": on,
        "today": today,
        "tree": queries.tree(request.actor, found, sight),
    }
    return render(request, "organisation/as_of.html", given)


def may_do(request: ActorRequest, unit: Unit) -> dict[str, Any]:
    """Which deeds the reader may do here, for the page to offer."""
    by, is_open = request.actor, unit.is_open
    above = is_open and rules.may_restructure(by, unit=unit)
    own = is_open and rules.may_amend(by, unit=unit)
    posts = [code for code, post in POSTS.items() if rules.may_appoint(by, at=unit, post=post)]
    return {
        "found": own and unit.is_internal,
        "rename": above,
        "amend": own,
        "replace": above and unit.parent_id is not None,
        "inside": own,
        "posts": posts if is_open else [],
    }
