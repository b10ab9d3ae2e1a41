"""Signing in with one's own phone: the hot path. In a crowd one transaction carries many."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.actions.together import Arrival, entered_with_others, signed_in
from lianxin.areas.meetings.catalogue import Flag, How
from lianxin.areas.meetings.codes import LATEST, Proof
from lianxin.areas.meetings.events import (
    CodeMistyped,
    LateSignInDecided,
    LateSignInKept,
    LookedAgain,
)
from lianxin.areas.meetings.models import LateSignIn, Meeting
from lianxin.areas.meetings.queries import Door
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require

TRIES = 5
# The first time counts; a frozen row is left alone. What comes back is what is true now.
ENTER = """
update meetings_invitation set signed_in_at = %(at)s, how = %(how)s, flags = %(flags)s,
  shown_at = %(shown_at)s, browser = %(browser)s
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = %(member)s
  and signed_in_at is null and not frozen
returning standing
"""
LOOK = """
update meetings_invitation set flags = %(flags)s
where zone = %(zone)s and meeting_id = %(meeting)s and member_id = %(member)s
  and flags = array['look_once']::varchar[] and not frozen
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


class NoFurtherTry(Refused):
    sentence = "不需要再选。签到已经记下，图片没有选对的，请会议主持人点名时确认。"


class NothingToDecide(Refused):
    sentence = "没有需要核实的签到，可能已经处理过。"


def sign_in(door: Door, proof: Proof | None, *, by: Actor, at: datetime) -> datetime:
    """Record that the person at the door is present; twice keeps the first time.

    Where the meeting asks for the second look, a wrong picture loses nothing: the sign-in is
    entered with a flag, and one further try is left (`look_again`).
    """
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    member_id = _line_of(door)
    if door.signed_in_at is not None:
        return door.signed_in_at
    proof = _fresh(door, proof)
    flag = Flag.LOOK_ONCE if door.second_look and not proof.saw else ""
    arrival = Arrival(
        door=door, member_id=member_id, moment=at, how=proof.how, flag=flag,
        shown_at=proof.shown_at, browser=proof.browser, by=by,
    )  # fmt: skip

    return at if entered_with_others(arrival) else _alone(arrival)


def sign_in_late(door: Door, proof: Proof | None, *, by: Actor, at: datetime) -> datetime:
    """Enter a sign-in that a phone kept while it had no network, up to a day old.

    A fact is not refused: it is entered with a flag, or, when the record is frozen already,
    kept beside it until whoever answers for the meeting has judged it.
    """
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    member_id = _line_of(door)
    if door.signed_in_at is not None:
        return door.signed_in_at
    proof = _not_too_late(door, proof, at)
    shown_at = proof.shown_at
    arrival = Arrival(
        door=door, member_id=member_id, moment=shown_at, how=How.LATE, flag=Flag.LATE_UPLOAD,
        shown_at=shown_at, browser=proof.browser, by=by,
    )  # fmt: skip

    return shown_at if entered_with_others(arrival) else _late_alone(arrival, at)


@transaction.atomic
def look_again(door: Door, proof: Proof | None, *, by: Actor) -> bool:
    """The one further try after a wrong picture: a right one takes the flag away."""
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    member_id = _line_of(door)
    if not door.may_look_again:
        raise NoFurtherTry
    proof = _fresh(door, proof)
    flags = [] if proof.saw else [Flag.LOOK_WRONG]
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {**_line(door), "flags": flags})
        if not cursor.rowcount:
            raise NoFurtherTry

    publish(
        LookedAgain(
            unit_id=door.unit_id, subject_id=door.meeting_id, member_id=member_id,
            is_right=proof.saw,
        ),
        by=by,
    )  # fmt: skip
    return proof.saw


def _line_of(door: Door) -> int:
    if door.member_id is None:
        raise NotInvited
    return door.member_id


def _fresh(door: Door, proof: Proof | None) -> Proof:
    if not door.is_open:
        raise NotOpen
    if proof is None or not proof.is_fresh:
        raise StaleCode
    if proof.how == How.DIGITS and (door.wrong_codes or 0) >= TRIES:
        raise TooManyTries
    return proof


def _not_too_late(door: Door, proof: Proof | None, at: datetime) -> Proof:
    if proof is None:
        raise StaleCode
    if door.is_late or door.state not in (Meeting.State.OPEN, Meeting.State.CLOSED):
        raise NotOpen
    if at - proof.shown_at > LATEST:
        raise TooLate
    return proof


@transaction.atomic
def _alone(arrival: Arrival) -> datetime:
    """Another tab was quicker, or the meeting was closed in this very moment, or its row is free
    by now."""
    if _enter(arrival):
        return arrival.moment
    signed_in_at = _found(arrival.door)
    if signed_in_at is None:
        raise NotOpen
    return signed_in_at


@transaction.atomic
def _late_alone(arrival: Arrival, at: datetime) -> datetime:
    if _enter(arrival):
        return arrival.moment
    return _found(arrival.door) or _kept(arrival, at)


def _enter(arrival: Arrival) -> bool:
    flags = [arrival.flag] if arrival.flag else []
    written: dict[str, Any] = {
        "at": arrival.moment, "how": arrival.how, "flags": flags,
        "shown_at": arrival.shown_at, "browser": arrival.browser,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ENTER, {**_line(arrival.door), **written})
        row = cursor.fetchone()
    if row is not None:
        publish(signed_in(arrival, row[0]), by=arrival.by)
    return row is not None


def _found(door: Door) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(FOUND, _line(door))
        row = cursor.fetchone()
    return None if row is None else row[0]


def _line(door: Door) -> dict[str, Any]:
    return {"zone": door.zone, "meeting": door.meeting_id, "member": door.member_id}


def _kept(arrival: Arrival, at: datetime) -> datetime:
    door = arrival.door
    late, is_new = LateSignIn.objects.get_or_create(
        zone=door.zone,
        meeting_id=door.meeting_id,
        member_id=arrival.member_id,
        defaults={"shown_at": arrival.moment, "arrived_at": at},
    )
    if is_new:
        publish(
            LateSignInKept(
                unit_id=door.unit_id,
                subject_id=door.meeting_id,
                member_id=arrival.member_id,
                shown_at=late.shown_at,
            ),
            by=arrival.by,
        )
    return late.shown_at


@transaction.atomic
def note_wrong_digits(door: Door, *, by: Actor) -> int:
    """Count digits that were typed wrong; gives how many tries are left."""
    require(rules.may_answer_for_oneself(by, user_id=door.user_id))
    member_id = _line_of(door)
    with connection.cursor() as cursor:
        cursor.execute(
            "update meetings_invitation set wrong_codes = wrong_codes + 1 where zone = %(zone)s"
            " and meeting_id = %(meeting)s and member_id = %(member)s and not frozen"
            " and wrong_codes < 1000 returning wrong_codes",
            _line(door),
        )
        (wrong,) = cursor.fetchone() or (TRIES,)

    publish(
        CodeMistyped(unit_id=door.unit_id, subject_id=door.meeting_id, member_id=member_id), by=by
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
