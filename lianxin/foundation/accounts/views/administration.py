"""The security administrator's pages: accounts and what may be done to those of others."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.accounts import actions, queries, rules
from lianxin.foundation.accounts.actions import AccountLine
from lianxin.foundation.accounts.forms import AccountFilterForm, BlockForm, OpenAccountForm
from lianxin.foundation.accounts.models import User
from lianxin.foundation.accounts.visits import move, way_back
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require


@require_GET
def accounts(request: ActorRequest) -> HttpResponse:
    require(rules.may_open_account(request.actor))
    form = AccountFilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    page = queries.accounts_page(User.objects.visible_to(request.actor), **asked)
    kept = {"q": asked.get("q", ""), "state": asked.get("state", "")}
    given = {
        "form": form,
        "page": page,
        "first_url": f"?{urlencode(kept)}" if page.later else "",
        "next_url": f"?{urlencode(kept | {'after': page.next})}" if page.next else "",
        "may": {"open": rules.may_open_account(request.actor)},
    }
    return render(request, "accounts/list.html", given)


@require_http_methods(["GET", "POST"])
def open_account(request: ActorRequest) -> HttpResponse:
    require(rules.may_open_account(request.actor))
    form = OpenAccountForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/open.html", {"form": form}, status=status)
    (opened,) = actions.open_accounts([AccountLine(**form.cleaned_data)], by=request.actor)
    return _handed_over(request, opened.user, opened.password)


@require_GET
def account(request: ActorRequest, user_id: int) -> HttpResponse:
    user, at = _account(request, user_id), now()
    return render(
        request,
        "accounts/account.html",
        {
            "account": user,
            "form": BlockForm(),
            "sessions": queries.open_sessions(user, at=at),
            "locked_until": queries.account_locked_until(user, at=at),
            "may": {"manage": rules.may_manage_another(request.actor, user_id)},
        },
    )


@require_POST
def reset_password(request: ActorRequest, user_id: int) -> HttpResponse:
    user = _account(request, user_id)
    password = actions.reset_password(user, by=request.actor, at=now())
    return _handed_over(request, user, password)


@require_POST
def reset_second_factor(request: ActorRequest, user_id: int) -> HttpResponse:
    user = _account(request, user_id)
    actions.reset_second_factor(user, by=request.actor, at=now())
    messages.success(request, f"已重置{user.name}的动态口令，请本人下次登录时重新绑定手机。")
    return move(request, way_back(request))


@require_POST
def block(request: ActorRequest, user_id: int) -> HttpResponse:
    user, form = _account(request, user_id), BlockForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/block.html", {"form": form, "account": user}, status=422)
    actions.block(user, **form.cleaned_data, by=request.actor, at=now())
    messages.success(request, f"已停用{user.name}的账号，其所有登录已退出。")
    return move(request, way_back(request))


@require_POST
def unblock(request: ActorRequest, user_id: int) -> HttpResponse:
    user = _account(request, user_id)
    actions.unblock(user, by=request.actor)
    messages.success(request, f"已恢复{user.name}的账号。")
    return move(request, way_back(request))


def _account(request: ActorRequest, user_id: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)


def _handed_over(request: ActorRequest, user: User, password: str) -> HttpResponse:
    """The one page on which a one-time password is ever shown."""
    return render(
        request, "accounts/initial_password.html", {"account": user, "password": password}
    )
