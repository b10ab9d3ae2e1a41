"""Many rows at once: COPY from Python into a table, by the names of the model's fields."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from lianxin.foundation.core.crypto import EncryptedText, sealer

Adapt = Callable[[Any], Any]


def copy_in(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows, each a mapping by column name. Columns are those of the first row; all others
    must have a default in the database or be null."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = list(first)
    places = {name: place for place, name in enumerate(names)}
    types, adapts = _types(model), _adapts(model)
    changes = [(places[name], adapt) for name, adapt in adapts.items() if name in places]
    pick = itemgetter(*names)
    statement = sql.SQL("copy {} ({}) from stdin (format binary)").format(
        sql.Identifier(model._meta.db_table), sql.SQL(",").join(map(sql.Identifier, names))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types([types[name] for name in names])
        for row in chain([first], rows):
            values = list(pick(row))
            for place, adapt in changes:
                values[place] = adapt(values[place])
            copy.write_row(values)


@cache
def _types(model: type[models.Model]) -> dict[str, str]:
    """The server's name of each column's type, without its length."""
    return {
        str(field.column): re.sub(r"\(.*\)", "", field.db_type(connection) or "")
        for field in model._meta.concrete_fields
    }


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
    sealed = sealer(context)
    return lambda text: sealed(text.encode()) if text else b""


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows about to be copied in, from the model's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]
