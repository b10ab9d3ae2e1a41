from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.actions.roll import NotUnderWay, count, hold
from lianxin.areas.meetings.catalogue import Standing
from lianxin.areas.meetings.events import MeetingCancelled, MeetingClosed
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.meetings.queries import content, digest_of, roll, turnout
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.refusals import Refused, require

# One write of every line: it waits for those who are signing in this moment, and whoever comes
# after finds his line frozen.
FREEZE = """
update meetings_invitation set frozen = true
where zone = %(zone)s and meeting_id = %(meeting)s
"""


# What was kept only to be looked at is forgotten with the freeze.
FORGET = """
update meetings_invitation set browser = '', shown_at = null, flags = '{}'
where zone = %(zone)s and meeting_id = %(meeting)s
  and (browser <> '' or shown_at is not null or flags <> '{}')
"""


class NotOpened(Refused):
    sentence = "会议还没有开始签到，不能结束。没有开成的会议请“取消会议”并写明原因。"


class NotYetHeld(Refused):
    sentence = "还没有到开会时间，不能结束会议。"


class LeavePending(Refused):
    sentence = "还有请假没有审批，请先在名单中处理，每个人的到会情况都要有着落。"


class DoubtsPending(Refused):
    sentence = "还有待核实的签到，请先在名单中确认或撤销。"


class MinutesMissing(Refused):
    sentence = "会议记录还没有写完：每个栏目都要填写，并写明主持人和记录人。"


class NoQuorum(Refused):
    sentence = "到会的有表决权人员没有达到规定人数，不能作出决议。请删去决议，或另行召开会议。"


class BadCount(Refused):
    sentence = "表决票数之和多于到会的有表决权人数，请核对。"


class CancelReasonMissing(Refused):
    sentence = "请写明取消会议的原因，被通知的人会看到。"


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """End the meeting and freeze its record. Nothing in it changes afterwards."""
    require(rules.may_close(by, at=meeting.unit))
    hold(meeting)
    _may_end(meeting, at)
    meeting.refresh_from_db()
    _is_complete(meeting)

    _freeze(meeting)
    _everyone_has_a_state(meeting)
    _forget(meeting)
    meeting.record = content(meeting)
    meeting.algorithm = settings.AUDIT_DIGEST
    meeting.digest = digest_of(meeting.record, algorithm=meeting.algorithm)
    meeting.state, meeting.closed_at = Meeting.State.CLOSED, at
    meeting.save(update_fields=["record", "algorithm", "digest", "state", "closed_at"])

    publish(
        MeetingClosed(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            algorithm=meeting.algorithm,
            digest=meeting.digest_text,
        ),
        by=by,
    )
    return meeting


def _may_end(meeting: Meeting, at: datetime) -> None:
    if meeting.is_planned:
        raise NotOpened
    if not meeting.is_open:
        raise NotUnderWay
    if at < meeting.starts_at:
        raise NotYetHeld


def _is_complete(meeting: Meeting) -> None:
    written = all(section["text"].strip() for section in meeting.sections)
    if not (written and meeting.chair_id and meeting.recorder_id):
        raise MinutesMissing
    if not meeting.decisions:
        return
    now = turnout(meeting.pk)
    if now.short:
        raise NoQuorum
    if any(_votes(decision) > now.voters_present for decision in meeting.decisions):
        raise BadCount


def _votes(decision: dict[str, int | None]) -> int:
    return sum(decision[name] or 0 for name in ("yes", "no", "abstained"))


def _everyone_has_a_state(meeting: Meeting) -> None:
    lines = Invitation.objects.filter(zone=meeting.zone, meeting=meeting)
    if lines.filter(leave="asked", signed_in_at=None).exists():
        raise LeavePending
    if any(line.doubts for line in roll(meeting)):
        raise DoubtsPending


def _freeze(meeting: Meeting) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, {"zone": meeting.zone, "meeting": meeting.pk})


def _forget(meeting: Meeting) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"zone": meeting.zone, "meeting": meeting.pk})


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, *, by: Actor, at: datetime) -> Meeting:
    """Call a meeting off. If signing in had begun, it no longer counts as held."""
    require(rules.may_convene(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    if not reason.strip():
        raise CancelReasonMissing

    _freeze(meeting)
    _forget(meeting)
    counted = _taken_back(meeting) if meeting.is_open else ()
    meeting.state, meeting.cancelled_at = Meeting.State.CANCELLED, at
    meeting.cancel_reason = reason.strip()
    meeting.save(update_fields=["state", "cancelled_at", "cancel_reason"])

    publish(
        MeetingCancelled(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            reason=meeting.cancel_reason,
            counted=counted,
        ),
        by=by,
    )
    return meeting


def _taken_back(meeting: Meeting) -> tuple[Count, ...]:
    lines = Invitation.objects.filter(
        zone=meeting.zone, meeting=meeting, standing=Standing.EXPECTED
    )
    there = lines.filter(signed_in_at__isnull=False).count()
    gone = [count(meeting, "meetings.held", -1)]
    gone += [count(meeting, f"meetings.held.{code}", -1) for code in meeting.kinds]
    gone.append(count(meeting, "meetings.expected", -lines.count()))
    gone.append(count(meeting, "meetings.present", -there))
    return tuple(each for several in gone for each in several)
