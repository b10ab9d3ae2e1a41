from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from lianxin.areas.meetings import rules
from lianxin.areas.meetings.actions.roll import NotUnderWay, hold
from lianxin.areas.meetings.events import MinutesSaved
from lianxin.areas.meetings.models import Meeting
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require


class StrangeSection(Refused):
    sentence = "会议记录的栏目与会议类型不符，请刷新页面后重填。"


@dataclass(frozen=True, kw_only=True)
class Section:
    """One heading of the minutes and what is written under it."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A resolution, with the votes where it was voted on."""

    text: str
    yes: int | None = None
    no: int | None = None
    abstained: int | None = None

    @property
    def is_voted(self) -> bool:
        return self.yes is not None


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What is written of a meeting."""

    sections: Sequence[Section]
    decisions: Sequence[Decision] = ()
    chair_id: int | None = None
    recorder_id: int | None = None
    guests: str = ""


@transaction.atomic
def save_minutes(meeting: Meeting, minutes: Minutes, *, by: Actor) -> Meeting:
    """Keep the minutes as far as they are written."""
    require(rules.may_keep_minutes(by, at=meeting.unit))
    hold(meeting)
    if not meeting.is_under_way:
        raise NotUnderWay
    asked = {(section["kind"], section["title"]) for section in meeting.sections}
    if not {(section.kind, section.title) for section in minutes.sections} <= asked:
        raise StrangeSection

    meeting.minutes = [asdict(section) for section in minutes.sections]
    meeting.decisions = [asdict(decision) for decision in minutes.decisions]
    meeting.chair_id, meeting.recorder_id = minutes.chair_id, minutes.recorder_id
    meeting.guests = minutes.guests
    meeting.save(update_fields=["minutes", "decisions", "chair", "recorder", "guests"])

    publish(
        MinutesSaved(
            unit_id=meeting.unit_id,
            subject_id=meeting.pk,
            sections=sum(bool(section.text.strip()) for section in minutes.sections),
            decisions=len(minutes.decisions),
        ),
        by=by,
    )
    return meeting
