"""Gives every request the actor on whose behalf it is made, in one statement."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.foundation.accounts.visits import Visit, keep_awake, token_of, way_back
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import ADMINISTRATORS
from lianxin.foundation.organisation.queries import who


def _asked(token: str, *, at: datetime) -> tuple[Actor, Visit] | None:
    """`who`, asked once more over a new connection if the database was started anew: cheaper
    than a question before every request whether the connection still lives."""
    try:
        return who(token, at=at, today=localdate())
    except (InterfaceError, OperationalError):
        connection.close()
        return who(token, at=at, today=localdate())


class ActorMiddleware:
    """Names the actor, and sends the nameless to the door unless the view is public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = now()
        actor, visit = _asked(token_of(request), at=at) or (Actor.nameless(), None)
        request.actor, request.visit = actor, visit  # type: ignore[attr-defined]
        response = self.get_response(request)
        if visit is not None:
            keep_awake(visit, at=at)
        return response

    def process_view(
        self, request: Any, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False):
            return None
        if request.visit is None:
            return go(request, "accounts:sign_in", {"next": _page(request)})
        door = _door_before(request.actor, request.visit)
        if door is None or getattr(view, "is_a_door", False):
            return None
        return go(request, door, {"next": request.get_full_path()} if _is_read(request) else None)


def _page(request: Any) -> str:
    """The page the visitor is on: for a part of it or a form, the page that asked for it."""
    if _is_read(request):
        return str(request.get_full_path())
    return way_back(request)


def _is_read(request: Any) -> bool:
    """Whether the page can be come back to once the door is passed."""
    return request.method == "GET" and not request.headers.get("HX-Request")


def _door_before(actor: Actor, visit: Visit) -> str | None:
    """What must be done before anything else: second factor, first password, enrolment."""
    if visit.has_second_factor and not visit.second_factor_passed:
        return "accounts:second_factor"
    if visit.must_change_password:
        return "accounts:change_password"
    if actor.roles & ADMINISTRATORS and not visit.has_second_factor:
        return "accounts:enrol_second_factor"
    return None


def go(request: Any, name: str, query: dict[str, str] | None = None) -> HttpResponse:
    """Send the browser elsewhere; an htmx request must be told to move the whole page."""
    url = reverse(name) + (f"?{urlencode(query)}" if query else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
