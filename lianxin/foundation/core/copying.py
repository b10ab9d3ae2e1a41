"""Many rows at once: COPY from Python into a table, by the names of the model's fields."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson
from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from lianxin.foundation.core.crypto import EncryptedText, seal

Adapt = Callable[[Any], Any]


def copy_in(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows, each a mapping by column name. Columns are those of the first row; all others
    must have a default in the database or be null."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = list(first)
    adapts = [(name, adapt) for name, adapt in _adapts(model).items() if name in first]
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(model._meta.db_table), sql.SQL(",").join(map(sql.Identifier, names))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in _all(first, rows):
            copy.write_row(_adapted(row, names, adapts))


def _all(
    first: Mapping[str, Any], rest: Iterable[Mapping[str, Any]]
) -> Iterable[Mapping[str, Any]]:
    yield first
    yield from rest


def _adapted(
    row: Mapping[str, Any], names: list[str], adapts: list[tuple[str, Adapt]]
) -> list[Any]:
    changed = {name: adapt(row[name]) for name, adapt in adapts}
    return [changed.get(name, row[name]) for name in names]


def _adapts(model: type[models.Model]) -> dict[str, Adapt]:
    """What psycopg does not know by itself."""
    found: dict[str, Adapt] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, EncryptedText):
            found[str(field.column)] = _sealer(field.context)
        elif isinstance(field, models.JSONField):
            found[str(field.column)] = _json
    return found


def _json(value: Any) -> Jsonb:
    return Jsonb(value, dumps=orjson.dumps)


def _sealer(context: str) -> Adapt:
    return lambda text: seal(text, context=context)


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows about to be copied in, from the model's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]
