"""Founding, naming, amending, moving, merging and closing units: one form, one verb each."""

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lianxin.foundation.accounts.visits import move as go
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import actions, queries, rules
from lianxin.foundation.organisation.actions.amend import AMENDABLE, OWN
from lianxin.foundation.organisation.forms import units as forms
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.views.tree import places_for, successors_of


@dataclass(frozen=True, kw_only=True)
class Verb:
    """How a page asks for a deed: its words, and what follows from it."""

    title: str
    button: str
    then: tuple[str, ...]
    law: str = ""
    danger: bool = False
    wide: bool = False  # two columns of fields


FOUND = Verb(
    title="成立下级组织", button="成立",
    then=(
        "新组织立即出现在组织树中，可以登记任职、录入名册。",
        "填写本届起始日期的，系统按规定届期推算届满，并在届满前六个月提醒。",
    ),
    law="《中国共产党支部工作条例（试行）》第二章：有正式党员 3 人以上的，都应当成立党支部。",
    wide=True,
)  # fmt: skip
RENAME = Verb(
    title="更名", button="更名",
    then=("自生效日期起使用新名称，原名称留在沿革里。", "补登过去的更名，不影响之后已登记的名称。"),
)  # fmt: skip
AMEND = Verb(
    title="变更信息", button="保存", wide=True,
    then=("变更类别记入沿革；其他信息更正后立即生效。", "每一项变更都记入审计记录。"),
)  # fmt: skip
MOVE = Verb(
    title="调整隶属", button="调整隶属",
    then=(
        "该组织连同全部下级一起调整；党员、会议、任职和授权都跟随组织，不用另外办理。",
        "原上级不再看到这些组织，新上级立即可以看到。",
    ),
    law="需要原上级、新上级双方的权限；一般由共同的上级组织办理。",
)  # fmt: skip
MERGE = Verb(
    title="合并", button="并入所选组织", danger=True,
    then=(
        "下级组织全部转到并入的组织之下。",
        "本组织撤销，任职和授权同日终止；沿革和历史记录保留。",
        "党员须先整体转接到其他党支部。",
    ),
)  # fmt: skip
CLOSE = Verb(
    title="撤销", button="撤销组织", danger=True,
    then=(
        "本组织不再出现在组织树中，任职和授权同日终止。",
        "沿革、会议和历史记录保留，仍可按日期查看。",
    ),
    law="《中国共产党支部工作条例（试行）》第二章：不再符合设立条件的，上级应当及时调整或者撤销。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def found(request: ActorRequest, unit_id: int) -> HttpResponse:
    parent = unit_of(request, unit_id)
    require(rules.may_found(request.actor, at=parent))
    form = forms.FoundForm(request.POST or None, parent=parent, today=localdate())
    if not form.is_valid():
        return ask(request, parent, FOUND, form)
    new = actions.found(parent=parent, by=request.actor, **given(form))
    return done(request, new, f"已成立{new.short_name}。")


@require_http_methods(["GET", "POST"])
def rename(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_restructure(request.actor, unit=unit))
    form = forms.RenameForm(
        request.POST or None,
        today=localdate(),
        initial={"name": unit.name, "short_name": unit.short_name},
    )
    if not form.is_valid():
        return ask(request, unit, RENAME, form)
    renamed = actions.rename(unit, by=request.actor, **form.cleaned_data)
    return done(request, renamed, f"已登记更名：{form.cleaned_data['name']}。")


@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_amend(request.actor, unit=unit))
    fields = AMENDABLE if rules.may_restructure(request.actor, unit=unit) else OWN
    form = forms.AmendForm(request.POST or None, unit=unit, fields=fields, today=localdate())
    if not form.is_valid():
        return ask(request, unit, AMEND, form)
    amended = actions.amend(unit, by=request.actor, **form.cleaned_data)
    return done(request, amended, "已保存变更。")


@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_restructure(request.actor, unit=unit))
    units, url = places_for(request, unit), _search_url("move", unit)
    form = forms.MoveForm(request.POST or None, today=localdate(), units=units, url=url)
    if not form.is_valid():
        return ask(request, unit, MOVE, form)
    moved = actions.move(unit, by=request.actor, **form.cleaned_data)
    return done(request, moved, f"已登记调整到{form.cleaned_data['to'].short_name}之下。")


@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_restructure(request.actor, unit=unit))
    units, url = successors_of(request, unit), _search_url("merge", unit)
    form = forms.MergeForm(request.POST or None, unit=unit, today=localdate(), units=units, url=url)
    if not form.is_valid():
        return ask(request, unit, MERGE, form, queries.areas_object(unit))
    merged = actions.merge(unit, by=request.actor, **form.cleaned_data)
    return done(request, merged.successor or merged, f"{unit.short_name}已并入本组织。")


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    require(rules.may_restructure(request.actor, unit=unit))
    form = forms.CloseForm(request.POST or None, unit=unit, today=localdate())
    if not form.is_valid():
        return ask(request, unit, CLOSE, form, queries.before_closing(unit))
    closed = actions.close(unit, by=request.actor, **form.cleaned_data)
    return done(request, closed, f"已撤销{unit.short_name}。")


def _search_url(purpose: str, unit: Unit) -> str:
    return f"{reverse('organisation:search')}?{purpose}={unit.pk}"


def unit_of(request: ActorRequest, unit_id: int) -> Unit:
    """The unit, in sight and open; a closed one has nothing left to be done to it."""
    seen = Unit.objects.visible_to(request.actor).open().select_related("parent")
    return get_object_or_404(seen, pk=unit_id)


def given(form: django_forms.Form) -> dict[str, Any]:
    """What was filled in; dates left open are not facts."""
    return {name: value for name, value in form.cleaned_data.items() if value is not None}


def ask(
    request: ActorRequest,
    unit: Unit,
    verb: Verb,
    form: django_forms.Form,
    obstacles: list[str] | None = None,
) -> HttpResponse:
    """The page that asks for a deed, or only its form when that came back with errors."""
    part = "#form" if getattr(request, "htmx", False) else ""
    shown = {"unit": unit, "verb": verb, "form": form, "obstacles": obstacles or []}
    status = 422 if form.is_bound else 200
    return render(request, f"organisation/verb.html{part}", shown, status=status)


def done(request: ActorRequest, unit: Unit, sentence: str) -> HttpResponse:
    """Back to the unit's page, with a word of what was done."""
    messages.success(request, sentence)
    seen = Unit.objects.visible_to(request.actor).filter(pk=unit.pk).exists()
    name = "organisation:unit" if seen else "organisation:tree"
    return go(request, reverse(name, args=[unit.pk] if seen else []))
