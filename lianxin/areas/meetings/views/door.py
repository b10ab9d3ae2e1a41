"""The scanned link. A code is exchanged for a pass of this browser before anything is asked, so
that signing in to the house does not make it stale; nothing is written by opening a link."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.meetings import actions, codes, queries
from lianxin.areas.meetings.codes import Proof
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import Door
from lianxin.areas.meetings.views.browser import know_again, known_browser, with_browser
from lianxin.foundation.accounts.visits import move
from lianxin.foundation.core.actors import ActorRequest, public
from lianxin.foundation.ui.ways import address

CARRIED = ("t", "c", "k")
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
    browser = known_browser(request) or codes.new_browser()
    if proof is not None and proof.is_fresh:
        carried["k"] = codes.issue_pass(meeting_id, browser, proof, at=at)
    answer = HttpResponseRedirect(way_in(meeting_id, carried))
    return know_again(answer, meeting_id, browser)


def way_in(meeting_id: int, carried: Mapping[str, str]) -> str:
    return f"{reverse('meetings:here', args=[meeting_id])}?{urlencode(carried)}"


@require_http_methods(["GET", "POST"])
def here(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """GET shows the button (pressed by itself where scripts run) or, where the meeting asks for
    the second look, the pictures; POST signs in."""
    door, at = queries.door_of(meeting_id, request.actor), now()
    if door is None:
        raise Http404
    proof = _proof(request, door, at)
    if request.method == "POST":
        return move(request, _entered(request, door, proof, at))
    state = _state(door, proof)
    if door.signed_in_at is not None and state != "again":
        return redirect(address("meetings:own", meeting_id))
    given = {
        "door": door,
        "state": state,
        "carried": _carried(request),
        "pictures": codes.pictures_of(door.key, meeting_id) if door.second_look else (),
    }
    return render(request, "meetings/here.html", given)


def _carried(request: ActorRequest) -> dict[str, str]:
    said = request.POST if request.method == "POST" else request.GET
    return {key: said.get(key, "") for key in CARRIED}


def _entered(request: ActorRequest, door: Door, proof: Proof | None, at: datetime) -> str:
    """Where the browser goes after one deed at the door."""
    own = address("meetings:own", door.meeting_id)
    if door.may_look_again:
        actions.look_again(door, proof, by=request.actor)
        return own
    is_stale = proof is not None and not proof.is_fresh
    if is_stale and request.headers.get(REPLAYED):
        actions.sign_in_late(door, proof, by=request.actor, at=at)
        return own
    actions.sign_in(door, proof, by=request.actor, at=at)
    missed = door.second_look and proof is not None and not proof.saw
    return way_in(door.meeting_id, _carried(request)) if missed else own


def _proof(request: ActorRequest, door: Door, at: datetime) -> Proof | None:
    """The pass this browser was given at arrival, else the code itself; with the picture that
    was named, if one was."""
    said, browser = _carried(request), known_browser(request)
    proof = codes.read_pass(said["k"], door.meeting_id, browser=browser, at=at)
    proof = proof or codes.read_code(
        door.key, door.meeting_id, step=said["t"], mark=said["c"], at=at
    )
    look = request.POST.get("look", "")
    if proof is not None and door.second_look and look:
        saw = codes.is_on_screen(door.key, door.meeting_id, look, at=at)
        proof = replace(proof, saw=saw)
    return with_browser(proof, door, browser)


def _state(door: Door, proof: Proof | None) -> str:
    """Why there is no button, or "ready", "look", "again"."""
    if not door.is_invited:
        return "stranger"
    if not door.is_open:
        return door.state
    is_fresh = proof is not None and proof.is_fresh
    return _asked(door) if is_fresh else "stale"


def _asked(door: Door) -> str:
    if door.may_look_again:
        return "again"
    return "look" if door.second_look else "ready"
