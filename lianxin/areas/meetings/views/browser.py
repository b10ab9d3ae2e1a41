"""The browser at the door: a secret for each meeting, so that it is known again within one
meeting and in no other."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse

from lianxin.areas.meetings import codes
from lianxin.areas.meetings.codes import Proof
from lianxin.areas.meetings.queries import Door
from lianxin.foundation.core.actors import ActorRequest

COOKIE = "lianxin_door"
KEPT_SECONDS = 12 * 3600  # as long as a meeting may last


def known_browser(request: ActorRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def know_again(answer: HttpResponse, meeting_id: int, browser: str) -> HttpResponse:
    """Lay the secret into the browser; it is sent back to the door of this meeting only."""
    answer.set_cookie(
        COOKIE,
        browser,
        max_age=KEPT_SECONDS,
        path=f"/q/{meeting_id}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )
    return answer


def with_browser(proof: Proof | None, door: Door, browser: str) -> Proof | None:
    if proof is None:
        return None
    return replace(proof, browser=codes.browser_mark(door.key, door.meeting_id, browser))
