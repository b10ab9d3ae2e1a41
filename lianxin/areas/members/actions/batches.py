"""The plurals: many members by one set-based write, one event, and a history that undoes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, transaction

from lianxin.areas.members import catalogue, guards, queries, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.actions.history import (
    ENTERING,
    AlreadyOnTheRoll,
    Deed,
    OffTheRoll,
    change_of,
    counted,
    facts_changed,
    holds_members,
    nothing_held,
    plausible,
    words_of,
)
from lianxin.areas.members.events import MembersAdmitted, MembersAmended
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.copying import copy_in, next_ids
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

MOST = 100_000
ARRAY_TYPES = {
    "BigAutoField": "bigint",
    "BinaryField": "bytea",
    "BooleanField": "boolean",
    "DateField": "date",
    "ForeignKey": "bigint",
    "JSONField": "jsonb",
    "SmallIntegerField": "smallint",
}


class TooMany(Refused):
    sentence = f"一次最多写入 {MOST} 人，请分批办理。"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person to be entered: the branch, and what `admit` takes."""

    unit: Unit
    facts: rows.Facts


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What changes of one member: what `amend` takes, and another branch if it changes."""

    member_id: int
    facts: rows.Facts = field(default_factory=dict)
    unit: Unit | None = None


@transaction.atomic
def admit_all(
    lines: Sequence[Line], *, unit: Unit, by: Actor, at: datetime, batch: int | None = None
) -> list[int]:
    """Enter many people below `unit` as `admit` would, and answer their ids in order."""
    units = {line.unit.pk: line.unit for line in lines}
    require(all(rules.may_manage(by, at=place) for place in (unit, *units.values())))
    if len(lines) > MOST:
        raise TooMany
    holds_members(*units.values())
    known = [rows.complete(line.facts) for line in lines]
    for facts in known:
        plausible(facts, at=at)
    _nobody_has([facts["id_number"] for facts in known])

    ids = next_ids(Member, len(lines))
    # Rows of one branch lie together, and the index of branches grows in order.
    order = sorted(range(len(lines)), key=lambda i: lines[i].unit.path)
    people = [(ids[i], lines[i].unit.id, lines[i].unit.zone, known[i]) for i in order]
    _enter(people, by=by, at=at, batch=batch)

    publish(
        MembersAdmitted(
            unit_id=unit.pk,
            subject_id=unit.pk,
            batch=batch or 0,
            members=len(lines),
            counted=counted(
                *((unit, words_of(facts, "normal"), 1) for _, unit, _, facts in people)
            ),
        ),
        by=by,
    )
    return ids


def _enter(
    people: Sequence[tuple[int, int, int, rows.Facts]],
    *,
    by: Actor,
    at: datetime,
    batch: int | None,
) -> None:
    """Each of `people` is the id, the branch and its zone, and the facts."""
    deed, today = Deed(kind=MemberChange.Deed.ADMITTED, by=by, at=at, batch=batch), day_of(at)
    copy_in(
        Member,
        (
            {
                **_blank_row(),
                **rows.columns_of(facts),
                "id": pk,
                "unit_id": unit_id,
                "created_at": at,
            }
            for pk, unit_id, _, facts in people
        ),
    )
    copy_in(
        Affiliation,
        (
            {
                "member_id": pk,
                "unit_id": unit_id,
                "kind": catalogue.FORMAL,
                "starts_on": today,
                "note": "",
                "created_at": at,
            }
            for pk, unit_id, _, _ in people
        ),
    )
    copy_in(
        MemberChange,
        (facts_changed(pk, zone, deed, rows.BLANK, facts) for pk, _, zone, facts in people),
    )


@cache
def _blank_row() -> Mapping[str, Any]:
    return {
        str(field.column): field.get_default()
        for field in Member._meta.concrete_fields
        if not field.primary_key
    }


def _nobody_has(numbers: Sequence[str]) -> None:
    """Refuse if one of the numbers stands in the house, or twice among these."""
    stated = [number for number in numbers if number]
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ENTERING])
    if len(set(stated)) < len(stated) or queries.any_held(stated):
        raise AlreadyOnTheRoll


@transaction.atomic
def amend_all(
    amendments: Sequence[Amendment],
    *,
    unit: Unit,
    by: Actor,
    at: datetime,
    batch: int | None = None,
) -> int:
    """Correct many members as `amend` would, each once; answers how many really changed."""
    if len(amendments) > MOST:
        raise TooMany
    held = queries.held_for_writing([wanted.member_id for wanted in amendments])
    _may_amend(amendments, held, unit, by)
    turns = [_turn(held[wanted.member_id], wanted) for wanted in amendments]
    turns = [turn for turn in turns if turn.changes]
    nothing_held(turn.member.pk for turn in turns if guards.GUARDED & set(turn.keys))
    for turn in turns:
        plausible(turn.after, at=at)
    _nobody_has([turn.after["id_number"] for turn in turns if "id_number" in turn.keys])

    write(turns, Deed(kind=MemberChange.Deed.AMENDED, by=by, at=at, batch=batch))

    publish(
        MembersAmended(
            unit_id=unit.pk,
            subject_id=unit.pk,
            batch=batch or 0,
            members=len(turns),
            fields=_tally(turns),
            counted=counted(*(count for turn in turns for count in turn.counts())),
        ),
        by=by,
    )
    return len(turns)


def _may_amend(
    amendments: Sequence[Amendment], held: Mapping[int, Member], unit: Unit, by: Actor
) -> None:
    targets = {wanted.unit for wanted in amendments if wanted.unit}
    places = {member.unit for member in held.values()} | targets | {unit}
    require(all(rules.may_manage(by, at=place) for place in places))
    holds_members(*targets)
    if len(held) < len(amendments) or any(not m.is_on_the_roll for m in held.values()):
        raise OffTheRoll


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One member before and after."""

    member: Member
    before: rows.Facts
    after: rows.Facts
    to: Unit
    keys: tuple[str, ...]

    @property
    def moves(self) -> bool:
        return self.to.pk != self.member.unit_id

    @property
    def changes(self) -> bool:
        return bool(self.keys) or self.moves

    def counts(self) -> tuple[tuple[int, tuple[str, ...], int], ...]:
        status = self.member.status
        return (
            (self.member.unit_id, words_of(self.before, status), -1),
            (self.to.pk, words_of(self.after, status), 1),
        )


