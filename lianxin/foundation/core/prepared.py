"""Statements of the hot paths: planned by the server once for each connection, then only run.

For these few, planning takes longer than the work itself. Only what finds its rows by key belongs
here: a plan that is kept does not look at the values, so ranges and rare filters stay outside.
Behind a pooler that lends connections by the transaction, DATABASE_PREPARED=false turns it off.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import orjson
from django.db import connection, models
from psycopg import Cursor

M = TypeVar("M", bound=models.Model)


def ask(statement: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows that a prepared statement answers with."""
    with _cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def fetch(model: type[M], statement: str, given: Mapping[str, Any]) -> list[M]:
    """Rows of a model by a prepared statement, with {columns} for those of the model at `t`. Only
    for models whose columns need no converting (no sealed texts)."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f't."{field.column}"' for field in fields)
    names = [field.attname for field in fields]
    return [
        model.from_db("default", names, row)
        for row in ask(statement.format(columns=columns), given)
    ]


def run(statement: str, given: Mapping[str, Any]) -> int:
    """Run a prepared statement that answers with no rows; how many it touched."""
    with _cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)


def _cursor() -> Any:
    """As `connection.cursor()`, but one that leaves the values to the server."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        plain = Cursor(connection.connection)
    return connection._prepare_cursor(plain)  # type: ignore[attr-defined]


def as_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as one value, for json_to_recordset: the statement is the same for one and for many."""
    return orjson.dumps(list(rows), default=str).decode()
