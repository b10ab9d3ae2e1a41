"""The formal affiliation passes beyond one keeper's reach: the last step of a transfer.

Whoever takes the member over acts; that the sending side released him stands in `Release`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Greatest

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.actions.history import (
    Deed,
    change_of,
    counted,
    facts_changed,
    holds_members,
    locked,
    nobody_else_has,
    plausible,
    remember,
)
from lianxin.areas.members.actions.moves import (
    AlreadyThere,
    BeforeItBegan,
    NobodyChosen,
    began_before,
    pass_to,
)
from lianxin.areas.members.events import (
    MemberArrived,
    MembersReleased,
    MembersTransferred,
    MemberTransferred,
)
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

DEED = MemberChange.Deed


class NoLongerThere(Refused):
    sentence = "此人的正式组织关系已不在转出支部，不能凭这次转接办理。请与转出方核对。"


class NotInForce(Refused):
    sentence = "此人的党籍状态不正常或已离开名册，不能转接。请与转出方核对。"


@dataclass(frozen=True, kw_only=True)
class Release:
    """What the sending side let go: from where, from which day, on which paper."""

    source: Unit
    on: date
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Coming:
    """How somebody comes from an organisation outside the house."""

    origin: str
    on: date
    document: str = ""


@transaction.atomic
def receive(member: Member, to: Unit, release: Release, *, by: Actor, at: datetime) -> Member:
    """Take over a member whom another branch released: from that day he counts here only."""
    require(rules.may_receive(by, at=to))
    holds_members(to)
    not_ahead(release.on, at=at)
    member = locked(member)
    if member.unit_id == to.pk:
        raise AlreadyThere
    if member.unit_id != release.source.pk:
        raise NoLongerThere
    if member.status != "normal":
        raise NotInForce
    began_before([member.pk], release.on)

    deed = Deed(kind=DEED.RECEIVED, by=by, at=at)
    pass_to([member], to, on=release.on, deed=deed, document=release.document)
    _end_activity([member.pk], to, release.on)
    member.unit = to

    publish(
        MemberTransferred(
            unit_id=to.pk,
            subject_id=member.pk,
            from_unit_id=release.source.pk,
            to_unit_id=to.pk,
            on=release.on.isoformat(),
            document=release.document,
            counted=counted((release.source.pk, member.counts(), -1), (to.pk, member.counts(), 1)),
        ),
        by=by,
    )
    return member


@transaction.atomic
def receive_all(
    members: Sequence[Member], to: Unit, release: Release, *, by: Actor, at: datetime
) -> int:
    """Take over many members of one branch at once; who is no longer there stays where he is."""
    require(rules.may_receive(by, at=to))
    holds_members(to)
    not_ahead(release.on, at=at)
    held = _still_there(members, release)
    if to.pk == release.source.pk:
        raise AlreadyThere

    deed = Deed(kind=DEED.RECEIVED, by=by, at=at)
    pass_to(held, to, on=release.on, deed=deed, document=release.document)
    _end_activity([member.pk for member in held], to, release.on)

    turns = [(release.source.pk, member.counts(), -1) for member in held]
    turns += [(to.pk, member.counts(), 1) for member in held]
    publish(
        MembersTransferred(
            unit_id=to.pk,
            subject_id=to.pk,
            members=len(held),
            from_unit_id=release.source.pk,
            to_unit_id=to.pk,
            on=release.on.isoformat(),
            document=release.document,
            counted=counted(*turns),
        ),
        by=by,
    )
    return len(held)


@transaction.atomic
def release_all(
    members: Sequence[Member], to: str, release: Release, *, by: Actor, at: datetime
) -> int:
    """Many members of one branch leave the roll together for an organisation outside."""
    require(rules.may_manage(by, at=release.source))
    not_ahead(release.on, at=at)
    held = _still_there(members, release)
    ids = [member.pk for member in held]

    Affiliation.objects.filter(member_id__in=ids, ends_on=None).update(
        ends_on=Greatest("starts_on", release.on)
    )
    turned = {"status": "left", "status_on": release.on, "left_reason": "transferred"}
    Member.objects.filter(pk__in=ids).update(**turned, left_to=to, status_document=release.document)
    deed = Deed(kind=DEED.LEFT, by=by, at=at)
    told = {"status": "left", "reason": "transferred", "on": release.on.isoformat()}
    _remember_all(held, deed, {"status": "normal"}, told | {"document": release.document})

    publish(
        MembersReleased(
            unit_id=release.source.pk,
            subject_id=release.source.pk,
            members=len(held),
            title=to,
            on=release.on.isoformat(),
            document=release.document,
            counted=counted(*((release.source.pk, one.counts(), -1) for one in held)),
        ),
        by=by,
    )
    return len(held)


@transaction.atomic
def arrive(unit: Unit, coming: Coming, *, by: Actor, at: datetime, **facts: Any) -> Member:
    """Somebody comes on the roll from outside, or back on it; `facts` are declared fields."""
    require(rules.may_receive(by, at=unit))
    holds_members(unit)
    not_ahead(coming.on, at=at)
    known = rows.complete(facts)
    deed = Deed(kind=DEED.ARRIVED, by=by, at=at)
    member = _back(unit, coming, known, deed) or _new(unit, coming, known, deed)

    publish(
        MemberArrived(
            unit_id=unit.pk,
            subject_id=member.pk,
            name=member.name,
            category=member.category,
            title=coming.origin,
            on=coming.on.isoformat(),
            document=coming.document,
            counted=counted((unit.pk, member.counts(), 1)),
        ),
        by=by,
    )
    return member


def _new(unit: Unit, coming: Coming, known: dict[str, Any], deed: Deed) -> Member:
    plausible(known, at=deed.at)
    nobody_else_has(known["id_number"], by=deed.by)
    member = Member(
        unit=unit, status="normal", status_on=coming.on, status_document=coming.document,
        **rows.columns_of(known),
    )  # fmt: skip
    member.save()
    _affiliate(member, unit, coming)
    MemberChange.objects.create(**facts_changed(member.pk, unit.zone, deed, rows.BLANK, known))
    return member


def _back(unit: Unit, coming: Coming, known: dict[str, Any], deed: Deed) -> Member | None:
    """Whoever was transferred out once and comes back goes on in his own line of the roll."""
    holder = queries.holder_of(known["id_number"]) if known["id_number"] else None
    if holder is None:
        return None
    member = locked(holder)
    if member.is_on_the_roll or member.left_reason != "transferred":
        return None
    before = {"status": member.status, "unit_id": member.unit_id}
    member.unit, member.status, member.status_on = unit, "normal", coming.on
    member.status_document, member.left_reason, member.left_to = coming.document, "", ""
    member.save(
        update_fields=[
            "unit", "status", "status_on", "status_document", "left_reason", "left_to",
        ]
    )  # fmt: skip
    _affiliate(member, unit, coming)
    after = {"status": "normal", "unit_id": unit.pk, "on": coming.on.isoformat()}
    remember(member, deed, before, after | {"document": coming.document})
    return member


def _affiliate(member: Member, unit: Unit, coming: Coming) -> None:
    note = f"由{coming.origin}转入" if coming.origin else ""
    Affiliation.objects.create(
        member=member, unit=unit, kind=catalogue.FORMAL, starts_on=coming.on, note=note[:200]
    )


def _still_there(members: Sequence[Member], release: Release) -> list[Member]:
    """Those who are still at the source with all rights, held until the end."""
    held = list(
        Member.objects.select_for_update(of=("self",))
        .in_force()
        .filter(pk__in=[member.pk for member in members], unit=release.source)
        .select_related("unit")
        .order_by("id")
    )
    if not held:
        raise NobodyChosen
    began_before([member.pk for member in held], release.on)
    return held


def _end_activity(member_ids: Sequence[int], to: Unit, on: date) -> None:
    """Whoever now belongs here need not be a guest here."""
    guests = Affiliation.objects.filter(member_id__in=member_ids, unit=to, ends_on=None)
    guests.exclude(kind=catalogue.FORMAL).update(ends_on=Greatest("starts_on", on))


def _remember_all(
    members: Sequence[Member], deed: Deed, before: dict[str, Any], after: dict[str, Any]
) -> None:
    MemberChange.objects.bulk_create(
        MemberChange(**change_of(member.pk, member.unit.zone, deed, before, after))
        for member in members
    )


__all__ = [
    "BeforeItBegan",
    "Coming",
    "NoLongerThere",
    "NotInForce",
    "Release",
    "arrive",
    "receive",
    "receive_all",
    "release_all",
]