def _turn(member: Member, wanted: Amendment) -> Turn:
    before = {key: member.value(key) for key in rows.BLANK}
    after = before | rows.plain(wanted.facts)
    return turn_of(member, before, after, wanted.unit or member.unit)


def turn_of(member: Member, before: rows.Facts, after: rows.Facts, to: Unit) -> Turn:
    return Turn(
        member=member, before=before, after=after, to=to, keys=rows.differing(before, after)
    )


def _tally(turns: Sequence[Turn]) -> dict[str, int]:
    """How many members changed in which field."""
    total: dict[str, int] = {}
    for turn in turns:
        for key in (*turn.keys, *(("unit",) if turn.moves else ())):
            total[key] = total.get(key, 0) + 1
    return total


def write(turns: Sequence[Turn], deed: Deed) -> None:
    """Write what changed, where each belongs, and the history, by one statement each."""
    update_in([{**rows.columns_of(turn.after), "id": turn.member.pk} for turn in turns])
    copy_in(MemberChange, (_line(turn, deed) for turn in turns))
    moving = [turn for turn in turns if turn.moves]
    if not moving:
        return
    ids = [turn.member.pk for turn in moving]
    today = day_of(deed.at)
    formal = Affiliation.objects.filter(kind=catalogue.FORMAL, ends_on=None, member_id__in=ids)
    formal.update(ends_on=today)
    Affiliation.objects.bulk_create(
        Affiliation(member=turn.member, unit=turn.to, kind=catalogue.FORMAL, starts_on=today)
        for turn in moving
    )
    update_in([{"id": turn.member.pk, "unit_id": turn.to.pk} for turn in moving])


def _line(turn: Turn, deed: Deed) -> dict[str, Any]:
    shown = [rows.open_part(facts, turn.keys) for facts in (turn.before, turn.after)]
    if turn.moves:
        shown[0]["unit_id"], shown[1]["unit_id"] = turn.member.unit_id, turn.to.pk
    hidden = (
        rows.sealed_part(turn.before, turn.keys),
        rows.sealed_part(turn.after, turn.keys),
    )
    return change_of(turn.member.pk, turn.member.unit.zone, deed, shown[0], shown[1], hidden)


def update_in(changed: Sequence[Mapping[str, Any]]) -> None:
    """Update members from rows with an id, in one statement."""
    if not changed:
        return
    fields = [field for field in Member._meta.concrete_fields if field.column in changed[0]]
    names = [str(field.column) for field in fields]
    arrays = [
        [field.get_db_prep_save(row[name], connection) for row in changed]
        for field, name in zip(fields, names, strict=True)
    ]
    types = [ARRAY_TYPES.get(field.get_internal_type(), "text") for field in fields]
    sets = ", ".join(f"{name} = x.{name}" for name in names if name != "id")
    given = ", ".join(f"%s::{kind}[]" for kind in types)
    with connection.cursor() as cursor:
        cursor.execute(
            f"update members_member m set {sets} "  # noqa: S608 - names of our own columns
            f"from unnest({given}) as x ({', '.join(names)}) where m.id = x.id",
            arrays,
        )
