"""What several pages of meetings have in common."""

from typing import Any

from django.shortcuts import get_object_or_404

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.models import Meeting
from lianxin.foundation.core.actors import Actor, ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit


def unit_of(request: ActorRequest, unit_id: int) -> Unit:
    """A unit whose meetings the actor oversees."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    return unit


def meeting_of(request: ActorRequest, meeting_id: int) -> Meeting:
    """A meeting the actor may see: he oversees it or is invited to it."""
    seen = Meeting.objects.visible_to(request.actor)
    return get_object_or_404(
        seen.select_related("unit", "chair", "recorder", "cell"), pk=meeting_id
    )


def kept_meeting(request: ActorRequest, meeting_id: int) -> Meeting:
    """A meeting whose roll the actor may see, and not only his own line on it."""
    meeting = meeting_of(request, meeting_id)
    require(rules.may_view(request.actor, at=meeting.unit))
    return meeting


def powers(by: Actor, meeting: Meeting) -> dict[str, bool]:
    """Which buttons a page shows."""
    unit = meeting.unit
    return {
        "convene": rules.may_convene(by, at=unit),
        "take_attendance": rules.may_take_attendance(by, at=unit),
        "decide_leave": rules.may_decide_leave(by, at=unit),
        "keep_minutes": rules.may_keep_minutes(by, at=unit),
        "close": rules.may_close(by, at=unit),
    }


def basics(request: ActorRequest, meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "unit": meeting.unit, "may": powers(request.actor, meeting)}
