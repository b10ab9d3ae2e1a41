"""Signing in with one's own phone: the hot path, two plain statements and the witnesses' own."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.catalogue import How, Standing
from lianxin.areas.meetings.codes import LATEST, Proof
from lianxin.areas.meetings.events import (
    CodeMistyped,
    LateSignInDecided,
    LateSignInKept,
    SignedIn,
)
from lianxin.areas.meetings.models import LateSignIn, Meeting
from lianxin.areas.meetings.queries import Door
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.refusals import Refused, require

TRIES = 5
# The first time counts; a frozen row is left alone. What comes back is what is true now.
ENTER = """
update meetings_invitation set signed_in_at = %(at)s, how = %(how)s, flags = %(flags)s
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = %(member)s
  and signed_in_at is null and not frozen
returning standing
"""
FOUND = """
select signed_in_at from meetings_invitation
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = %(member)s
"""


class StaleCode(Refused):
    sentence = "这个二维码已经过期。二维码每 10 秒更换一次，请对准屏幕上现在的码重新扫一次。"


class NotOpen(Refused):
    sentence = "现在不能签到：会议还没有开始签到，或已经结束。请与会议主持人联系。"


class NotInvited(Refused):
    sentence = (
        "您不在这次会议的名单中，没有签到。如果您应当参加，请告诉会议主持人更新名单或登记列席。"
    )


class TooLate(Refused):
    sentence = "这次签到送达太晚，已经超过 24 小时。请联系会议主持人说明情况。"


class TooManyTries(Refused):
    sentence = "签到码输错次数太多。请直接扫屏幕上的二维码，或请会议主持人点名登记。"


class NothingToDecide(Refused):
    sentence = "没有需要核实的签到，可能已经处理过。"


@transaction.atomic
def sign_in(door: Door, proof: Proof | None, *, by: Actor, at: datetime) -> datetime:
    """Record that the person at the door is present; twice keeps the first time."""
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    _is_one_of_them(door)
    if door.signed_in_at is not None:
        return door.signed_in_at
    proof = _fresh(door, proof)

    standing = _enter(door, at, how=proof.how, flags=[])
    if standing is None:
        return _already(door)

    _tell(door, at, proof.how, standing, by=by)
    return at


@transaction.atomic
def sign_in_late(door: Door, proof: Proof | None, *, by: Actor, at: datetime) -> datetime:
    """Enter a sign-in that a phone kept while it had no network, up to a day old.

    A fact is not refused: it is entered with a flag, or, when the record is frozen already,
    kept beside it until whoever answers for the meeting has judged it.
    """
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    _is_one_of_them(door)
    if door.signed_in_at is not None:
        return door.signed_in_at
    if proof is None:
        raise StaleCode
    if door.is_late or door.state not in (Meeting.State.OPEN, Meeting.State.CLOSED):
        raise NotOpen
    if at - proof.shown_at > LATEST:
        raise TooLate

    standing = _enter(door, proof.shown_at, how=How.LATE, flags=["late_upload"])
    if standing is None:
        return _kept(door, proof, by=by, at=at)

    _tell(door, proof.shown_at, How.LATE, standing, by=by)
    return proof.shown_at


def _fresh(door: Door, proof: Proof | None) -> Proof:
    if not door.is_open:
        raise NotOpen
    if proof is None or not proof.is_fresh:
        raise StaleCode
    if proof.how == How.DIGITS and (door.wrong_codes or 0) >= TRIES:
        raise TooManyTries
    return proof


def _is_one_of_them(door: Door) -> None:
    if not door.is_invited:
        raise NotInvited


def _enter(door: Door, moment: datetime, *, how: How, flags: list[str]) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(ENTER, {**_line(door), "at": moment, "how": how, "flags": flags})
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def _already(door: Door) -> datetime:
    """Another tab was quicker, or the meeting was closed in this very moment."""
    signed_in_at = _found(door)
    if signed_in_at is None:
        raise NotOpen
    return signed_in_at


def _found(door: Door) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(FOUND, _line(door))
        row = cursor.fetchone()
    return None if row is None else row[0]


def _line(door: Door) -> dict[str, Any]:
    return {"zone": door.zone, "meeting": door.meeting_id, "member": door.member_id}


def _tell(door: Door, moment: datetime, how: How, standing: str, *, by: Actor) -> None:
    assert door.member_id is not None  # noqa: S101 - asked before anything was written
    present = Count(what="meetings.present", unit_id=door.unit_id, amount=1, period=door.period)
    publish(
        SignedIn(
            unit_id=door.unit_id,
            subject_id=door.meeting_id,
            member_id=door.member_id,
            how=how,
            signed_in_at=moment,
            counted=(present,) if standing == Standing.EXPECTED else (),
        ),
        by=by,
    )


def _kept(door: Door, proof: Proof, *, by: Actor, at: datetime) -> datetime:
    assert door.member_id is not None  # noqa: S101 - asked before anything was written
    signed_in_at = _found(door)
    if signed_in_at is not None:
        return signed_in_at
    late, is_new = LateSignIn.objects.get_or_create(
        zone=door.zone,
        meeting_id=door.meeting_id,
        member_id=door.member_id,
        defaults={"shown_at": proof.shown_at, "arrived_at": at},
    )
    if is_new:
        publish(
            LateSignInKept(
                unit_id=door.unit_id,
                subject_id=door.meeting_id,
                member_id=door.member_id,
                shown_at=late.shown_at,
            ),
            by=by,
        )
    return late.shown_at


@transaction.atomic
def note_wrong_digits(door: Door, *, by: Actor) -> int:
    """Count digits that were typed wrong; gives how many tries are left."""
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    _is_one_of_them(door)
    with connection.cursor() as cursor:
        cursor.execute(
            "update meetings_invitation set wrong_codes = wrong_codes + 1 where zone = %(zone)s"
            " and meeting_id = %(meeting)s and member_id = %(member)s and not frozen"
            " and wrong_codes < 1000 returning wrong_codes",
            _line(door),
        )
        (wrong,) = cursor.fetchone() or (TRIES,)
    assert door.member_id is not None  # noqa: S101 - asked before anything was written

    publish(
        CodeMistyped(unit_id=door.unit_id, subject_id=door.meeting_id, member_id=door.member_id),
        by=by,
    )
    return max(0, TRIES - int(wrong))


@transaction.atomic
def accept_late_sign_in(
    meeting: Meeting, member_id: int, note: str, *, by: Actor, at: datetime
) -> LateSignIn:
    """Say that somebody was there though his phone told so only after the record was frozen."""
    require(rules.may_close(by, at=meeting.unit))
    late = _undecided(meeting, member_id)

    late = _judged(late, holds=True, note=note, by=by, at=at)

    _tell_judgement(late, meeting, by=by)
    return late


@transaction.atomic
def dismiss_late_sign_in(
    meeting: Meeting, member_id: int, note: str, *, by: Actor, at: datetime
) -> LateSignIn:
    """Say that a late sign-in does not hold."""
    require(rules.may_close(by, at=meeting.unit))
    late = _undecided(meeting, member_id)

    late = _judged(late, holds=False, note=note, by=by, at=at)

    _tell_judgement(late, meeting, by=by)
    return late


def _undecided(meeting: Meeting, member_id: int) -> LateSignIn:
    found = LateSignIn.objects.select_for_update().filter(
        zone=meeting.zone, meeting=meeting, member_id=member_id, holds=None
    )
    late = found.first()
    if late is None:
        raise NothingToDecide
    return late


def _judged(late: LateSignIn, *, holds: bool, note: str, by: Actor, at: datetime) -> LateSignIn:
    late.holds, late.note, late.decided_at, late.decided_by_id = holds, note, at, by.user_id
    late.save(update_fields=["holds", "note", "decided_at", "decided_by"])
    return late


def _tell_judgement(late: LateSignIn, meeting: Meeting, *, by: Actor) -> None:
    publish(
        LateSignInDecided(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            member_id=late.member_id,
            holds=bool(late.holds),
            note=late.note,
        ),
        by=by,
    )
