"""One's own settings: how pages look, where one is signed in, codes on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from lianxin.foundation.accounts import actions, queries, visits
from lianxin.foundation.accounts.forms import PreferencesForm
from lianxin.foundation.accounts.models import Session
from lianxin.foundation.accounts.views.shown import oneself, show
from lianxin.foundation.accounts.visits import VisitRequest
from lianxin.foundation.core.actors import ActorRequest, public


@require_GET
def me(request: VisitRequest, shell: str = "ui/console.html") -> HttpResponse:
    user, at = oneself(request), now()
    return render(
        request,
        "accounts/me.html",
        {
            "shell": shell,
            "user": user,
            "password_is_old": user.password_is_old(at),
            "codes_left": user.recovery_codes.filter(used_at=None).count(),
            "sessions": queries.open_sessions(user, at=at).count(),
        },
    )


@require_GET
def sessions(request: VisitRequest) -> HttpResponse:
    found = queries.open_sessions(oneself(request), at=now())
    back = reverse("accounts:me_phone" if "phone" in request.GET else "accounts:me")
    return show(
        request,
        "accounts/sessions.html",
        {"sessions": found, "here": request.visit.key.hex(), "back": back},
    )


@require_POST
def revoke_session(request: VisitRequest, handle: str) -> HttpResponse:
    key = bytes.fromhex(handle)
    session = get_object_or_404(Session.objects.visible_to(request.actor), key=key)
    actions.revoke_session(session, by=request.actor, at=now())
    messages.success(request, "已让该设备退出登录。")
    return visits.move(request, visits.way_back(request))


@require_POST
def revoke_other_sessions(request: VisitRequest) -> HttpResponse:
    ended = actions.revoke_other_sessions(
        oneself(request), key=request.visit.key, by=request.actor, at=now()
    )
    messages.success(request, f"已让其他 {ended} 处登录退出。")
    return visits.move(request, visits.way_back(request))


@require_POST
def renew_recovery_codes(request: VisitRequest) -> HttpResponse:
    codes = actions.renew_recovery_codes(oneself(request), by=request.actor, at=now())
    return show(
        request, "accounts/recovery_codes.html", {"codes": codes, "next": visits.way_back(request)}
    )


@require_POST
def stay(request: VisitRequest) -> HttpResponse:
    """Somebody is still there: the middleware notes it."""
    return HttpResponse(status=204)


@public
@require_POST
def preferences(request: ActorRequest) -> HttpResponse:
    """Works from any page, for visitors without a name too, and returns to it."""
    form = PreferencesForm(request.POST)
    chosen = {key: value for key, value in form.data.items() if value and key in form.fields}
    look = visits.look_of(request) | (chosen if form.is_valid() else {})
    if request.actor.user_id is not None:
        actions.set_preferences(oneself(request), **look, by=request.actor)
    answer = visits.move(request, visits.way_back(request))
    visits.remember_look(answer, **look)
    return answer
