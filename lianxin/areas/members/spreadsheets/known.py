"""What a row gives, and what the house already knows of the people it may speak of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.catalogue import Kind as FieldKind
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member
from lianxin.areas.members.spreadsheets.columns import UNIT
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.sheets import Place, Row


@dataclass(frozen=True)
class Known:
    """What the house knows that the rows may speak of, read once for all of them."""

    units: Mapping[int, Unit]
    by_number: Mapping[bytes, int]
    outside: Mapping[bytes, str]
    by_name: Mapping[str, Sequence[Member]]
    members: Mapping[int, Member]


def given_of(row: Row) -> dict[str, Any]:
    """The declared facts of a row, dates as `Partial`."""
    given: dict[str, Any] = {k: value for k, value in row.values.items() if k in FIELDS}
    for key, value in given.items():
        if FIELDS[key].kind is FieldKind.DATE and isinstance(value, str):
            given[key] = Partial.of(value)
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
    return given | catalogue.filled(member.facts() | given)


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
    names = [str(row.values["name"]) for row in rows if row.values.get("name")]
    holders = queries.holders_of(numbers, path=place.unit.path)
    namesakes = queries.namesakes(names, path=place.unit.path)
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in namesakes:
        by_name[member.name].append(member)
    return Known(
        units=Unit.objects.in_bulk({row.unit_id for row in rows}),
        by_number={bytes(m.id_index or b""): m.pk for m in holders.inside},
        outside=_outside(holders.outside, place.by),
        by_name=by_name,
        members={member.pk: member for member in (*namesakes, *holders.inside)},
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
