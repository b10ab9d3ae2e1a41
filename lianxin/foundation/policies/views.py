"""The rules as they hold at a unit, and the forms of those who make them stricter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import Sight, tree
from lianxin.foundation.policies import actions, queries, rules
from lianxin.foundation.policies.catalogue import Rule, declared
from lianxin.foundation.policies.forms import EndForm, SettingForm
from lianxin.foundation.policies.models import Policy
from lianxin.foundation.ui.forms import posted

LINK = "policies:at"


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    return unit


@require_GET
def at(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every rule in force: what it says, what applies here, and whose word it is."""
    unit, today = _unit(request, unit_id), localdate()
    given = {
        "unit": unit,
        "page": queries.page(unit, on=today),
        "today": today,
        "tree": tree(request.actor, unit, Sight(link=LINK)),
        "link": LINK,
        "may": {"set": unit.is_open and rules.may_set(request.actor, at=unit)},
    }
    return render(request, "policies/at.html", given)


@require_http_methods(["GET", "POST"])
def set_policy(request: ActorRequest, unit_id: int, code: str) -> HttpResponse:
    """Ask more of the unit and all below it."""
    unit, rule = _unit(request, unit_id), _rule(code)
    require(rules.may_set(request.actor, at=unit))
    line = queries.line_of(unit, rule, on=localdate())
    above = queries.holder_above(unit, rule, on=localdate())
    data = posted(request)
    asked = above.value if above else rule.value
    form = SettingForm(rule, asked, data, initial={"since": localdate()})
    if not form.is_valid():
        given = {"unit": unit, "line": line, "form": form}
        return _ask(request, "policies/set.html", given)
    actions.set_policy(unit, form.setting(), by=request.actor, at=now())
    messages.success(request, f"已登记。“{rule.name}”在本组织和全部下级按新规定执行。")
    return redirect("policies:at", unit.pk)


def _rule(code: str) -> Rule:
    found = next((rule for rule in declared(on=localdate()) if rule.code == code), None)
    if found is None:
        raise Http404
    return found


def _ask(request: ActorRequest, template: str, given: dict[str, Any]) -> HttpResponse:
    return render(request, template, given, status=422 if given["form"].is_bound else 200)


@require_http_methods(["GET", "POST"])
def end_policy(request: ActorRequest, policy_id: int) -> HttpResponse:
    """The unit no longer asks more."""
    seen = Policy.objects.filter(unit__in=Unit.objects.visible_to(request.actor))
    policy = get_object_or_404(seen.select_related("unit"), pk=policy_id)
    require(rules.may_set(request.actor, at=policy.unit))
    data = posted(request)
    form = EndForm(data, initial={"on": localdate()})
    if not form.is_valid():
        line = queries.line_of(policy.unit, _rule(policy.code), on=localdate())
        amount = line.rule.amount(policy.value)
        given = {"policy": policy, "unit": policy.unit, "line": line, "amount": amount}
        given["form"] = form
        return _ask(request, "policies/end.html", given)
    on, document = form.end()
    actions.end_policy(policy, on, document, by=request.actor, at=now())
    messages.success(request, "已登记停止执行。")
    return redirect("policies:at", policy.unit_id)
