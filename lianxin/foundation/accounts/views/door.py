"""Coming in and going out: password, second factor, first password."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.foundation.accounts import actions, passwords, totp, visits
from lianxin.foundation.accounts.forms import ChangePasswordForm, CodeForm, EnrolForm, SignInForm
from lianxin.foundation.accounts.models import Session
from lianxin.foundation.accounts.views.shown import oneself, show
from lianxin.foundation.accounts.visits import VisitRequest, browser_of, home_path, move
from lianxin.foundation.core.actors import ActorRequest, door, public


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: ActorRequest) -> HttpResponse:
    onward = _onward(request)
    if request.method == "GET" and getattr(request, "visit", None):
        return move(request, onward)
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return _form(request, "accounts/sign_in.html", form)
    at = now()
    entered = actions.sign_in(
        **form.cleaned_data, browser=browser_of(request), by=request.actor, at=at
    )
    rotate_token(request)
    if entered.user.password_is_old(at):
        messages.info(request, "密码已使用超过 90 天，建议在“设置”中更换。")
    return _with_session(move(request, onward), entered.token)


@door
@require_POST
def sign_out(request: VisitRequest) -> HttpResponse:
    session = Session.objects.visible_to(request.actor).get(key=request.visit.key)
    actions.sign_out(session, by=request.actor, at=now())
    answer = move(request, reverse("accounts:sign_in"))
    visits.forget(answer)
    return answer


@door
@require_http_methods(["GET", "POST"])
def second_factor(request: VisitRequest) -> HttpResponse:
    onward = _onward(request)
    if not request.visit.has_second_factor or request.visit.second_factor_passed:
        return move(request, onward)
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _form(request, "accounts/second_factor.html", form)
    token = actions.pass_second_factor(
        oneself(request),
        form.cleaned_data["code"],
        browser=browser_of(request),
        by=request.actor,
        at=now(),
    )
    return _with_session(move(request, onward), token)


@door
@require_http_methods(["GET", "POST"])
def enrol_second_factor(request: VisitRequest) -> HttpResponse:
    user = oneself(request)
    if user.has_second_factor:
        return move(request, _onward(request))
    form = EnrolForm(user, request.POST or None)
    if not form.is_valid():
        return _form(request, "accounts/enrol_second_factor.html", form, **_to_scan(form))
    enrolled = actions.enrol_second_factor(
        user,
        form.secret,
        form.cleaned_data["code"],
        browser=browser_of(request),
        by=request.actor,
        at=now(),
    )
    page = {"codes": enrolled.codes, "next": _onward(request)}
    return _with_session(show(request, "accounts/recovery_codes.html", page), enrolled.token)


@door
@require_http_methods(["GET", "POST"])
def change_password(request: VisitRequest) -> HttpResponse:
    user = oneself(request)
    form = ChangePasswordForm(user, request.POST or None)
    if not form.is_valid():
        return _form(
            request, "accounts/change_password.html", form, first=user.must_change_password
        )
    token = actions.change_password(
        user,
        form.cleaned_data["old"],
        form.cleaned_data["new"],
        browser=browser_of(request),
        by=request.actor,
        at=now(),
    )
    messages.success(request, "密码已修改，其他设备上的登录已退出。")
    return _with_session(move(request, _onward(request)), token)


def _onward(request: HttpRequest) -> str:
    return home_path(request, request.POST.get("next") or request.GET.get("next"))


def _form(request: HttpRequest, page: str, form: Any, **given: Any) -> HttpResponse:
    """The page with its form: as it is asked for, or again with what is wrong."""
    given |= {"form": form, "next": _onward(request), "rule": passwords.RULE}
    return show(request, page, given, status=422 if form.is_bound else 200)


def _to_scan(form: EnrolForm) -> dict[str, str]:
    return {
        "uri": totp.uri(form.secret, form.user.username),
        "typed": totp.typed(form.secret),
    }


def _with_session(response: HttpResponse, token: str) -> HttpResponse:
    visits.remember(response, token)
    return response
