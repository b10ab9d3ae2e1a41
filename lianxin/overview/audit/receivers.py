"""Audit witnesses every event in the house, inside the transaction that made it."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.utils.timezone import now

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Event, Told, witness
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.prepared import as_rows, run

BASE = {"unit_id", "subject_id"}
# One statement; the zone comes from the unit, so an entry lies beside the facts it tells of.
WRITE = """
insert into audit_entry (zone, id, at, event, facts, subject_id, unit_id, user_id, actor, via)
select coalesce((select zone from organisation_unit where id = x.unit_id), 0), x.*
from json_to_recordset(%(rows)s)
  as x (id uuid, at timestamptz, event text, facts jsonb, subject_id bigint, unit_id bigint,
        user_id bigint, actor text, via text)
"""


@witness
def write_entries(told: Sequence[Told]) -> None:
    at = now()
    run(WRITE, {"rows": as_rows(_entry(event, by, at) for event, by in told)})


def _entry(event: Event, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "at": at,
        "event": type(event).__name__,
        "facts": facts_of(event),
        "subject_id": event.subject_id,
        "unit_id": event.unit_id,
        "user_id": by.user_id,
        "actor": by.name,
        "via": by.via,
    }


def facts_of(event: Event) -> dict[str, Any]:
    """What the record keeps of an event beside who, where and when."""
    return {
        field.name: getattr(event, field.name)
        for field in fields(event)
        if field.name not in BASE and field.metadata.get("kept", True)
    }
