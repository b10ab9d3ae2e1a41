from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.actions.history import (
    Deed,
    change_of,
    counted,
    holds_members,
    on_the_roll,
)
from lianxin.areas.members.events import MemberMoved, MembersMoved
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

MOVED = MemberChange.Deed.MOVED
MOST = 2000


class AlreadyThere(Refused):
    sentence = "此人的正式组织关系已在这个支部，无需调整。"


class BeforeItBegan(Refused):
    sentence = "调整日期早于现有组织关系的开始日期，请核对日期。"


class TooManyToMove(Refused):
    sentence = f"一次最多调整 {MOST} 人。请缩小筛选范围后分批办理。"


class NobodyChosen(Refused):
    sentence = "没有选中可以办理的成员。请先在名册中勾选。"


@transaction.atomic
def move_within(
    member: Member, to: Unit, *, on: date, document: str, by: Actor, at: datetime
) -> Member:
    """Pass the formal affiliation to another branch inside one's scope, from a date on."""
    require(rules.may_manage(by, at=member.unit) and rules.may_manage(by, at=to))
    holds_members(to)
    not_ahead(on, at=at)
    member = on_the_roll(member)
    if member.unit_id == to.pk:
        raise AlreadyThere
    began_before([member.pk], on)

    source = member.unit
    pass_to([member], to, on=on, deed=Deed(kind=MOVED, by=by, at=at), document=document)
    member.unit = to

    publish(
        MemberMoved(
            unit_id=to.pk,
            subject_id=member.pk,
            from_unit_id=source.pk,
            to_unit_id=to.pk,
            on=on.isoformat(),
            document=document,
            counted=counted((source.pk, member.counts(), -1), (to.pk, member.counts(), 1)),
        ),
        by=by,
    )
    return member


@transaction.atomic
def move_all(
    members: Sequence[Member], to: Unit, *, on: date, document: str, by: Actor, at: datetime
) -> int:
    """Pass several members to one branch at once; those already there stay as they are."""
    require(rules.may_manage(by, at=to))
    holds_members(to)
    not_ahead(on, at=at)
    if len(members) > MOST:
        raise TooManyToMove
    held = list(
        Member.objects.select_for_update(of=("self",))
        .on_the_roll()
        .filter(pk__in=[member.pk for member in members])
        .exclude(unit=to)
        .select_related("unit")
        .order_by("id")
    )
    require(all(rules.may_manage(by, at=unit) for unit in {member.unit for member in held}))
    if not held:
        raise NobodyChosen
    began_before([member.pk for member in held], on)

    turns = [(member.unit_id, member.counts(), -1) for member in held]
    turns += [(to.pk, member.counts(), 1) for member in held]
    pass_to(held, to, on=on, deed=Deed(kind=MOVED, by=by, at=at), document=document)

    publish(
        MembersMoved(
            unit_id=to.pk,
            subject_id=to.pk,
            members=len(held),
            to_unit_id=to.pk,
            on=on.isoformat(),
            document=document,
            counted=counted(*turns),
        ),
        by=by,
    )
    return len(held)


def began_before(member_ids: Sequence[int], on: date) -> None:
    """Refuse a day before the formal affiliation there is began."""
    later = Affiliation.objects.filter(
        member_id__in=member_ids, kind=catalogue.FORMAL, ends_on=None, starts_on__gt=on
    )
    if later.exists():
        raise BeforeItBegan


def pass_to(members: Sequence[Member], to: Unit, *, on: date, deed: Deed, document: str) -> None:
    """Close the formal affiliations and open those at the other branch, with their history."""
    ids = [member.pk for member in members]
    formal = Affiliation.objects.filter(kind=catalogue.FORMAL, ends_on=None, member_id__in=ids)
    formal.update(ends_on=on)
    Affiliation.objects.bulk_create(
        Affiliation(member_id=pk, unit=to, kind=catalogue.FORMAL, starts_on=on, note=document)
        for pk in ids
    )
    MemberChange.objects.bulk_create(
        MemberChange(
            **change_of(
                member.pk,
                member.unit.zone,
                deed,
                {"unit_id": member.unit_id},
                {"unit_id": to.pk, "on": on.isoformat(), "document": document},
            )
        )
        for member in members
    )
    Member.objects.filter(pk__in=ids).update(unit=to)
