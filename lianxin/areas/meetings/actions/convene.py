from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.actions.roll import (
    NotUnderWay,
    bring_in_line,
    count,
    expected,
    hold,
    invite,
)
from lianxin.areas.meetings.catalogue import MEETING_KINDS, quorum_of
from lianxin.areas.meetings.codes import new_key
from lianxin.areas.meetings.events import (
    MeetingAmended,
    MeetingConvened,
    MeetingOpened,
    PastMeetingRecorded,
)
from lianxin.areas.meetings.models import Meeting
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, Event, publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Cell, Unit

# A meeting called at the door of the room is not yet a past one.
GRACE = timedelta(hours=1)
EARLY = timedelta(hours=2)


class NotApplicable(Refused):
    sentence = "本组织不适用这一类会议。"


class InThePast(Refused):
    sentence = "开会时间已过。请改为将来的时间；会议已经开过的，请使用“补录会议”。"


class InTheFuture(Refused):
    sentence = "补录的是已经开过的会议，开始时间应早于现在。尚未召开的，请使用“召集会议”。"


class NobodyExpected(Refused):
    sentence = (
        "按名册和任职没有应到人员，会议没有建立。请先登记成员或录入委员任职，或在表中选择参加人。"
    )


class CellGone(Refused):
    sentence = "这个党小组不在本支部，或者已经撤销。请重新选择党小组。"


class UnitClosed(Refused):
    sentence = "这个组织已经撤销，不能再召集会议。"


class TooEarly(Refused):
    sentence = "离开会时间还早，签到在会前两小时内才能开始。会议提前的，请先修改开会时间。"


class AlreadyOpened(Refused):
    sentence = "签到已经开始，或会议已经结束、取消。"


class DateIsFixed(Refused):
    sentence = "签到已经开始，不能再修改开会日期。确需改期的，请取消本次会议后重新召集。"


