from datetime import date, datetime

from django.db import transaction

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.actions.history import on_the_roll
from lianxin.areas.members.events import AffiliationEnded, AffiliationStarted
from lianxin.areas.members.models import Affiliation, Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries.keeping import kept_open


class UnfitUnit(Refused):
    sentence = "所选组织不能建立这类活动组织关系。请核对组织和关系类别。"


class AlreadyAffiliated(Refused):
    sentence = "此人在该组织已有同类活动组织关系，无需重复登记。"


class NotToBeEnded(Refused):
    sentence = "正式组织关系不能直接结束，请办理支部调整或离开名册。"


class EndsBeforeItBegan(Refused):
    sentence = "结束日期早于开始日期，请核对。"


@transaction.atomic
def affiliate(
    member: Member, unit: Unit, *, kind: str, on: date, by: Actor, at: datetime, **facts: str
) -> Affiliation:
    """Let a member take part in the life of a further organisation, beside the formal one.

    `facts`: note.
    """
    require(rules.may_manage(by, at=member.unit))
    not_ahead(on, at=at)
    if unit.kind not in catalogue.FITTING.get(kind, ()) or not kept_open([unit.pk]):
        raise UnfitUnit
    member = on_the_roll(member)
    if unit.pk == member.unit_id:
        raise UnfitUnit
    if member.affiliations.filter(unit=unit, kind=kind, ends_on=None).exists():
        raise AlreadyAffiliated

    affiliation = Affiliation.objects.create(
        member=member, unit=unit, kind=kind, starts_on=on, note=facts.get("note", "")
    )

    publish(
        AffiliationStarted(
            unit_id=member.unit_id,
            subject_id=member.pk,
            kind=kind,
            at_unit_id=unit.pk,
            on=on.isoformat(),
        ),
        by=by,
    )
    return affiliation


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, on: date, by: Actor, at: datetime) -> Affiliation:
    """End an activity affiliation. Ended once, it stays as it was ended."""
    require(rules.may_manage(by, at=affiliation.member.unit))
    not_ahead(on, at=at)
    affiliation = (
        Affiliation.objects.select_for_update(of=("self",))
        .select_related("member")
        .get(pk=affiliation.pk)
    )
    if affiliation.is_formal:
        raise NotToBeEnded
    if on < affiliation.starts_on:
        raise EndsBeforeItBegan
    if affiliation.ends_on is not None:
        return affiliation

    affiliation.ends_on = on
    affiliation.save(update_fields=["ends_on"])

    publish(
        AffiliationEnded(
            unit_id=affiliation.member.unit_id,
            subject_id=affiliation.member_id,
            kind=affiliation.kind,
            at_unit_id=affiliation.unit_id,
            on=on.isoformat(),
        ),
        by=by,
    )
    return affiliation
