from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lianxin.areas.dossier import presenting, queries, rules
from lianxin.areas.members import links
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit


@require_GET
def training(request: ActorRequest, unit_id: int) -> HttpResponse:
    """How many hours the members of the unit and below it were trained this year."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    today = localdate()
    year = presenting.year_of(request.GET.get("year", ""), today)
    short = request.GET.get("tab") == "short"
    page = queries.trained_at(unit, year, Cursor.of(request.GET), only_short=short)
    context = {
        "unit": unit,
        "year": year,
        "years": range(today.year, today.year - 3, -1),
        "rule": queries.rule_of(year),
        "tab": "short" if short else "all",
        "rows": [
            {"member": each, "url": links.file_of(each.pk, "training"), **presenting.hours(each)}
            for each in page.rows
        ],
        "may_keep": rules.may_keep(request.actor, at=unit),
        "rooms": presenting.rooms(unit, "training", request.actor),
        **presenting.turning(request, page, "人", "year"),
    }
    return render(request, "dossier/training.html", context)
