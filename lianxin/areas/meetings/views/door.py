"""The scanned link. A code is exchanged for a pass of this browser before anything is asked, so
that signing in to the house does not make it stale; nothing is written by opening a link."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.meetings import actions, codes, queries
from lianxin.areas.meetings.codes import Proof
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import Door
from lianxin.foundation.accounts.visits import move
from lianxin.foundation.core.actors import ActorRequest, public
from lianxin.foundation.ui.ways import address

COOKIE = "lianxin_door"
REPLAYED = "X-Offline-Replay"


@public
@require_GET
def arrive(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Whoever scans comes here first, signed in or not."""
    found = Meeting.objects.filter(pk=meeting_id).only("key").first()
    if found is None:
        raise Http404
    step, mark, at = request.GET.get("t", ""), request.GET.get("c", ""), now()
    proof = codes.read_code(found.key, meeting_id, step=step, mark=mark, at=at)
    carried = {"t": step, "c": mark}
    browser = request.COOKIES.get(COOKIE) or codes.new_browser()
    if proof is not None and proof.is_fresh:
        carried["k"] = codes.issue_pass(meeting_id, browser, proof, at=at)
    answer = HttpResponseRedirect(
        f"{reverse('meetings:here', args=[meeting_id])}?{urlencode(carried)}"
    )
    answer.set_cookie(
        COOKIE,
        browser,
        max_age=codes.PASS_SECONDS,
        path="/q/",
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )
    return answer


@require_http_methods(["GET", "POST"])
def here(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """GET shows the button (pressed by itself where scripts run); POST signs in."""
    door, at = queries.door_of(meeting_id, request.actor), now()
    if door is None:
        raise Http404
    own = address("meetings:own", meeting_id)
    if request.method == "POST":
        _enter(request, door, at)
        return move(request, own)
    if door.signed_in_at is not None:
        return redirect(own)
    proof = _proof(request, door, at)
    given = {
        "door": door,
        "state": _state(door, proof),
        "carried": {key: request.GET.get(key, "") for key in ("t", "c", "k")},
    }
    return render(request, "meetings/here.html", given)


def _enter(request: ActorRequest, door: Door, at: datetime) -> None:
    proof = _proof(request, door, at)
    is_stale = proof is not None and not proof.is_fresh
    if is_stale and request.headers.get(REPLAYED):
        actions.sign_in_late(door, proof, by=request.actor, at=at)
    else:
        actions.sign_in(door, proof, by=request.actor, at=at)


def _proof(request: ActorRequest, door: Door, at: datetime) -> Proof | None:
    """The pass this browser was given at arrival, else the code itself."""
    said = request.POST if request.method == "POST" else request.GET
    browser = request.COOKIES.get(COOKIE, "")
    kept = codes.read_pass(said.get("k", ""), door.meeting_id, browser=browser, at=at)
    return kept or codes.read_code(
        door.key, door.meeting_id, step=said.get("t", ""), mark=said.get("c", ""), at=at
    )


def _state(door: Door, proof: Proof | None) -> str:
    """Why there is no button, or "ready"."""
    if not door.is_invited:
        return "stranger"
    if not door.is_open:
        return door.state
    return "ready" if proof is not None and proof.is_fresh else "stale"
