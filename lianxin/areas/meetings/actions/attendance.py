"""The list in the host's hand: ticking, striking, confirming, entering leave."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.actions.roll import NotUnderWay, count, hold
from lianxin.areas.meetings.catalogue import LEAVE_KINDS, How, Standing
from lianxin.areas.meetings.events import (
    AttendanceTaken,
    LeaveEntered,
    SignInConfirmed,
    SignInStruck,
)
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import roll
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, Event, publish
from lianxin.foundation.core.refusals import Refused, require

TICK = """
update meetings_invitation set signed_in_at = %(at)s, how = %(how)s
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = any(%(members)s)
  and signed_in_at is null and not frozen
returning member_id, standing
"""
STRIKE = """
update meetings_invitation set signed_in_at = null, how = '', flags = '{}',
  shown_at = null, browser = '', is_vouched = false
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = any(%(members)s)
  and signed_in_at is not null and not frozen
returning member_id, standing
"""
CONFIRM = """
update meetings_invitation set flags = '{}', is_vouched = true
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = any(%(members)s)
  and signed_in_at is not null and not is_vouched and not frozen
returning member_id, standing
"""
EXCUSE = """
update meetings_invitation
set leave = 'approved', leave_kind = %(kind)s, leave_decided_at = %(at)s,
    leave_decided_by_id = %(by)s, leave_asked_at = coalesce(leave_asked_at, %(at)s)
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = any(%(members)s)
  and signed_in_at is null and not frozen
returning member_id, standing
"""


class NotOpened(Refused):
    sentence = "签到还没有开始，请先点“开始签到”。"


class ReasonMissing(Refused):
    sentence = "请写明原因，它会留在记录中。"


class NothingFlagged(Refused):
    sentence = "这次签到没有待核实的标记，可能已经处理过。"


class NoSuchLeave(Refused):
    sentence = "请选择请假类型。"


@transaction.atomic
def take_attendance(
    meeting: Meeting, member_ids: Collection[int], *, by: Actor, at: datetime
) -> int:
    """Tick people on the list as present; whoever is in already keeps his time."""
    require(rules.may_take_attendance(by, at=meeting.unit))
    _is_open(meeting)

    # For a meeting entered afterwards the time of the tick says nothing; its beginning does.
    moment = meeting.starts_at if meeting.is_late else at
    ticked = _write(TICK, meeting, member_ids, at=moment, how=How.LIST)

    _tell(AttendanceTaken, meeting, ticked, shift=1, by=by)
    return len(ticked)


@transaction.atomic
def strike_sign_ins(
    meeting: Meeting, member_ids: Collection[int], reason: str, *, by: Actor
) -> int:
    """Take sign-ins back: somebody was ticked by mistake, or signed in without being there."""
    require(rules.may_take_attendance(by, at=meeting.unit))
    _is_open(meeting)
    if not reason.strip():
        raise ReasonMissing

    struck = _write(STRIKE, meeting, member_ids)

    _tell(SignInStruck, meeting, struck, shift=-1, by=by, reason=reason.strip())
    return len(struck)


def confirm_sign_in(meeting: Meeting, member_id: int, *, by: Actor) -> None:
    """Say that a flagged sign-in is true: the person himself is there."""
    confirm_sign_ins(meeting, [member_id], by=by)


@transaction.atomic
def confirm_sign_ins(meeting: Meeting, member_ids: Collection[int], *, by: Actor) -> int:
    """Say it of everybody who was called and answered; who bears no flag is passed over."""
    require(rules.may_take_attendance(by, at=meeting.unit))
    _is_open(meeting)
    doubted = {line.member_id for line in roll(meeting) if line.doubts}

    confirmed = _write(CONFIRM, meeting, doubted.intersection(member_ids))
    if not confirmed:
        raise NothingFlagged

    known: dict[str, Any] = {"unit_id": meeting.unit_id, "subject_id": meeting.pk}
    for member, _ in confirmed:
        publish(SignInConfirmed(member_id=member, **known), by=by)
    return len(confirmed)


@transaction.atomic
def enter_leave(
    meeting: Meeting, member_ids: Collection[int], kind: str, *, by: Actor, at: datetime
) -> int:
    """Enter leave that was asked by word of mouth; it is granted with it."""
    require(rules.may_decide_leave(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    if kind not in LEAVE_KINDS:
        raise NoSuchLeave

    excused = _write(EXCUSE, meeting, member_ids, at=at, kind=kind, by=by.user_id)

    _tell(LeaveEntered, meeting, excused, shift=0, by=by, kind=kind)
    return len(excused)


def _is_open(meeting: Meeting) -> None:
    hold(meeting)
    if meeting.is_planned:
        raise NotOpened
    if not meeting.is_open:
        raise NotUnderWay


def _place(meeting: Meeting) -> dict[str, Any]:
    return {"zone": meeting.zone, "meeting": meeting.pk}


def _write(
    statement: str, meeting: Meeting, member_ids: Collection[int], **known: Any
) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**_place(meeting), "members": list(member_ids), **known})
        rows: list[tuple[int, str]] = cursor.fetchall()
    return sorted(rows)


def _tell(
    event: type[Event],
    meeting: Meeting,
    written: list[tuple[int, str]],
    *,
    shift: int,
    by: Actor,
    **facts: str,
) -> None:
    """One event for the whole list; nothing if nothing changed."""
    if not written:
        return
    counting = sum(standing == Standing.EXPECTED for _, standing in written)
    counted: tuple[Count, ...] = count(meeting, "meetings.present", shift * counting)
    publish(
        event(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            member_ids=tuple(member for member, _ in written),
            counted=counted,
            **facts,
        ),  # type: ignore[call-arg]
        by=by,
    )
