"""A member's own pages: my meetings, one meeting, typed code, leave, scanning."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.meetings import actions, codes, queries, rules
from lianxin.areas.meetings.codes import Proof
from lianxin.areas.meetings.forms import DigitsForm, LeaveForm
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import Door
from lianxin.areas.meetings.views.browser import know_again, known_browser, with_browser
from lianxin.areas.meetings.views.door import way_in
from lianxin.foundation.accounts.visits import move
from lianxin.foundation.core.actors import ActorRequest


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    coming, past = queries.mine(request.actor, at=now())
    given = {"coming": coming, "past": past, "today": now()}
    return render(request, "meetings/mine.html", given)


@require_GET
def scan(request: ActorRequest) -> HttpResponse:
    """The camera in the page, for those whose phone has no scanner at hand."""
    return render(request, "meetings/scan.html")


def _door(request: ActorRequest, meeting_id: int) -> Door:
    """The meeting as the actor finds it; whoever is not invited finds nothing."""
    door = queries.door_of(meeting_id, request.actor)
    if door is None or not door.is_invited:
        raise Http404
    return door


@require_GET
def own(request: ActorRequest, meeting_id: int) -> HttpResponse:
    return _page(request, _door(request, meeting_id), DigitsForm())


def _page(
    request: ActorRequest, door: Door, form: DigitsForm, *, status: int = 200
) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.select_related("unit", "chair"), pk=door.meeting_id)
    assert door.member_id is not None  # noqa: S101 - an invited person is on the roll
    given: dict[str, Any] = {
        "meeting": meeting,
        "line": queries.line_of(meeting, door.member_id),
        "late": queries.late_of(meeting, door.member_id) if meeting.is_closed else None,
        "form": form,
        "may_ask_leave": meeting.accepts_leave(now()),
        "may_view": rules.may_view(request.actor, at=meeting.unit),
        "accepts_digits": door.is_open and door.signed_in_at is None,
    }
    return render(request, "meetings/own.html", given, status=status)


@require_POST
def type_digits(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Sign in with the six digits on the screen."""
    door, at = _door(request, meeting_id), now()
    form = DigitsForm(request.POST)
    if not form.is_valid():
        return _page(request, door, form, status=422)
    typed = form.cleaned_data["digits"]
    proof = codes.read_digits(door.key, door.meeting_id, typed=typed, at=at)
    if proof is None and door.is_open and door.signed_in_at is None:
        left = actions.note_wrong_digits(door, by=request.actor)
        form.add_error("digits", _said(left))
        return _page(request, door, form, status=422)
    browser = known_browser(request) or codes.new_browser()
    onward = _onward(request, door, with_browser(proof, door, browser), browser)
    return know_again(move(request, onward), meeting_id, browser)


def _onward(request: ActorRequest, door: Door, proof: Proof | None, browser: str) -> str:
    """To one's own page, or first to the pictures where the meeting asks for them."""
    at = now()
    if door.second_look and proof is not None and door.signed_in_at is None:
        kept = codes.issue_pass(door.meeting_id, browser, proof, at=at)
        return way_in(door.meeting_id, {"k": kept})
    actions.sign_in(door, proof, by=request.actor, at=at)
    return reverse("meetings:own", args=[door.meeting_id])


def _said(left: int) -> str:
    if left:
        return f"签到码不对或已经更换，请看着屏幕重新输入。还可以试 {left} 次。"
    return "签到码输错次数太多。请直接扫屏幕上的二维码，或请会议主持人点名登记。"


@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Ask for leave."""
    door = _door(request, meeting_id)
    form = LeaveForm(request.POST or None)
    if not form.is_valid():
        meeting = get_object_or_404(Meeting.objects.select_related("unit"), pk=meeting_id)
        status = 422 if form.is_bound else 200
        return render(
            request, "meetings/leave.html", {"meeting": meeting, "form": form}, status=status
        )
    actions.ask_leave(door, form.request(), by=request.actor, at=now())
    return move(request, reverse("meetings:own", args=[meeting_id]))


@require_POST
def withdraw_leave(request: ActorRequest, meeting_id: int) -> HttpResponse:
    actions.withdraw_leave(_door(request, meeting_id), by=request.actor, at=now())
    return move(request, reverse("meetings:own", args=[meeting_id]))
