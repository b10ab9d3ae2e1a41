"""Inviting people to sit in after a meeting was called, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.meetings import actions, queries, rules
from lianxin.areas.meetings.views.shown import basics, kept_meeting
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require


@require_GET
def guests(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Who sits in, and whom one may invite besides."""
    meeting, q = kept_meeting(request, meeting_id), request.GET.get("q", "").strip()
    require(rules.may_convene(request.actor, at=meeting.unit))
    return render(
        request,
        "meetings/guests.html",
        {
            **basics(request, meeting),
            "q": q,
            "found": queries.guests_to_invite(meeting, q),
            "invited": [line for line in queries.roll(meeting) if line.is_guest],
        },
    )


@require_POST
def invite_guest(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    member = get_object_or_404(Member.objects.visible_to(request.actor), pk=member_id)
    actions.invite_guest(meeting, member, by=request.actor)
    messages.success(request, f"已邀请{member.name}列席。")
    return redirect("meetings:guests", meeting.pk)


@require_POST
def withdraw_guest(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    actions.withdraw_guest(meeting, member_id, by=request.actor)
    messages.success(request, "已取消列席。")
    return redirect("meetings:guests", meeting.pk)
