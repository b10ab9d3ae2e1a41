"""From declared facts to the columns of a member's row: one way, for one member and for many."""

from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.areas.members import catalogue
from lianxin.areas.members.catalogue import COLUMNS, DATES, EXTRA, FIELDS, SENSITIVE, Kind
from lianxin.areas.members.catalogue.partial import DAY, Partial
from lianxin.areas.members.models import id_index, phone_index
from lianxin.foundation.core.pinyin import initials, name_key

Facts = Mapping[str, Any]

BLANK: Facts = {key: field.blank for key, field in FIELDS.items()}


def complete(facts: Facts) -> dict[str, Any]:
    """All declared facts; what is not given is blank, dates are `Partial`."""
    unknown = facts.keys() - FIELDS.keys()
    if unknown:
        raise KeyError(f"not declared: {sorted(unknown)}")
    given = {key: _plain(key, value) for key, value in facts.items()}
    return {**BLANK, **given}


def _plain(key: str, value: Any) -> Any:
    field = FIELDS[key]
    if not value:
        return field.blank
    return Partial.of(value) if field.kind is Kind.DATE else value


def columns_of(facts: Facts) -> dict[str, Any]:
    """The columns that complete facts fill, the derived ones included."""
    columns = {key: facts[key] for key in COLUMNS}
    for key in DATES:
        known: Partial | None = facts[key]
        columns[key] = known.on if known else None
        columns[f"{key}_precision"] = known.precision if known else DAY
    sound = name_key(facts["name"])
    return columns | {
        "pinyin": sound[:120],
        "initials": initials(sound)[:20],
        "id_index": id_index(facts["id_number"]) if facts["id_number"] else None,
        "phone_index": phone_index(facts["phone"]) if facts["phone"] else None,
        "extra": {key: FIELDS[key].to_json(facts[key]) for key in EXTRA if facts[key]},
        "completeness": catalogue.completeness(facts),
    }


def differing(before: Facts, after: Facts) -> tuple[str, ...]:
    """The declared fields whose values differ."""
    return tuple(key for key in FIELDS if before[key] != after[key])


def open_part(facts: Facts, keys: Iterable[str]) -> dict[str, Any]:
    """The values of those keys that may be told, in plain form."""
    return {key: FIELDS[key].to_json(facts[key]) for key in keys if key not in SENSITIVE}


def sealed_part(facts: Facts, keys: Iterable[str]) -> dict[str, Any]:
    return {key: facts[key] for key in keys if key in SENSITIVE}
