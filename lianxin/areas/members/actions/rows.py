"""From declared facts to the columns of a member's row: one way, for one member and for many."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from lianxin.areas.members import catalogue
from lianxin.areas.members.catalogue import COLUMNS, DATES, EXTRA, FIELDS, SENSITIVE, Kind, is_blank
from lianxin.areas.members.catalogue.partial import DAY, Partial
from lianxin.areas.members.models import id_index, phone_index
from lianxin.foundation.core.pinyin import initials, name_key

Facts = Mapping[str, Any]

BLANK: Facts = {key: field.blank for key, field in FIELDS.items()}
_PRECISIONS = tuple((key, f"{key}_precision") for key in DATES)
_DATES = frozenset(key for key, field in FIELDS.items() if field.kind is Kind.DATE)


def complete(facts: Facts) -> dict[str, Any]:
    """All declared facts; what is not given is blank, dates are `Partial`."""
    return {**BLANK, **plain(facts)}


def plain(facts: Facts) -> dict[str, Any]:
    """Given facts in the form in which they are kept and compared."""
    unknown = facts.keys() - FIELDS.keys()
    if unknown:
        raise KeyError(f"not declared: {sorted(unknown)}")
    return {
        key: BLANK[key]
        if is_blank(value)
        else Partial.of(value)
        if key in _DATES and not isinstance(value, Partial)
        else value
        for key, value in facts.items()
    }


def columns_of(facts: Facts) -> dict[str, Any]:
    """The columns that complete facts fill, the derived ones included."""
    columns = {key: facts[key] for key in COLUMNS}
    for key, precision in _PRECISIONS:
        known: Partial | None = facts[key]
        columns[key] = known.on if known else None
        columns[precision] = known.precision if known else DAY
    sound = name_key(facts["name"])
    return columns | {
        "pinyin": sound[:120],
        "initials": initials(sound)[:20],
        "id_index": id_index(facts["id_number"]) if facts["id_number"] else None,
        "phone_index": phone_index(facts["phone"]) if facts["phone"] else None,
        "extra": extra_of(facts),
        "completeness": catalogue.completeness(facts),
    }


def extra_of(facts: Facts) -> dict[str, Any]:
    return {
        key: FIELDS[key].to_json(value)
        for key in EXTRA
        if (value := facts[key]) is not BLANK[key] and not is_blank(value)
    }


def differing(before: Facts, after: Facts) -> tuple[str, ...]:
    """The declared fields whose values differ."""
    return tuple(
        key for key in FIELDS if (old := before[key]) is not (new := after[key]) and old != new
    )


def open_part(facts: Facts, keys: Iterable[str]) -> dict[str, Any]:
    """The values of those keys that may be told, in plain form."""
    return {key: FIELDS[key].to_json(facts[key]) for key in keys if key not in SENSITIVE}


def sealed_part(facts: Facts, keys: Iterable[str]) -> dict[str, Any]:
    return {key: facts[key] for key in keys if key in SENSITIVE}


def parts(facts: Facts, keys: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The open and the sealed values of those keys."""
    if facts is BLANK:
        return _blank_parts(keys)
    return open_part(facts, keys), sealed_part(facts, keys)


@lru_cache(maxsize=256)
def _blank_parts(keys: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    return open_part(BLANK, keys), sealed_part(BLANK, keys)


def from_parts(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts again, from what `open_part` and `sealed_part` wrote."""
    return {key: FIELDS[key].from_json(value) for key, value in parts.items() if key in FIELDS}
