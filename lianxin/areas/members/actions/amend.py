from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.areas.members import guards, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.actions.history import (
    Deed,
    counted,
    facts_changed,
    nobody_else_has,
    nothing_held,
    on_the_roll,
    plausible,
    told,
    words_of,
)
from lianxin.areas.members.events import MemberAmended, MemberCorrected
from lianxin.areas.members.models import Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require

DEED = MemberChange.Deed


@transaction.atomic
def amend(member: Member, *, by: Actor, at: datetime, **facts: Any) -> Member:
    """Correct particulars; only given facts change. What is as it was leaves no trace."""
    require(rules.may_manage(by, at=member.unit))
    member = on_the_roll(member)
    said = _written(member, facts, Deed(kind=DEED.AMENDED, by=by, at=at))
    if said:
        publish(MemberAmended(unit_id=member.unit_id, subject_id=member.pk, **said), by=by)
    return member


@transaction.atomic
def correct(member: Member, *, by: Actor, at: datetime, **facts: Any) -> Member:
    """Take over what the member himself proposed; his history names him as the source."""
    require(rules.may_manage(by, at=member.unit))
    member = on_the_roll(member)
    said = _written(member, facts, Deed(kind=DEED.CORRECTED, by=by, at=at))
    if said:
        publish(MemberCorrected(unit_id=member.unit_id, subject_id=member.pk, **said), by=by)
    return member


def _written(member: Member, facts: rows.Facts, deed: Deed) -> dict[str, Any]:
    """Write what differs, with its line of history; what an event tells of it, or nothing."""
    before = {key: member.value(key) for key in rows.BLANK}
    after = before | rows.plain(facts)
    if before == after:
        return {}
    nothing_held([member.pk] if guards.GUARDED & set(rows.differing(before, after)) else [])
    plausible(after, at=deed.at)
    if after["id_number"] != before["id_number"]:
        nobody_else_has(after["id_number"], by=deed.by, but=member)

    columns = rows.columns_of(after)
    for name, value in columns.items():
        setattr(member, name, value)
    member.save(update_fields=list(columns))
    change = facts_changed(member.pk, member.unit.zone, deed, before, after)
    MemberChange.objects.create(**change)
    return {
        "before": told(change["before"], change["before"]),
        "after": told(change["after"], change["after"]),
        "masked": tuple(filter(None, change["masked"].split(","))),
        "counted": counted(
            (member.unit_id, words_of(before, member.status), -1),
            (member.unit_id, words_of(after, member.status), 1),
        ),
    }
