"""The security administrator's pages of grants: who holds what, giving and withdrawing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.accounts.models import User
from lianxin.foundation.accounts.queries import accounts_page
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import actions, rules
from lianxin.foundation.organisation.forms.grants import GrantFilterForm, GrantForm, WithdrawForm
from lianxin.foundation.organisation.grants import may_anywhere
from lianxin.foundation.organisation.models import Grant
from lianxin.foundation.organisation.queries.grants import grants_page


@require_GET
def grants(request: ActorRequest) -> HttpResponse:
    require(may_anywhere(request.actor, rules.Can.VIEW_GRANTS))
    form = GrantFilterForm(request.GET)
    form.is_valid()
    asked, day = form.cleaned_data, localdate()
    page = grants_page(Grant.objects.visible_to(request.actor), day=day, **asked)
    kept = {key: asked.get(key, "") for key in ("q", "role", "state")}
    given = {
        "form": form,
        "page": page,
        "day": day,
        "people": _people(request, asked.get("q", "")),
        "first_url": f"?{urlencode(kept)}" if page.later else "",
        "next_url": f"?{urlencode(kept | {'after': page.next})}" if page.next else "",
        "may": {"give": may_anywhere(request.actor, rules.Can.GRANT)},
    }
    return render(request, "organisation/grants.html", given)


@require_GET
def holder(request: ActorRequest, user_id: int) -> HttpResponse:
    return _holder(request, user_id, GrantForm(request.actor))


@require_POST
def give_grant(request: ActorRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    require(may_anywhere(request.actor, rules.Can.GRANT))
    form = GrantForm(request.actor, request.POST)
    if not form.is_valid():
        return _holder(request, user_id, form)
    actions.give_grant(user, **form.cleaned_data, by=request.actor)
    messages.success(request, f"已为{user.name}授权，下一次操作起生效。")
    return redirect("organisation:holder", user_id)


@require_http_methods(["GET", "POST"])
def withdraw_grant(request: ActorRequest, grant_id: int) -> HttpResponse:
    found = Grant.objects.visible_to(request.actor).select_related("user", "unit")
    grant, form = get_object_or_404(found, pk=grant_id), WithdrawForm(request.POST or None)
    require(rules.may_grant(request.actor, at=grant.unit))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        page = {"grant": grant, "form": form}
        return render(request, "organisation/grants_withdraw.html", page, status=status)
    actions.withdraw_grant(grant, **form.cleaned_data, on=localdate(), by=request.actor)
    messages.success(request, f"已撤销{grant.user.name}的授权，立即生效。")
    return redirect("organisation:holder", grant.user_id)


def _holder(request: ActorRequest, user_id: int, form: GrantForm) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    held = Grant.objects.visible_to(request.actor).filter(user=user)
    may_give = may_anywhere(request.actor, rules.Can.GRANT) and request.actor.user_id != user_id
    given = {
        "holder": user,
        "form": form,
        "day": localdate(),
        "grants": held.select_related("unit", "given_by", "appointment").order_by("-pk"),
        "may": {"give": may_give},
    }
    return render(
        request, "organisation/grants_holder.html", given, status=422 if form.is_bound else 200
    )


def _people(request: ActorRequest, text: str) -> list[User]:
    """Whoever has an account and a name that begins so, to give a grant to."""
    if not text.strip():
        return []
    return accounts_page(User.objects.visible_to(request.actor), q=text).rows[:8]
