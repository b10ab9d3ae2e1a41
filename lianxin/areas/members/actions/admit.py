from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils.timezone import localdate

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.events import MemberAdmitted
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit


class NoBranch(Refused):
    sentence = "成员的正式组织关系只能落在存续的党支部（或联合党支部）。请选择具体支部。"


class Implausible(Refused):
    """The particulars contradict themselves; the form says so at the field."""


class AlreadyOnTheRoll(Refused):
    sentence = (
        "这个身份证号已在系统中登记，不能重复登记。如本人确需进入本支部，请联系上级党组织"
        "核对，或由上级办理支部调整。"
    )


@transaction.atomic
def admit(unit: Unit, *, by: Actor, at: datetime, **facts: Any) -> Member:
    """Enter a person on the roll of a branch. `facts` are declared in the catalogue's fields."""
    require(rules.may_manage(by, at=unit))
    if not (unit.is_open and unit.kind_of.holds_members):
        raise NoBranch
    known = rows.complete(facts)
    plausible(known, at=at)
    nobody_else_has(known["id_number"], by=by)

    member = Member(unit=unit, status="normal", **rows.columns_of(known))
    member.save()
    belongs(member, at=at)
    remember(member, MemberChange.Deed.ADMITTED, rows.BLANK, known, by=by, at=at)

    publish(
        MemberAdmitted(
            unit_id=unit.pk,
            subject_id=member.pk,
            name=member.name,
            category=member.category,
            counted=counted(unit.pk, member.counts(), 1),
        ),
        by=by,
    )
    return member


def plausible(facts: rows.Facts, *, at: datetime) -> None:
    """Refuse particulars that contradict themselves, with the first contradiction."""
    for problem in catalogue.contradictions(facts, today=localdate(at)):
        if problem.is_error:
            raise Implausible(f"{catalogue.FIELDS[problem.key].label}：{problem.sentence}")


def nobody_else_has(number: str, *, by: Actor, but: Member | None = None) -> None:
    """Refuse an identity number that stands on the roll; queue with those who enter it now."""
    if not number:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [queries.lock_of(number)])
    other = queries.holder_of(number, but=but)
    if other is None:
        return
    if rules.may_view(by, at=other.unit):
        raise AlreadyOnTheRoll(
            f"这个身份证号已登记在{other.unit.short_name}（{other.name}，"
            f"{other.get_status_display()}）。请打开其信息页办理，不要重复登记。"
        )
    raise AlreadyOnTheRoll


def belongs(member: Member, *, at: datetime) -> None:
    """The formal affiliation starts where the member is entered."""
    Affiliation.objects.create(
        member=member, unit_id=member.unit_id, kind=catalogue.FORMAL, starts_on=localdate(at)
    )


def remember(
    member: Member,
    deed: MemberChange.Deed,
    before: rows.Facts,
    after: rows.Facts,
    *,
    by: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Keep what changed of the declared facts; returns the keys that differ."""
    keys = rows.differing(before, after)
    hidden = {
        "before": rows.sealed_part(before, keys),
        "after": rows.sealed_part(after, keys),
    }
    note(
        member,
        deed,
        {"before": rows.open_part(before, keys), "after": rows.open_part(after, keys)},
        hidden=hidden,
        by=by,
        at=at,
    )
    return keys


def note(
    member: Member,
    deed: MemberChange.Deed,
    shown: dict[str, dict[str, Any]],
    *,
    by: Actor,
    at: datetime,
    hidden: dict[str, dict[str, Any]] | None = None,
) -> None:
    """One line of the member's history."""
    masked = sorted((hidden or {}).get("after", {}))
    MemberChange.objects.create(
        zone=member.unit.zone,
        id=uuid7(),
        member=member,
        deed=deed,
        at=at,
        user_id=by.user_id,
        actor=by.name,
        before=shown["before"],
        after=shown["after"],
        masked=",".join(masked),
        sealed=orjson.dumps(hidden).decode() if masked else "",
    )


def counted(unit_id: int, words: tuple[str, ...], amount: int) -> tuple[Count, ...]:
    return tuple(Count(what=word, unit_id=unit_id, amount=amount) for word in words)
