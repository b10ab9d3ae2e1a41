from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.actions.history import (
    Deed,
    counted,
    facts_changed,
    holds_members,
    nobody_else_has,
    plausible,
)
from lianxin.areas.members.events import MemberAdmitted
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit

ADMITTED = MemberChange.Deed.ADMITTED


@transaction.atomic
def admit(unit: Unit, *, by: Actor, at: datetime, **facts: Any) -> Member:
    """Enter a person on the roll of a branch. `facts` are declared in the catalogue's fields."""
    require(rules.may_manage(by, at=unit))
    holds_members(unit)
    known = rows.complete(facts)
    plausible(known, at=at)
    nobody_else_has(known["id_number"], by=by)

    member = Member(unit=unit, status="normal", **rows.columns_of(known))
    member.save()
    Affiliation.objects.create(
        member=member, unit=unit, kind=catalogue.FORMAL, starts_on=localdate(at)
    )
    deed = Deed(kind=ADMITTED, by=by, at=at)
    MemberChange.objects.create(**facts_changed(member.pk, unit.zone, deed, rows.BLANK, known))

    publish(
        MemberAdmitted(
            unit_id=unit.pk,
            subject_id=member.pk,
            name=member.name,
            category=member.category,
            counted=counted((unit.pk, member.counts(), 1)),
        ),
        by=by,
    )
    return member
