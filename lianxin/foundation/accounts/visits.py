"""The cookie of a signed-in browser, and what the house knows of it during one request."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.prepared import run

COOKIE = "lianxin"
LOOK = "lianxin_look"
LOOK_LASTS = timedelta(days=365)
THEMES = ("auto", "light", "dark")
MODES = ("normal", "elder")
# A page every minute must not mean a write every minute for each tab.
SEEN_EVERY = timedelta(minutes=1)
LONGEST = timedelta(hours=12)
# Nobody waits for the disk because of this: if the machine fails, half a second of it is lost.
SEEN = """
with unhurried as materialized (select set_config('synchronous_commit', 'off', true))
update accounts_session set seen_at = %(at)s from unhurried
where zone = 0 and key = %(key)s and ended_at is null
"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """The session behind a request; `key` is the digest under which it is stored. `asides` is
    what else of the person was read along (organisation/asides.py)."""

    key: bytes
    user_id: int
    seen_at: datetime
    must_change_password: bool = False
    has_second_factor: bool = False
    second_factor_passed: bool = False
    theme: str = "auto"
    mode: str = "normal"
    single_machine: bool = False
    asides: Mapping[str, Any] = field(default_factory=dict)


class VisitRequest(ActorRequest):
    """A request of somebody who has signed in."""

    visit: Visit


@dataclass(frozen=True, kw_only=True)
class Browser:
    """Where a request comes from; `key` is the session it already had, if any."""

    address: str | None = None
    agent: str = ""
    key: bytes = b""


def browser_of(request: HttpRequest) -> Browser:
    visit: Visit | None = getattr(request, "visit", None)
    return Browser(
        address=address_of(request),
        agent=request.headers.get("User-Agent", "")[:300],
        key=visit.key if visit else b"",
    )


def address_of(request: HttpRequest) -> str | None:
    """The visitor's network address; behind PROXIES trusted proxies, what the outermost saw."""
    stated = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        chain = request.headers.get("X-Forwarded-For", "").split(",")
        stated = chain[max(len(chain) - settings.PROXIES, 0)].strip() or stated
    try:
        return str(ip_address(stated))
    except ValueError:
        return None


def home_path(request: HttpRequest, wanted: str | None) -> str:
    """Where to go next: a path of this house, never another host's."""
    host = request.get_host()
    path = wanted or "/"
    safe = url_has_allowed_host_and_scheme(path, {host}, require_https=request.is_secure())
    return path if safe and path.startswith("/") else "/"


def way_back(request: HttpRequest) -> str:
    """The page a small form was sent from."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    here = came_from.netloc == request.get_host()
    back = f"{came_from.path}?{came_from.query}".rstrip("?") if here else "/"
    return home_path(request, request.POST.get("next") or back)


def move(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser elsewhere; an htmx request must be told to move the whole page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def remember(response: HttpResponse, token: str) -> None:
    """Hand the browser its session; it is forgotten when the browser closes."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Lax", secure=settings.SECURE_COOKIES
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def idle_limit() -> timedelta:
    return timedelta(minutes=settings.SESSION_IDLE_MINUTES)


def keep_awake(visit: Visit, *, at: datetime) -> None:
    """Note that the session is in use, once a minute at the most."""
    if at - visit.seen_at >= SEEN_EVERY:
        run(SEEN, {"key": visit.key, "at": at})


def look_of(request: HttpRequest) -> dict[str, str]:
    """How pages are shown: as the account remembers; where it says nothing special, as this
    browser was last set, so that what is chosen at the door holds inside."""
    visit: Visit | None = getattr(request, "visit", None)
    theme, _, mode = request.COOKIES.get(LOOK, "").partition(".")
    look = {
        "theme": theme if theme in THEMES else THEMES[0],
        "mode": mode if mode in MODES else MODES[0],
    }
    if visit is not None and visit.theme != THEMES[0]:
        look["theme"] = visit.theme
    if visit is not None and visit.mode != MODES[0]:
        look["mode"] = visit.mode
    return look


def remember_look(response: HttpResponse, *, theme: str, mode: str) -> None:
    """Before the next sign-in too, this browser is read by the same eyes."""
    response.set_cookie(
        LOOK,
        f"{theme}.{mode}",
        max_age=LOOK_LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )
