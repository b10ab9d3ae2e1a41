"""Leave: asked by the member beforehand, decided by the keepers of the meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.catalogue import LEAVE_KINDS, Leave
from lianxin.areas.meetings.events import LeaveAsked, LeaveDecided, LeaveWithdrawn
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.meetings.queries import Door
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require


class NotOnTheRoll(Refused):
    sentence = "您不在这次会议的应到名单中，不需要请假。"


class AskedTooLate(Refused):
    sentence = "会议已经开始或结束，不能再在线请假。请直接联系会议主持人说明情况。"


class AlreadyIn(Refused):
    sentence = "您已经签到，不需要请假。"


class NoSuchKind(Refused):
    sentence = "请选择请假类型。"


class NoneAsked(Refused):
    sentence = "没有可撤回的请假，可能已经撤回或会议已经结束。"


class NothingToDecide(Refused):
    sentence = "没有待审批的请假：可能已经审批、撤回，或本人已经签到。"


class NoteMissing(Refused):
    sentence = "不准假请写明理由，申请人会看到。"


@dataclass(frozen=True, kw_only=True)
class Request:
    """Why somebody asks to be away."""

    kind: str
    reason: str = ""


@transaction.atomic
def ask_leave(door: Door, request: Request, *, by: Actor, at: datetime) -> str:
    """Ask for leave from a meeting. Asking again while it waits or is granted changes nothing."""
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    line = _own_line(door)
    if request.kind not in LEAVE_KINDS:
        raise NoSuchKind
    if line.signed_in_at is not None:
        raise AlreadyIn
    if not _may_still_ask(door, at):
        raise AskedTooLate
    if line.leave in (Leave.ASKED, Leave.APPROVED):
        return line.leave

    line.leave, line.leave_kind, line.leave_reason = Leave.ASKED, request.kind, request.reason
    line.leave_asked_at, line.leave_decided_at, line.leave_note = at, None, ""
    _save(line)

    publish(
        LeaveAsked(
            unit_id=door.unit_id,
            subject_id=door.meeting_id,
            member_id=line.member_id,
            kind=request.kind,
        ),
        by=by,
    )
    return line.leave


@transaction.atomic
def withdraw_leave(door: Door, *, by: Actor, at: datetime) -> None:
    """Take a request back, or granted leave: one comes after all."""
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    line = _own_line(door)
    if line.leave not in (Leave.ASKED, Leave.APPROVED) or not _may_still_ask(door, at):
        raise NoneAsked

    line.leave = line.leave_kind = line.leave_reason = line.leave_note = ""
    line.leave_asked_at = line.leave_decided_at = None
    _save(line)

    publish(
        LeaveWithdrawn(unit_id=door.unit_id, subject_id=door.meeting_id, member_id=line.member_id),
        by=by,
    )


@transaction.atomic
def approve_leave(
    meeting: Meeting, member_id: int, note: str, *, by: Actor, at: datetime
) -> Invitation:
    """Grant leave that was asked."""
    require(rules.may_decide_leave(by, at=meeting.unit))
    line = _asked(meeting, member_id)

    line = _decided(line, Leave.APPROVED, note, by=by, at=at)

    _tell_decision(line, by=by)
    return line


@transaction.atomic
def decline_leave(
    meeting: Meeting, member_id: int, note: str, *, by: Actor, at: datetime
) -> Invitation:
    """Decline leave that was asked, and say why."""
    require(rules.may_decide_leave(by, at=meeting.unit))
    if not note.strip():
        raise NoteMissing
    line = _asked(meeting, member_id)

    line = _decided(line, Leave.DECLINED, note.strip(), by=by, at=at)

    _tell_decision(line, by=by)
    return line


def _own_line(door: Door) -> Invitation:
    locked = Invitation.objects.select_for_update().filter(
        zone=door.zone, meeting_id=door.meeting_id, member_id=door.member_id or 0
    )
    line = locked.first()
    if line is None:
        raise NotOnTheRoll
    return line


def _may_still_ask(door: Door, at: datetime) -> bool:
    return door.state in (Meeting.State.PLANNED, Meeting.State.OPEN) and at < door.starts_at


def _asked(meeting: Meeting, member_id: int) -> Invitation:
    locked = Invitation.objects.select_for_update().filter(
        zone=meeting.zone,
        meeting=meeting,
        member_id=member_id,
        leave=Leave.ASKED,
        signed_in_at=None,
        frozen=False,
    )
    line = locked.first()
    if line is None:
        raise NothingToDecide
    return line


def _decided(
    line: Invitation, decision: Leave, note: str, *, by: Actor, at: datetime
) -> Invitation:
    line.leave, line.leave_note = decision, note
    line.leave_decided_at, line.leave_decided_by_id = at, by.user_id
    _save(line)
    return line


def _save(line: Invitation) -> None:
    line.save(
        update_fields=[
            "leave", "leave_kind", "leave_reason", "leave_asked_at", "leave_decided_at",
            "leave_decided_by", "leave_note",
        ]
    )  # fmt: skip


def _tell_decision(line: Invitation, *, by: Actor) -> None:
    publish(
        LeaveDecided(
            unit_id=line.unit_id,
            subject_id=line.meeting_id,
            member_id=line.member_id,
            decision=line.leave,
            note=line.leave_note,
        ),
        by=by,
    )