class TooLateToLook(Refused):
    sentence = "签到已经开始，不能再改为看图核对：投在屏幕上的页面还没有图片。关闭它随时可以。"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a convener says of a meeting to come, or of one that was."""

    kinds: Sequence[str]
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    agenda: Sequence[dict[str, Any]] = ()
    chair_id: int | None = None
    recorder_id: int | None = None
    guests: str = ""
    chosen: Sequence[int] = ()
    sitting_in: Sequence[int] = ()
    cell_id: int | None = None
    second_look: bool = False


@transaction.atomic
def convene(unit: Unit, plan: Plan, *, by: Actor, at: datetime) -> Meeting:
    """Call a meeting and invite its roll."""
    require(rules.may_convene(by, at=unit))
    _suits(unit, plan)
    if plan.starts_at < at - GRACE:
        raise InThePast

    meeting = _placed(unit, plan, by=by)
    invited = _invited(meeting, plan)

    _tell(MeetingConvened, meeting, invited, by=by)
    return meeting


@transaction.atomic
def record_past_meeting(unit: Unit, plan: Plan, *, by: Actor, at: datetime) -> Meeting:
    """Enter a meeting that was held without the house; it is marked and bears both dates."""
    require(rules.may_convene(by, at=unit))
    _suits(unit, plan)
    if plan.starts_at >= at:
        raise InTheFuture

    meeting = _placed(unit, plan, by=by, is_late=True, state=Meeting.State.OPEN, opened_at=at)
    invited = _invited(meeting, plan)

    _tell(PastMeetingRecorded, meeting, invited, by=by, counted=_begun(meeting))
    return meeting


def _suits(unit: Unit, plan: Plan) -> None:
    if not unit.is_open:
        raise UnitClosed
    for code in plan.kinds:
        kind = MEETING_KINDS[code]
        if not kind.applies_to(
            kind=unit.kind, has_committee=unit.has_committee, has_cells=unit.has_cells
        ):
            raise NotApplicable(f"本组织不适用“{kind.name}”。{kind.note}")
    cells = Cell.objects.filter(unit=unit, ended_on=None)
    if plan.cell_id is not None and not cells.filter(pk=plan.cell_id).exists():
        raise CellGone


def _placed(unit: Unit, plan: Plan, *, by: Actor, **marks: Any) -> Meeting:
    quorum = quorum_of(plan.kinds)
    meeting = Meeting(
        unit=unit,
        zone=unit.zone,
        kinds=list(plan.kinds),
        title=plan.title,
        place=plan.place,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        held_on=localdate(plan.starts_at),
        quorum=str(quorum) if quorum else "",
        agenda=list(plan.agenda),
        chair_id=plan.chair_id,
        recorder_id=plan.recorder_id,
        guests=plan.guests,
        cell_id=plan.cell_id,
        second_look=plan.second_look,
        key=new_key(),
        convened_by_id=by.user_id,
        **marks,
    )
    meeting.save()
    return meeting


def _invited(meeting: Meeting, plan: Plan) -> int:
    invited = invite(meeting, chosen=plan.chosen, guests=plan.sitting_in)
    if invited <= len(plan.sitting_in) and expected(meeting) == 0:
        raise NobodyExpected
    return invited


def _tell(
    kind: type[Event], meeting: Meeting, invited: int, *, by: Actor, counted: tuple[Count, ...] = ()
) -> None:
    publish(
        kind(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            counted=counted,
            kinds=tuple(meeting.kinds),
            title=meeting.title,
            starts_at=meeting.starts_at,
            invited=invited,
            cell_id=meeting.cell_id,
        ),  # type: ignore[call-arg]
        by=by,
    )


def _begun(meeting: Meeting) -> tuple[Count, ...]:
    """A meeting counts from the moment signing in begins."""
    held = [count(meeting, "meetings.held", 1)]
    held += [count(meeting, f"meetings.held.{code}", 1) for code in meeting.kinds]
    held.append(count(meeting, "meetings.expected", expected(meeting)))
    return tuple(each for several in held for each in several)


@transaction.atomic
def amend(meeting: Meeting, plan: Plan, *, by: Actor, at: datetime) -> Meeting:
    """Correct what was said of a meeting. Its types stay; its day only until signing in begins."""
    require(rules.may_convene(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    moved = localdate(plan.starts_at) != meeting.held_on
    if meeting.is_open and moved:
        raise DateIsFixed
    if meeting.is_open and plan.second_look and not meeting.second_look:
        raise TooLateToLook
    if meeting.is_planned and plan.starts_at < at - GRACE:
        raise InThePast

    before, after = _corrected(meeting, plan)
    if not after:
        return meeting
    meeting.save(update_fields=[*after, "held_on"])

    publish(
        MeetingAmended(unit_id=meeting.unit_id, subject_id=meeting.pk, before=before, after=after),
        by=by,
    )
    return meeting


AMENDABLE = (
    "title", "place", "starts_at", "ends_at", "agenda", "chair_id", "recorder_id", "guests",
    "second_look",
)  # fmt: skip


def _corrected(meeting: Meeting, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    for name in AMENDABLE:
        was, now = getattr(meeting, name), getattr(plan, name)
        now = list(now) if name == "agenda" else now
        if was != now:
            before[name], after[name] = was, now
            setattr(meeting, name, now)
    meeting.held_on = localdate(meeting.starts_at)
    return before, after


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Begin signing in. From now on the meeting counts as held."""
    require(rules.may_take_attendance(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_planned:
        raise AlreadyOpened
    if at < meeting.starts_at - EARLY:
        raise TooEarly

    bring_in_line(meeting)
    meeting.state, meeting.opened_at = Meeting.State.OPEN, at
    meeting.save(update_fields=["state", "opened_at"])

    publish(
        MeetingOpened(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            expected=expected(meeting),
            counted=_begun(meeting),
        ),
        by=by,
    )
    return meeting
