"""The cookie of a signed-in browser, and what the house knows of it during one request."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from lianxin.foundation.core.actors import ActorRequest

COOKIE = "lianxin"
# A page every minute must not mean a write every minute for each tab.
SEEN_EVERY = timedelta(minutes=1)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """The session behind a request; `key` is the digest under which it is stored."""

    key: bytes
    user_id: int
    seen_at: datetime
    must_change_password: bool = False
    has_second_factor: bool = False
    second_factor_passed: bool = False
    theme: str = "auto"
    mode: str = "normal"


class VisitRequest(ActorRequest):
    """A request of somebody who has signed in."""

    visit: Visit


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
    if at - visit.seen_at < SEEN_EVERY:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "update accounts_session set seen_at = %s where zone = 0 and key = %s"
            " and ended_at is null",
            [at, visit.key],
        )
