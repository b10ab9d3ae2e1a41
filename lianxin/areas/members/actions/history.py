"""What every verb of the roll does besides: checks that hold for all, history, counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from lianxin.areas.members import catalogue, guards, queries, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.models import Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import Count
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.locks import locked_row
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries.keeping import kept_open

# Whoever enters one identity number shares this lock; whoever enters thousands holds it alone.
ENTERING = 7_302_001


class NoBranch(Refused):
    sentence = "成员的正式组织关系只能落在存续的党支部（或联合党支部）。请选择具体支部。"


class Implausible(Refused):
    """The particulars contradict themselves; the form says so at the field."""


class OffTheRoll(Refused):
    sentence = "此人已离开名册，不能再办理。如需继续，请先在其信息页办理恢复。"


class HeldByAMatter(Refused):
    """The category and its dates are changed by a matter under way, not by hand."""


class AlreadyOnTheRoll(Refused):
    sentence = (
        "这个身份证号已在系统中登记，不能重复登记。如本人确需进入本支部，请联系上级党组织"
        "核对，或由上级办理支部调整。"
    )


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Who does what, when, and in which batch: the head of a line of history."""

    kind: MemberChange.Deed
    by: Actor
    at: datetime
    batch: int | None = None


def holds_members(*units: Unit) -> None:
    """Refuse units that hold no members; the others stay open as long as this goes on."""
    fit = all(unit.kind_of.holds_members for unit in units)
    if not (fit and kept_open([unit.pk for unit in units])):
        raise NoBranch


def locked(member: Member) -> Member:
    """The member as he stands now, held until the end of the transaction."""
    return locked_row(Member.objects.select_related("unit"), member.pk)


def on_the_roll(member: Member) -> Member:
    """`locked`, and refused for those who left."""
    now = locked(member)
    if not now.is_on_the_roll:
        raise OffTheRoll
    return now


def nothing_held(member_ids: Iterable[int]) -> None:
    """Refuse to change by hand what a matter under way changes."""
    asked = list(member_ids)
    said = guards.held(asked) if asked else {}
    for sentence in said.values():
        raise HeldByAMatter(sentence)


def plausible(facts: rows.Facts, *, at: datetime) -> None:
    """Refuse particulars that contradict themselves, with the first contradiction."""
    for problem in catalogue.contradictions(facts, today=day_of(at)):
        if problem.is_error:
            raise Implausible(f"{catalogue.FIELDS[problem.key].label}：{problem.sentence}")


def nobody_else_has(number: str, *, by: Actor, but: Member | None = None) -> None:
    """Refuse an identity number that stands on the roll; queue with those who enter it now."""
    if not number:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock_shared(%s), pg_advisory_xact_lock(%s)",
            [ENTERING, queries.lock_of(number)],
        )
    other = queries.holder_of(number, but=but)
    if other is None:
        return
    if rules.may_view(by, at=other.unit):
        raise AlreadyOnTheRoll(
            f"这个身份证号已登记在{other.unit.short_name}（{other.name}，"
            f"{other.get_status_display()}）。请打开其信息页办理，不要重复登记。"
        )
    raise AlreadyOnTheRoll


def change_of(
    member_id: int,
    zone: int,
    deed: Deed,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    hidden: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """A line of history by column: open values, and sealed ones with only their names open."""
    masked = sorted(hidden[1]) if hidden else []
    sealed = orjson.dumps(hidden).decode() if masked else ""
    return {
        "zone": zone,
        "id": uuid7(),
        "member_id": member_id,
        "batch": deed.batch,
        "deed": deed.kind.value,
        "at": deed.at,
        "user_id": deed.by.user_id,
        "actor": deed.by.name,
        "before": before,
        "after": after,
        "masked": ",".join(masked),
        "sealed": sealed,
    }


def facts_changed(
    member_id: int, zone: int, deed: Deed, before: rows.Facts, after: rows.Facts
) -> dict[str, Any]:
    """A line of history of declared facts, and nothing that stayed as it was."""
    keys = rows.differing(before, after)
    was_open, was_sealed = rows.parts(before, keys)
    is_open, is_sealed = rows.parts(after, keys)
    return change_of(member_id, zone, deed, was_open, is_open, (was_sealed, is_sealed))


def remember(
    member: Member, deed: Deed, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Write one line of history of things that are not declared facts."""
    MemberChange.objects.create(**change_of(member.pk, member.unit.zone, deed, before, after))


def counted(*turns: tuple[int, tuple[str, ...], int]) -> tuple[Count, ...]:
    """What (unit, words, amount) come to together; what cancels out is not told."""
    alike: Counter[tuple[int, tuple[str, ...]]] = Counter()
    for unit_id, words, amount in turns:
        alike[unit_id, words] += amount
    total: Counter[tuple[int, str]] = Counter()
    for (unit_id, words), amount in alike.items():
        for word in words:
            total[unit_id, word] += amount
    return tuple(
        Count(what=word, unit_id=unit_id, amount=amount)
        for (unit_id, word), amount in total.items()
        if amount
    )


def words_of(facts: Mapping[str, Any], status: str) -> tuple[str, ...]:
    return catalogue.words_of(facts, status)


def told(values: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    """Open values as an event tells them."""
    return {key: "" if values[key] is None else str(values[key]) for key in keys}
