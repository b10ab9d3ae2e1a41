"""In the room: the screen with the code, the live figures, the list to tick."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.meetings import actions, codes, queries, rules
from lianxin.areas.meetings.catalogue import LEAVE_KINDS, Picture
from lianxin.areas.meetings.forms import TickForm
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.views.shown import basics, kept_meeting, meeting_of
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.ui import icons
from lianxin.foundation.ui.codes import draw
from lianxin.foundation.ui.forms import posted


@require_GET
def host(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The screen in the room."""
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_take_attendance(request.actor, at=meeting.unit))
    if not meeting.is_open or meeting.is_late:
        return redirect("meetings:detail", meeting.pk)
    return render(
        request,
        "meetings/host.html",
        {
            **basics(request, meeting),
            "turnout": queries.turnout(meeting.pk),
            "batch": _batch(request, meeting),
        },
    )


@require_GET
def next_codes(request: ActorRequest, meeting_id: int) -> JsonResponse:
    """The codes of the next five minutes, so that the screen survives a cut network."""
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_take_attendance(request.actor, at=meeting.unit))
    return JsonResponse(_batch(request, meeting))


def _batch(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    at = now()
    link = request.build_absolute_uri(reverse("meetings:arrive", args=[meeting.pk]))
    shown = codes.codes_from(meeting.key, meeting.pk, at) if meeting.is_open else ()
    return {
        "now": at.timestamp(),
        "seconds": codes.STEP,
        "codes": [
            {
                "step": code.step,
                "svg": draw(f"{link}?{code.query}"),
                "text": f"{code.digits[:3]} {code.digits[3:]}",
                "look": _look(code.picture) if meeting.second_look else "",
            }
            for code in shown
        ],
    }


def _look(picture: Picture) -> str:
    return str(format_html("{}<b>{}</b>", icons.draw(picture.icon), picture.word))


@require_GET
def turnout(request: ActorRequest, meeting_id: int) -> JsonResponse:
    """The state the live process streams, for pages that must poll."""
    meeting = meeting_of(request, meeting_id)
    return JsonResponse(asdict(queries.turnout(meeting.pk)))


@require_http_methods(["GET", "POST"])
def attendance(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The list: tick, enter leave, strike; many at once."""
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_take_attendance(request.actor, at=meeting.unit))
    lines = queries.roll(meeting)
    said = posted(request)
    form = TickForm([line.member_id for line in lines], said)
    if not form.is_valid():
        given = {
            **basics(request, meeting),
            "form": form,
            "lines": lines,
            "turnout": queries.turnout(meeting.pk),
            "doubtful": sum(bool(line.doubts) for line in lines),
            "leave_kinds": LEAVE_KINDS.items(),
        }
        status = 422 if form.is_bound else 200
        return render(request, "meetings/attendance.html", given, status=status)
    messages.success(request, _ticked(request, meeting, form))
    return redirect("meetings:attendance", meeting.pk)


def _ticked(request: ActorRequest, meeting: Meeting, form: TickForm) -> str:
    said, by = form.cleaned_data, request.actor
    members = said["member"]
    if said["do"] == "present":
        done = actions.take_attendance(meeting, members, by=by, at=now())
        return f"已记 {done} 人到会。" if done else "所选人员都已到会。"
    if said["do"] == "leave":
        done = actions.enter_leave(meeting, members, said["kind"], by=by, at=now())
        return f"已登记 {done} 人请假。"
    if said["do"] == "vouch":
        done = actions.confirm_sign_ins(meeting, members, by=by)
        return f"已确认 {done} 人本人在场。"
    done = actions.strike_sign_ins(meeting, members, said["reason"], by=by)
    return f"已撤销 {done} 人的签到。"


@require_POST
def confirm(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    actions.confirm_sign_in(meeting, member_id, by=request.actor)
    messages.success(request, "已确认本人在场。")
    return redirect("meetings:detail", meeting.pk)


@require_POST
def strike(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    """Reject one flagged sign-in."""
    meeting, reason = kept_meeting(request, meeting_id), request.POST.get("reason", "")
    actions.strike_sign_ins(meeting, [member_id], reason, by=request.actor)
    messages.success(request, "已撤销这次签到。")
    return redirect("meetings:detail", meeting.pk)
