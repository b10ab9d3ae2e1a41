"""Four calm pages that set an empty house up, behind a one-time link."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.core.actors import Actor, ActorRequest, public
from lianxin.foundation.organisation import actions, queries
from lianxin.foundation.organisation.catalogue import DOMAINS, KINDS, ROLE_NAMES, Role
from lianxin.foundation.organisation.forms.setup import (
    AdministratorsForm,
    RootForm,
    SecretaryForm,
    post_name,
)
from lianxin.foundation.organisation.queries.installation import (
    STEPS,
    SetupLinkSpent,
    answers,
    next_step,
    setup_behind,
)
from lianxin.foundation.ui.forms import posted

TITLES = ["本组织", "管理员", "党务负责人", "核对启用"]


@public
@require_GET
def setup(request: ActorRequest, token: str) -> HttpResponse:
    given = answers(setup_behind(token))
    return redirect("organisation:setup_step", token, next_step(given))


@public
@require_http_methods(["GET", "POST"])
def setup_step(request: ActorRequest, token: str, step: int) -> HttpResponse:
    given = answers(setup_behind(token))
    if step > next_step(given) or step < 1:
        return redirect("organisation:setup", token)
    if step > len(STEPS):
        return render(request, "organisation/setup_check.html", _check(token, given))
    form = _form(step, request, given)
    if request.method == "GET" or not form.is_valid():
        page = {"form": form, "step": step, "titles": TITLES, "token": token}
        status = 422 if form.is_bound else 200
        return render(request, f"organisation/setup_{STEPS[step - 1]}.html", page, status=status)
    actions.save_setup(token, step=STEPS[step - 1], given=form.answers(), by=Actor.system("setup"))
    return redirect("organisation:setup_step", token, step + 1)


@public
@require_POST
def establish(request: ActorRequest, token: str) -> HttpResponse:
    actions.establish(token, by=Actor.system("setup"), at=now())
    return redirect("organisation:setup_done")


@public
@require_GET
def done(request: ActorRequest) -> HttpResponse:
    if not queries.is_established():
        raise SetupLinkSpent
    return render(request, "organisation/setup_done.html")


def _form(step: int, request: ActorRequest, given: dict[str, Any]) -> Any:
    data: Mapping[str, Any] | None = posted(request)
    said = given.get(STEPS[step - 1], {})
    if step == 1:
        return _root_form(data, said)
    if step == 2:
        asked = (data or request.GET).get("mode")
        single = asked == "single" if asked else bool(said.get("single"))
        return AdministratorsForm(data, said, single=single)
    return SecretaryForm(data, said, given["administrators"])


def _root_form(data: Mapping[str, Any] | None, said: dict[str, Any]) -> Form:
    return RootForm(data, initial=said) if said else RootForm(data)


def _check(token: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answers in words, without the passwords."""
    root, secretary = given["root"], given["secretary"]
    people = given["administrators"]["people"]
    first = people[0] if secretary["same"] else secretary
    return {
        "step": len(TITLES),
        "titles": TITLES,
        "token": token,
        "root": root,
        "kind": KINDS[root["kind"]].name,
        "approves": "具有" if root.get("approves_members") else "没有",
        "domain": DOMAINS[root["domain"]],
        "single": given["administrators"]["single"],
        "people": [
            person | {"held": "、".join(ROLE_NAMES[Role(role)] for role in person["roles"])}
            for person in people
        ],
        "secretary": first,
        "post": post_name(secretary["post"]),
    }
