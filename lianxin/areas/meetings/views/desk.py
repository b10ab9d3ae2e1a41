"""The keepers' pages: the list of a unit, one meeting, calling it off, the roll's leave."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.meetings import actions, queries, rules
from lianxin.areas.meetings.catalogue import MEETING_KINDS
from lianxin.areas.meetings.forms import CancelForm, NoteForm
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import Asked
from lianxin.areas.meetings.views.shown import basics, kept_meeting, meeting_of, unit_of
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit

FIRST_YEAR = 2010


@require_GET
def meetings(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The meetings of a unit, or of everything below it."""
    unit, by = unit_of(request, unit_id), request.actor
    asked = Asked.of(request.GET)
    page = queries.meetings_at(unit, by, asked, Cursor.of(request.GET))
    turnouts = queries.turnouts_of(page.rows)
    return render(
        request,
        "meetings/list.html",
        {
            "unit": unit,
            "asked": asked,
            "lines": [(meeting, turnouts.get(meeting.pk)) for meeting in page.rows],
            "tabs": _tabs(unit, request, asked),
            "pager": page.pager(request.GET, "次"),
            "kinds": list(MEETING_KINDS.values()),
            "years": range(localdate().year, FIRST_YEAR, -1),
            "may": {"convene": rules.may_convene(by, at=unit)},
        },
    )


def _tabs(unit: Unit, request: ActorRequest, asked: Asked) -> list[dict[str, Any]]:
    kept = {key: value for key in ("kind", "year", "late") if (value := request.GET.get(key))}
    return [
        {
            "label": tab.label,
            "count": tab.count,
            "url": f"?{urlencode({'tab': tab.state, **kept})}",
            "current": tab.state == asked.tab,
        }
        for tab in queries.tabs_of(unit, request.actor, asked)
    ]


@require_GET
def detail(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The whole meeting for its keepers; whoever is only invited is led to his own page."""
    meeting = meeting_of(request, meeting_id)
    if not rules.may_view(request.actor, at=meeting.unit):
        return redirect("meetings:own", meeting.pk)
    lines = queries.roll(meeting)
    return render(
        request,
        "meetings/detail.html",
        {
            **basics(request, meeting),
            "turnout": queries.turnout(meeting.pk),
            "lines": lines,
            "asking": [line for line in lines if line.waits],
            "doubtful": _doubtful(request, meeting, lines),
            "late": queries.late_ones(meeting) if meeting.is_closed else [],
            "verdict": queries.verify(meeting) if meeting.is_closed else None,
            "outcomes": _outcomes(meeting, lines),
            "may_open": meeting.is_planned and now() >= meeting.starts_at - actions.EARLY,
        },
    )


def _doubtful(
    request: ActorRequest, meeting: Meeting, lines: list[queries.Line]
) -> list[queries.Line]:
    """For whoever hosts the meeting, and nobody else."""
    if not (meeting.is_open and rules.may_take_attendance(request.actor, at=meeting.unit)):
        return []
    return [line for line in lines if line.doubts]


def _outcomes(meeting: Meeting, lines: list[queries.Line]) -> list[dict[str, Any]]:
    voters = [line for line in lines if line.is_expected and line.may_vote]
    return queries.outcomes(
        {
            "kinds": meeting.kinds,
            "decisions": meeting.decisions,
            "voters": len(voters),
            "voters_present": sum(line.is_present for line in voters),
        }
    )


@require_POST
def open_meeting(request: ActorRequest, meeting_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    actions.open_meeting(meeting, by=request.actor, at=now())
    return redirect("meetings:host", meeting.pk)


@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, meeting_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_convene(request.actor, at=meeting.unit))
    form = CancelForm(request.POST or None)
    if not form.is_valid():
        given = {**basics(request, meeting), "form": form}
        return render(request, "meetings/cancel.html", given, status=422 if form.is_bound else 200)
    actions.cancel_meeting(meeting, form.cleaned_data["reason"], by=request.actor, at=now())
    messages.success(request, "会议已取消。")
    return redirect("meetings:list", meeting.unit_id)


@require_POST
def refresh_roll(request: ActorRequest, meeting_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    found = actions.refresh_roll(meeting, by=request.actor)
    said = f"名单已更新：新增 {found.added} 人，变更 {found.changed} 人，移出 {found.removed} 人。"
    messages.success(request, said if any(found) else "名单与名册一致，没有变化。")
    onward = "meetings:attendance" if request.POST.get("to") == "roll" else "meetings:detail"
    return redirect(onward, meeting.pk)


@require_POST
def approve_leave(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting, note = kept_meeting(request, meeting_id), _note(request)
    actions.approve_leave(meeting, member_id, note, by=request.actor, at=now())
    messages.success(request, "已准假，申请人会看到。")
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#leave")


@require_POST
def decline_leave(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting, note = kept_meeting(request, meeting_id), _note(request)
    actions.decline_leave(meeting, member_id, note, by=request.actor, at=now())
    messages.success(request, "已答复不准假，申请人会看到理由。")
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#leave")


@require_POST
def accept_late(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting, note = kept_meeting(request, meeting_id), _note(request)
    actions.accept_late_sign_in(meeting, member_id, note, by=request.actor, at=now())
    messages.success(request, "已认可，作为补充说明附在封存的记录之后。")
    return redirect("meetings:detail", meeting.pk)


@require_POST
def dismiss_late(request: ActorRequest, meeting_id: int, member_id: int) -> HttpResponse:
    meeting, note = kept_meeting(request, meeting_id), _note(request)
    actions.dismiss_late_sign_in(meeting, member_id, note, by=request.actor, at=now())
    messages.success(request, "已注明不认可。")
    return redirect("meetings:detail", meeting.pk)


def _note(request: ActorRequest) -> str:
    form = NoteForm(request.POST)
    return str(form.cleaned_data["note"]) if form.is_valid() else ""
