from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.members import actions, forms, links, queries, rules
from lianxin.areas.members.models import SavedView, id_index, phone_index
from lianxin.areas.members.presenting import RollPage, number_in, tree_of
from lianxin.areas.members.queries import Filter
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """The roll of one's own unit; whoever keeps none sees his own file."""
    unit_id = request.actor.home_id
    if unit_id is None or not request.actor.reach.get(rules.Can.VIEW):
        return redirect(links.own_file())
    return redirect("members:roll", unit_id)


@require_GET
def roll(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    asked, today = Filter.of(request.GET.dict()), localdate()
    nodes, kept = tree_of(request.actor, unit)
    figures = queries.figures(unit, kept=kept, today=today)
    cursor = Cursor.of(request.GET.dict())
    page = queries.listed(unit, asked, cursor, figures, today=today)
    views = queries.saved_views(unit, request.actor)
    shown = RollPage(request.actor, unit, asked, page, figures, views, nodes, today)
    if request.headers.get("HX-Target") == "rows":
        return render(request, "members/roll.html#rows", shown.rows())
    return render(request, "members/roll.html", shown.all())


@require_POST
def find(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Look somebody up. Whole numbers are looked up by index and never stand in an address."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    asked = Filter.of(request.POST.dict())
    number = number_in(asked.q)
    if len(number) == 18:
        query = asked.query(q=None, key=id_index(number).hex())
    elif number:
        query = asked.query(q=None, key=phone_index(number).hex())
    else:
        query = asked.query(key=None) if asked.q else asked.query()
    answer = redirect("members:roll", unit.pk)
    answer["Location"] += f"?{query}" if query else ""
    return answer


@require_POST
def save_view(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    form, query = forms.ViewForm(request.POST), Filter.of(request.POST.dict()).query()
    if not form.is_valid():
        context = {"form": form, "unit": unit, "pairs": parse_qsl(query)}
        return render(request, "members/save_view.html", context, status=422)
    save = actions.share_view if form.cleaned_data["shared"] else actions.save_view
    save(unit, name=form.cleaned_data["name"], query=query, by=request.actor)
    answer = redirect("members:roll", unit.pk)
    answer["Location"] += f"?{query}"
    return answer


@require_POST
def drop_view(request: ActorRequest, view_id: int) -> HttpResponse:
    view = get_object_or_404(
        SavedView.objects.select_related("unit").filter(
            unit__in=Unit.objects.visible_to(request.actor)
        ),
        pk=view_id,
    )
    actions.drop_view(view, by=request.actor)
    return redirect("members:roll", view.unit_id)
