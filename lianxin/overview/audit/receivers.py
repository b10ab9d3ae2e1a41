"""Audit witnesses every event in the house, inside the transaction that made it."""

from dataclasses import fields
from typing import Any

import orjson
from django.db import connection
from django.utils.timezone import now

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Event, witness
from lianxin.foundation.core.ids import uuid7

BASE = {"unit_id", "subject_id"}
# One statement; the zone comes from the unit, so an entry lies beside the facts it tells of.
WRITE = """
insert into audit_entry (zone, id, at, event, facts, subject_id, unit_id, user_id, actor, via)
values (coalesce((select zone from organisation_unit where id = %(unit)s), 0),
        %(id)s, %(at)s, %(event)s, %(facts)s, %(subject)s, %(unit)s, %(user)s, %(actor)s, %(via)s)
"""


@witness
def write_entry(event: Event, by: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            {
                "id": uuid7(),
                "at": now(),
                "event": type(event).__name__,
                "facts": orjson.dumps(facts_of(event), default=str).decode(),
                "subject": event.subject_id,
                "unit": event.unit_id,
                "user": by.user_id,
                "actor": by.name,
                "via": by.via,
            },
        )


def facts_of(event: Event) -> dict[str, Any]:
    """What the record keeps of an event beside who, where and when."""
    return {
        field.name: getattr(event, field.name)
        for field in fields(event)
        if field.name not in BASE and field.metadata.get("kept", True)
    }
