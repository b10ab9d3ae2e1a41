"""Verbs of the inbox: sending, reading, forgetting."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.many import in_batches
from lianxin.foundation.core.refusals import require
from lianxin.foundation.messaging import rules
from lianxin.foundation.messaging.catalogue import Note
from lianxin.foundation.messaging.events import (
    InboxRead,
    MessageRead,
    MessagesSent,
    OldMessagesForgotten,
)
from lianxin.foundation.messaging.models import Message

__all__ = ["Note", "forget_old", "mark_all_read", "mark_read", "send", "send_all"]

#: Read messages are kept so long.
KEPT = timedelta(days=180)
AT_ONCE = 5_000
SEND = """
insert into messaging_message (zone, at, user_id, key, title, body, url, tone, unit_id)
select 0, %s, * from unnest(
    %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[])
on conflict do nothing
"""
FIELDS = ("user_id", "key", "title", "body", "url", "tone", "unit_id")


@transaction.atomic
def send_all(notes: Iterable[Note], *, by: Actor, at: datetime) -> int:
    """Put notes into inboxes and say how many were new: a note whose key its reader already has
    is passed over, so that a job that is run again repeats nothing."""
    require(rules.may_send(by))
    notes = list(notes)
    sent = sum(_insert(some, at) for some in in_batches(notes, AT_ONCE))
    if sent:
        users, units = {n.user_id for n in notes}, {n.unit_id for n in notes}
        one = users.pop() if len(users) == 1 else None
        publish(
            MessagesSent(
                unit_id=units.pop() if len(units) == 1 else None,
                subject_id=one or 0,
                user_id=one,
                sent=sent,
            ),
            by=by,
        )
    return sent


@transaction.atomic
def send(note: Note, *, by: Actor, at: datetime) -> int:
    """Put one note into an inbox, once."""
    require(rules.may_send(by))
    sent = _insert((note,), at)
    if sent:
        publish(
            MessagesSent(
                unit_id=note.unit_id, subject_id=note.user_id, user_id=note.user_id, sent=sent
            ),
            by=by,
        )
    return sent


@transaction.atomic
def mark_read(message: Message, *, by: Actor, at: datetime) -> Message:
    """Somebody opened a message; the first time is kept."""
    require(rules.may_read(by, user_id=message.user_id))
    found = Message.objects.visible_to(by).unread().filter(key=message.key)
    if not found.update(read_at=at):
        return message

    message.read_at = at
    publish(
        MessageRead(unit_id=message.unit_id, subject_id=message.user_id, key=message.key), by=by
    )
    return message


@transaction.atomic
def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Everything in one's inbox is read."""
    require(rules.may_keep(by))
    read = Message.objects.visible_to(by).unread().update(read_at=at)
    if read:
        publish(InboxRead(unit_id=None, subject_id=by.user_id or 0, read=read), by=by)
    return read


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> int:
    """Delete what was read and is older than half a year; what nobody has read stays."""
    require(rules.may_forget(by))
    old = Message.objects.filter(zone=0, at__lt=at - KEPT, read_at__isnull=False)
    forgotten = old._raw_delete(old.db)
    if forgotten:
        publish(OldMessagesForgotten(unit_id=None, subject_id=0, forgotten=forgotten), by=by)
    return int(forgotten)


def _insert(notes: Sequence[Note], at: datetime) -> int:
    columns = [[getattr(note, name) for note in notes] for name in FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(SEND, [at, *columns])
        return int(cursor.rowcount)
