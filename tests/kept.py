"""What a test makes through verbs is made once by each worker; afterwards its rows are put back as
they were, in one statement, into the transaction of the test that asks for it."""

import pickle
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import localdate
from psycopg import sql

#: Ordinary and partitioned tables in the order they were made, with the columns one can write.
TABLES = """
select c.oid::regclass::text, array_agg(quote_ident(a.attname) order by a.attnum)
from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  and not c.relispartition and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
group by c.oid order by c.oid
"""
Lines = dict[str, frozenset[str]]
_kept: dict[tuple[object, ...], tuple[str, bytes]] = {}


def once(made: dict[str, Any], make: Callable[[], None]) -> None:
    """Let `make` fill `made`; or put back what it did earlier today in this database."""
    key = (make.__qualname__, connection.settings_dict["NAME"], localdate())
    if key not in _kept:
        before = _rows()
        make()
        restore = _statement(before, _rows())
        if restore:
            _kept[key] = restore, pickle.dumps(made)
        return
    restore, objects = _kept[key]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(restore)
    made.update(pickle.loads(objects))  # noqa: S301 - our own


def _tables() -> Mapping[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return dict(cursor.fetchall())


def _rows() -> Lines:
    found: Lines = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"select row_to_json(t)::text from {table} t")  # noqa: S608
            found[table] = frozenset(line for (line,) in cursor.fetchall())
    return found


def _statement(before: Lines, after: Lines) -> str:
    """Inserts of all that came; nothing, if anything was changed that had been there before."""
    if any(before[table] - after[table] for table in before):
        return ""
    parts = []
    for table, columns in _tables().items():
        came = sorted(after[table] - before[table])
        if came:
            into, named = sql.SQL(table), sql.SQL(", ".join(columns))
            parts.append(
                sql.SQL(
                    "insert into {0} ({1}) overriding system value"
                    " select {1} from json_populate_recordset(null::{0}, {2}::json)"
                ).format(into, named, sql.Literal(f"[{','.join(came)}]"))
            )
    return sql.SQL(";\n").join(parts).as_string(connection.connection)
