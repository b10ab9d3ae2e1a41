from datetime import date, datetime

from django.db import transaction

from lianxin.areas.members import rules
from lianxin.areas.members.actions.history import Deed, on_the_roll, remember
from lianxin.areas.members.events import AttendanceExcused, AttendanceExpected
from lianxin.areas.members.models import Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require

DEED = MemberChange.Deed


class ReasonMissing(Refused):
    sentence = "请写明免于参会的原因（如年老体弱、长期患病）和支部决定文号或会议日期。"


@transaction.atomic
def excuse_from_attendance(
    member: Member, *, reason: str, document: str, on: date, by: Actor, at: datetime
) -> Member:
    """By decision of the branch an old, frail or long ill member is not expected at meetings."""
    require(rules.may_manage(by, at=member.unit))
    not_ahead(on, at=at)
    if not (reason.strip() and document.strip()):
        raise ReasonMissing
    member = on_the_roll(member)
    if member.attendance_excused:
        return member

    _set(member, excused=True, reason=reason.strip(), document=document.strip(), on=on)
    remember(
        member,
        Deed(kind=DEED.EXCUSED, by=by, at=at),
        {},
        {"reason": reason.strip(), "document": document.strip(), "on": on.isoformat()},
    )

    publish(
        AttendanceExcused(
            unit_id=member.unit_id,
            subject_id=member.pk,
            reason=reason.strip(),
            document=document.strip(),
        ),
        by=by,
    )
    return member


@transaction.atomic
def expect_at_meetings(member: Member, *, by: Actor, at: datetime) -> Member:
    """End the exemption: the member is expected at meetings again."""
    require(rules.may_manage(by, at=member.unit))
    member = on_the_roll(member)
    if not member.attendance_excused:
        return member

    before = {"reason": member.attendance_excused_reason}
    _set(member, excused=False, reason="", document="", on=None)
    remember(member, Deed(kind=DEED.EXPECTED, by=by, at=at), before, {})

    publish(AttendanceExpected(unit_id=member.unit_id, subject_id=member.pk), by=by)
    return member


def _set(member: Member, *, excused: bool, reason: str, document: str, on: date | None) -> None:
    member.attendance_excused = excused
    member.attendance_excused_reason = reason
    member.attendance_excused_document = document
    member.attendance_excused_on = on
    member.save(
        update_fields=[
            "attendance_excused", "attendance_excused_reason", "attendance_excused_document",
            "attendance_excused_on",
        ]
    )  # fmt: skip
