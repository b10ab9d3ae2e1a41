"""What stands inside a unit: the units of work it covers, its cells."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import actions, rules
from lianxin.foundation.organisation.forms import posts as forms
from lianxin.foundation.organisation.models import Cell, Workplace
from lianxin.foundation.organisation.views.structure import Verb, ask, done, unit_of

ADD_WORKPLACE = Verb(
    title="增加覆盖单位", button="增加",
    then=("组织与单位分开登记：一个联合党支部可以覆盖几个单位。",),
    law="《中国共产党支部工作条例（试行）》第二章：联合党支部覆盖单位一般不超过 5 个。",
)  # fmt: skip
END_WORKPLACE = Verb(
    title="解除覆盖单位", button="解除", danger=True, then=("自所填日期起不再覆盖该单位。",)
)
FORM_CELL = Verb(
    title="设立党小组", button="设立",
    then=("党小组由党支部决定设立，不单独存放组织关系；至少有 3 名党员，其中 1 名以上正式党员。",),
)  # fmt: skip
DISSOLVE_CELL = Verb(
    title="撤销党小组", button="撤销", danger=True, then=("党小组撤销后，组员仍在本支部。",)
)


@require_http_methods(["GET", "POST"])
def add_workplace(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_amend(request.actor, unit=unit))
    initial = {"on": localdate(), "nature": unit.domain}
    form = forms.WorkplaceForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return ask(request, unit, ADD_WORKPLACE, form)
    place = actions.add_workplace(unit, by=request.actor, **form.cleaned_data)
    return done(request, unit, f"已增加覆盖单位：{place.name}。")


@require_http_methods(["GET", "POST"])
def end_workplace(request: ActorRequest, unit_id: int, workplace_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_amend(request.actor, unit=unit))
    place = get_object_or_404(Workplace, unit=unit, pk=workplace_id)
    form = forms.EndForm(request.POST or None, initial={"on": localdate()})
    if not form.is_valid():
        return ask(request, unit, END_WORKPLACE, form)
    actions.end_workplace(place, by=request.actor, **form.cleaned_data)
    return done(request, unit, f"已解除覆盖单位：{place.name}。")


@require_http_methods(["GET", "POST"])
def form_cell(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_amend(request.actor, unit=unit))
    form = forms.CellForm(request.POST or None, unit=unit, initial={"on": localdate()})
    if not form.is_valid():
        return ask(request, unit, FORM_CELL, form)
    cell = actions.form_cell(unit, by=request.actor, **form.cleaned_data)
    return done(request, unit, f"已设立{cell.name}。")


@require_http_methods(["GET", "POST"])
def dissolve_cell(request: ActorRequest, unit_id: int, cell_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_amend(request.actor, unit=unit))
    cell = get_object_or_404(Cell, unit=unit, pk=cell_id)
    form = forms.EndForm(request.POST or None, initial={"on": localdate()})
    if not form.is_valid():
        return ask(request, unit, DISSOLVE_CELL, form)
    actions.dissolve_cell(cell, by=request.actor, **form.cleaned_data)
    return done(request, unit, f"已撤销{cell.name}。")
