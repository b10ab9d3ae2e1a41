"""Minutes, closing, and the frozen record."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.meetings import actions, queries, rules
from lianxin.areas.meetings.catalogue import LEAVE_KINDS, MEETING_KINDS
from lianxin.areas.meetings.forms import MinutesForm
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import Line
from lianxin.areas.meetings.views.shown import basics, kept_meeting
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.ui.forms import posted


def by_state(lines: list[Line]) -> dict[str, list[Line]]:
    """The roll in heaps, as minutes name them."""
    return {
        state: [line for line in lines if line.state == state and line.is_expected]
        for state in ("present", "leave", "asked", "absent")
    } | {"sitting": [line for line in lines if line.is_present and not line.is_expected]}


@require_http_methods(["GET", "POST"])
def minutes(request: ActorRequest, meeting_id: int) -> HttpResponse:
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_keep_minutes(request.actor, at=meeting.unit))
    form = MinutesForm(meeting, posted(request))
    if not form.is_valid():
        given = {
            **basics(request, meeting),
            "form": form,
            "turnout": queries.turnout(meeting.pk),
            "heaps": by_state(queries.roll(meeting)),
        }
        status = 422 if form.is_bound else 200
        return render(request, "meetings/minutes.html", given, status=status)
    actions.save_minutes(meeting, form.minutes(), by=request.actor)
    if "then_close" in request.POST:
        return redirect("meetings:close", meeting.pk)
    messages.success(request, "会议记录已保存。")
    return redirect("meetings:minutes", meeting.pk)


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """A last look at the whole record; then it is frozen."""
    meeting = kept_meeting(request, meeting_id)
    require(rules.may_close(request.actor, at=meeting.unit))
    if request.method == "POST":
        actions.close_meeting(meeting, by=request.actor, at=now())
        messages.success(request, "会议已结束，记录已封存。")
        return redirect("meetings:detail", meeting.pk)
    lines, record = queries.roll(meeting), queries.content(meeting)
    return render(
        request,
        "meetings/close.html",
        {
            **basics(request, meeting),
            "record": record,
            "outcomes": queries.outcomes(record),
            "heaps": by_state(lines),
            "turnout": queries.turnout(meeting.pk),
            "missing": missing(meeting, lines),
        },
    )


def missing(meeting: Meeting, lines: list[Line]) -> list[str]:
    """What must be done before the record may be frozen, in the words of the page."""
    empty = [str(part["title"]) for part in meeting.sections if not str(part["text"]).strip()]
    asking = sum(line.waits for line in lines)
    doubtful = sum(bool(line.doubts) for line in lines)
    found = [
        ("会议还没有开始签到", meeting.is_planned),
        ("还没有到开会时间", meeting.is_open and now() < meeting.starts_at),
        ("会议记录没有写完：" + "、".join(empty), empty),
        ("没有写明主持人", not meeting.chair_id),
        ("没有写明记录人", not meeting.recorder_id),
        (f"还有 {asking} 份请假没有审批", asking),
        (f"还有 {doubtful} 次签到没有核实", doubtful),
    ]
    return [said for said, holds in found if holds]


@require_GET
def record(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The frozen record as it is printed."""
    meeting = kept_meeting(request, meeting_id)
    closed = Meeting.objects.filter(state=Meeting.State.CLOSED)
    meeting = get_object_or_404(
        closed.select_related("unit", "chair", "recorder", "cell"), pk=meeting.pk
    )
    frozen: dict[str, Any] = meeting.record or {}
    return render(
        request,
        "meetings/record.html",
        {
            **basics(request, meeting),
            "record": frozen,
            "outcomes": queries.outcomes(frozen),
            "parts": parts_of(frozen),
            "heaps": heaps_of(frozen["roll"]),
            "leave_kinds": LEAVE_KINDS,
            "verdict": queries.verify(meeting),
            "late": queries.late_ones(meeting),
        },
    )


def parts_of(frozen: dict[str, Any]) -> list[dict[str, str]]:
    """The frozen minutes with the name of their type, where the meeting had several."""
    several = len(frozen["kinds"]) > 1
    return [
        {**part, "of": MEETING_KINDS[part["kind"]].name if several else ""}
        for part in frozen["minutes"]
    ]


def heaps_of(roll: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The frozen roll in heaps."""
    expected = [line for line in roll if line["standing"] == "expected"]
    heaps = {
        state: [line for line in expected if line["state"] == state]
        for state in ("present", "leave", "asked", "absent")
    }
    heaps["expected"] = expected
    heaps["sitting"] = [
        line for line in roll if line["standing"] != "expected" and line["signed_in_at"]
    ]
    return heaps
