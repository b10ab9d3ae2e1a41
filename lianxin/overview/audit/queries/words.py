"""An entry as a reader sees it: labels, fields and codes in words, keys by their names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeGuard
from uuid import UUID

from django.utils.module_loading import autodiscover_modules
from django.utils.timezone import localtime

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.events import Event
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.audit import catalogue
from lianxin.overview.audit.models import Entry

COLUMNS = ("id", "at", "event", "actor", "via", "unit__short_name", "subject_id", "seal", "facts")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry as a row of the list."""

    id: UUID
    at: datetime
    event: str
    label: str
    actor: str
    via: str
    unit: str
    subject_id: int
    is_sealed: bool
    gist: str


def kinds() -> list[type[Event]]:
    """Every event the rooms of the house can tell."""
    autodiscover_modules("events")
    return [kind for kind in _kinds(Event) if ".tests." not in kind.__module__]


@cache
def labels() -> dict[str, str]:
    """Every event with its Chinese name."""
    return {kind.__name__: kind.label or kind.__name__ for kind in kinds()}


def _kinds(of: type[Event]) -> Iterator[type[Event]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def label_of(event: str) -> str:
    return labels().get(event, event)


def line_of(row: dict[str, Any]) -> Line:
    return Line(
        id=row["id"],
        at=row["at"],
        event=row["event"],
        label=label_of(row["event"]),
        actor=row["actor"],
        via=catalogue.VIAS.get(row["via"], row["via"]),
        unit=row["unit__short_name"] or "",
        subject_id=row["subject_id"],
        is_sealed=row["seal"] is not None,
        gist=gist(row["facts"]),
    )


def gist(facts: dict[str, Any]) -> str:
    """The first few facts of an entry on one line."""
    said = [
        f"{catalogue.FIELDS.get(key, key)} {in_words(key, value)}"
        for key, value in facts.items()
        if key not in catalogue.LONG and not key.endswith("_id") and not _is_long(value)
    ]
    return "，".join(said[:3])


def _is_long(value: object) -> bool:
    return isinstance(value, dict) or value in ("", None, [])


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def in_words(key: str, value: object) -> str:
    """A value as a reader says it: codes by their names, moments by the clock of the house."""
    if isinstance(value, dict):
        return "；".join(
            f"{catalogue.FIELDS.get(k, k)}：{in_words(k, v)}" for k, v in value.items()
        )
    if isinstance(value, list):
        people = key.endswith("_ids")
        return f"{len(value)} 人" if people else "、".join(in_words(key, each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return _text(key, value)


def _text(key: str, value: object) -> str:
    text = "" if value is None else str(value)
    if MOMENT.match(text):
        return f"{localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    return catalogue.CODES.get(key, {}).get(text, text) or "—"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One entry, told in words."""

    line: Line
    facts: list[tuple[str, str]]
    seal: int | None
    digest: str


def told(entry: Entry) -> Told:
    names = _names(entry.facts)
    row = {name: getattr(entry, name) for name in COLUMNS if "__" not in name}
    row["unit__short_name"] = entry.unit.short_name if entry.unit else ""
    return Told(
        line=line_of(row),
        facts=[
            (catalogue.FIELDS.get(key, key), said)
            for key, value in entry.facts.items()
            for said in (_named(names, key, value) or in_words(key, value),)
        ],
        seal=entry.seal,
        digest=bytes(entry.digest).hex() if entry.digest else "",
    )


def _is_key(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _named(names: dict[tuple[str, int], str], key: str, value: object) -> str:
    return names.get((key, value), "") if _is_key(value) else ""


def _names(facts: dict[str, Any]) -> dict[tuple[str, int], str]:
    """Names of the units and persons that an entry points to."""
    units = {(k, v) for k, v in facts.items() if k in catalogue.UNITS and _is_key(v)}
    users = {(k, v) for k, v in facts.items() if k in catalogue.USERS and _is_key(v)}
    unit_names = _name_of(Unit.objects.values_list("pk", "short_name"), units)
    user_names = _name_of(User.objects.values_list("pk", "name"), users)
    return dict((*unit_names, *user_names))


def _name_of(found: Any, keys: Iterable[tuple[str, int]]) -> list[tuple[tuple[str, int], str]]:
    keys = list(keys)
    if not keys:
        return []
    names = dict(found.filter(pk__in=[pk for _, pk in keys]))
    return [((key, pk), names[pk]) for key, pk in keys if pk in names]
