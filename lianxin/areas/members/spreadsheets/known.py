"""What a row gives, and what the house already knows of the people it may speak of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianxin.areas.members import catalogue, guards, queries, rules
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.catalogue import Kind as FieldKind
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member
from lianxin.areas.members.spreadsheets.columns import COLUMNS, UNIT
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.many import among
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.sheets import Judged, Place, Row


@dataclass(frozen=True)
class Known:
    """What the house knows that the rows may speak of, read once for all of them."""

    units: Mapping[int, Unit]
    by_number: Mapping[bytes, int]
    outside: Mapping[bytes, str]
    by_name: Mapping[str, Sequence[Member]]
    members: Mapping[int, Member]
    held: Mapping[int, str] = field(default_factory=dict)


_DATES = tuple(key for key, field in FIELDS.items() if field.kind is FieldKind.DATE)
_UNDECLARED = tuple(column.key for column in COLUMNS if column.key not in FIELDS)


def given_of(row: Row) -> dict[str, Any]:
    """The declared facts of a row, dates as `Partial`."""
    given: dict[str, Any] = dict(row.values)
    for key in _UNDECLARED:
        given.pop(key, None)
    for key in _DATES:
        if isinstance(known := given.get(key), str):
            given[key] = Partial.read(known)
    return given


def entered(row: Row) -> dict[str, Any]:
    given = given_of(row)
    return given | catalogue.filled(given)


def changed(row: Row, member: Member) -> dict[str, Any]:
    """What a row gives for somebody known; a coarser date does not overwrite a finer one."""
    given = {
        key: value
        for key, value in given_of(row).items()
        if not _is_coarser(member.value(key), value)
    }
    for_gaps = {key: member.value(key) for key in catalogue.FILLED_FROM} | given
    return given | catalogue.filled(for_gaps)


def _is_coarser(kept: Any, given: Any) -> bool:
    return (
        isinstance(kept, Partial)
        and isinstance(given, Partial)
        and given.precision < kept.precision
        and given.agrees_with(kept)
    )


def target_of(row: Row, member: Member, known: Known) -> Unit | None:
    """The branch that a row names, if it is another than the member's."""
    named = UNIT in row.values and row.unit_id != member.unit_id
    return known.units[row.unit_id] if named else None


def known_of(rows: Sequence[Row], place: Place) -> Known:
    numbers = [str(row.values["id_number"]) for row in rows if row.values.get("id_number")]
    holders = queries.holders_of(numbers, path=place.unit.path)
    held = {member.id_number for member in (*holders.inside, *holders.outside)}
    unheld = [row.values for row in rows if row.values.get("id_number") not in held]
    named = [values for values in unheld if values.get("name")]
    namesakes = queries.namesakes(
        [str(values["name"]) for values in named if not values.get("id_number")],
        numbered=[str(values["name"]) for values in named if values.get("id_number")],
        path=place.unit.path,
    )
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in namesakes:
        by_name[member.name].append(member)
    members = {member.pk: member for member in (*namesakes, *holders.inside)}
    return Known(
        units=Unit.objects.in_bulk({row.unit_id for row in rows}),
        by_number={bytes(m.id_index or b""): m.pk for m in holders.inside},
        outside=_outside(holders.outside, place.by),
        by_name=by_name,
        members=members,
        held=guards.held(list(members)),
    )


def matched_of(lines: Sequence[tuple[Row, Judged]]) -> Known:
    """The units and the members that lines just judged speak of."""
    wanted = [said.matched_id for _, said in lines if said.matched_id]
    found = Member.objects.filter(pk__in=among(wanted, "int8")).select_related("unit")
    return Known(
        units=Unit.objects.in_bulk({row.unit_id for row, _ in lines}),
        by_number={},
        outside={},
        by_name={},
        members={member.pk: member for member in found},
    )


def _outside(held: Sequence[Member], by: Actor) -> dict[bytes, str]:
    """A sentence for each number held beyond the place; it names only what `by` may see."""
    said = {}
    for member in held:
        sentence = "该身份证号已在其他党组织登记。请联系上级党组织核对，或办理组织关系转接。"
        if rules.may_view(by, at=member.unit):
            sentence = (
                f"该身份证号已登记在{member.unit.short_name}（{member.name}）。"
                "请在其信息页办理支部调整，或在上级组织导入。"
            )
        said[bytes(member.id_index or b"")] = sentence
    return said
