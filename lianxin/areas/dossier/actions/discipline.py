"""Notes of discipline: entered, lifted early, answered by the member."""

from datetime import date, datetime

from django.db import transaction

from lianxin.areas.dossier import catalogue, rules
from lianxin.areas.dossier.actions.recording import Entry, entered, held
from lianxin.areas.dossier.catalogue import NOTE
from lianxin.areas.dossier.events import DisciplineNoted, NoteLifted, NoteReplied
from lianxin.areas.dossier.models import Item, Reply
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import NotPermitted, Refused, require

LONGEST_REPLY = 1000


class NoLongerInEffect(Refused):
    sentence = "影响期已满，或者已经解除，无需办理。"


class LiftedOutsideItsTime(Refused):
    sentence = "解除日期应在决定日期之后、今天或以前。"


class PaperMissing(Refused):
    sentence = "请填写决定解除的文号或会议日期。"


class NothingSaid(Refused):
    sentence = f"请写明您的说明，不超过 {LONGEST_REPLY} 字。"


@transaction.atomic
def note_discipline(member: Member, entry: Entry, *, by: Actor, at: datetime) -> Item:
    """Note a measure of discipline under seal. Its effect ends by the regulation unless a day is
    given; nobody notes anything of himself."""
    require(rules.may_record(by, NOTE, at=member.unit) and not member.is_person_of(by))
    ends = entry.until or catalogue.effect_ends(str(entry.values.get("measure")), entry.on.on)
    note = Entry(on=entry.on, until=ends, values=entry.values)
    item = entered(member, NOTE, note, by=by, at=at)
    publish(DisciplineNoted(unit_id=member.unit_id, subject_id=member.pk), by=by)
    return item


@transaction.atomic
def lift_note(item: Item, *, on: date, document: str, by: Actor, at: datetime) -> Item:
    """End the effect of a note before its time, on a decision."""
    member = item.member
    require(rules.may_record(by, NOTE, at=member.unit) and not member.is_person_of(by))
    if not document.strip():
        raise PaperMissing
    item = held(item)
    if item.kind != NOTE or item.is_struck or not item.has_effect(day_of(at)):
        raise NoLongerInEffect
    if not item.on <= on <= day_of(at):
        raise LiftedOutsideItsTime

    item.lifted_on, item.lifted_document, item.lifted_at = on, document.strip(), at
    item.save(update_fields=["lifted_on", "lifted_document", "lifted_at"])

    publish(NoteLifted(unit_id=member.unit_id, subject_id=member.pk, on=on.isoformat()), by=by)
    return item


@transaction.atomic
def reply_to_note(item: Item, text: str, *, by: Actor, at: datetime) -> Reply:
    """The member's own word, kept beside what is noted of him. The same word twice is once."""
    require(rules.may_reply(by, item.member))
    said = text.strip()
    if not said or len(said) > LONGEST_REPLY:
        raise NothingSaid
    item = held(item)
    if item.kind != NOTE or item.is_struck:
        raise NotPermitted
    known = next((reply for reply in item.replies.all() if reply.text == said), None)
    if known is not None:
        return known

    reply = Reply.objects.create(item=item, text=said, at=at)
    publish(NoteReplied(unit_id=item.member.unit_id, subject_id=item.member_id), by=by)
    return reply
