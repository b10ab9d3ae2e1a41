"""Long lists, a page at a time: by key, never by offset, and by the plan that fits.

A list in order with a LIMIT has two plans. Walking the index of the order finds the first page
at once where matches are dense, and reads the whole table where they are rare. Gathering all
matches first and sorting them (the fence) does the opposite. The planner guesses wrong by
factors of a thousand, so the choice is made here, by what is known: fence if the matches can be
gathered within a bound, else walk. One statement gathers, counts and cuts the page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import F, Model, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

M = TypeVar("M", bound=Model)

SIZES = (20, 50, 100)
KEY = re.compile(r"[A-Za-z0-9:._-]{1,64}", re.ASCII)
# Matches are counted up to here; in a large table only as far as the choice of plan needs.
GATHERED_AT_MOST = 10_000
GATHERED_OF_MANY = 2_000
MANY = 200_000
# The walk may read about this many rows to fill a page.
WALKED_AT_MOST = 25_000


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order that an index may serve: an expression that is never null, then the key.

    `descending` turns both. `tie` is the unique column that breaks ties; where it is unique only
    among some rows, `within` names them.
    """

    by: str | Combinable
    descending: bool = False
    tie: str = "id"
    within: Mapping[str, Any] = field(default_factory=dict)

    def key(self) -> Combinable:
        return F(self.by) if isinstance(self.by, str) else self.by


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after or before the row with this key, or at the beginning."""

    after: str = ""
    before: str = ""
    size: int = SIZES[0]

    @classmethod
    def of(cls, asked: Mapping[str, str], *, size: int = SIZES[0]) -> "Cursor":
        """From the query of a request; what is not understood is the first page."""
        wanted = asked.get("size", "")
        return cls(
            after=_key(asked.get("after", "")),
            before=_key(asked.get("before", "")),
            size=int(wanted) if wanted.isdigit() and int(wanted) in SIZES else size,
        )


def _key(text: str) -> str:
    return text if KEY.fullmatch(text) else ""


@dataclass(frozen=True, kw_only=True)
class Page(Generic[M]):
    """One page of rows, the neighbours' cursors ("" where there is none), and the total: exact,
    or `more_than` when it was not counted to the end."""

    rows: list[M] = field(default_factory=list)
    after: str = ""
    before: str = ""
    total: int = 0
    more_than: bool = False
    size: int = SIZES[0]


def keyset(
    found: QuerySet[M], order: Order, cursor: Cursor, *, total: int | None = None
) -> Page[M]:
    """The page of `found` at `cursor`. `total` is the exact number of matches, where a counter
    knows it; otherwise it is counted up to a bound."""
    backwards = bool(cursor.before)
    start = _start(found, order, cursor.before or cursor.after)
    if total is not None and _is_dense(found.model, total):
        rows, more = _walk(found, order, start, backwards, cursor.size), False
    else:
        total, more, ids = _gather(found, order, start, backwards, cursor.size)
        if more:
            rows = _walk(found, order, start, backwards, cursor.size)
        else:
            rows = _fetch(found, order, ids)
    if start is not None and not rows and total:
        # The row where the page was to begin is gone.
        return keyset(found, order, Cursor(size=cursor.size), total=total if not more else None)
    return _page(rows, cursor, order, total, more, moved=start is not None)


def _is_dense(model: type[Model], total: int) -> bool:
    """Whether walking the order through the whole table meets matches soon enough.

    With n matches in a table of N rows a page of 50 is filled after 50·N/n rows; gathering reads
    all n. So walk when n·n >= 50·N.
    """
    return total * total >= 50 * size_of(model._meta.db_table)


@lru_cache(maxsize=64)
def _measured(table: str, _while: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select reltuples::bigint from pg_class where oid = %s::regclass", [table])
        (rows,) = cursor.fetchone()
    return max(0, int(rows))


def size_of(table: str) -> int:
    """About how many rows a table has, as its statistics say; asked every ten minutes."""
    return _measured(table, int(monotonic()) // 600)


def bound_of(model: type[Model]) -> int:
    """How many matches are gathered before they count as dense enough to walk to."""
    rows = size_of(model._meta.db_table)
    if rows < MANY:
        return GATHERED_AT_MOST
    return max(GATHERED_OF_MANY, 50 * rows // WALKED_AT_MOST)


def _start(found: QuerySet[M], order: Order, key: str) -> QuerySet[Any] | None:
    """The row where the page begins, looked up within the statement of the page."""
    if not key:
        return None
    row = found.model._base_manager.filter(**order.within, **{order.tie: key})
    keyed: QuerySet[Any] = row.annotate(_key=order.key())
    return keyed


def _beyond(order: Order, start: QuerySet[Any] | None, backwards: bool) -> Q:
    if start is None:
        return Q()
    side = "lt" if order.descending != backwards else "gt"
    key, tie = Subquery(start.values("_key")), Subquery(start.values(order.tie))
    # The first condition is what the index is entered by; the second breaks ties.
    return Q(**{f"_key__{side}e": key}) & (
        Q(**{f"_key__{side}": key}) | Q(**{f"{order.tie}__{side}": tie})
    )


def _walk(
    found: QuerySet[M], order: Order, start: QuerySet[Any] | None, backwards: bool, size: int
) -> list[M]:
    """In the order of the index, one row more than the page."""
    turned = "-" if order.descending != backwards else ""
    walked = found.annotate(_key=order.key()).filter(_beyond(order, start, backwards))
    return list(walked.order_by(f"{turned}_key", f"{turned}{order.tie}")[: size + 1])


def _gather(
    found: QuerySet[M], order: Order, start: QuerySet[Any] | None, backwards: bool, size: int
) -> tuple[int, bool, list[Any]]:
    """All matches up to a bound, counted; and the keys of the page among them."""
    most = bound_of(found.model)
    inner = found.order_by().annotate(_key=order.key()).values_list("_key", order.tie)
    sql, params = inner[: most + 1].query.sql_with_params()
    turn = "desc" if order.descending != backwards else "asc"
    side = "<" if order.descending != backwards else ">"
    here, where = _compiled(start, order)
    beyond = f"where (k, id) {side} ({here})" if here else ""
    statement = (
        f"with x (k, id) as materialized ({sql}), n as (select count(*) as c from x) "  # noqa: S608
        f"select n.c, p.id from n left join lateral (select id from x {beyond} "
        f"order by k {turn}, id {turn} limit {size + 1}) p on true"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *where])
        rows = cursor.fetchall()
    total = rows[0][0]
    return min(total, most), total > most, [key for _, key in rows if key is not None]


def _compiled(start: QuerySet[Any] | None, order: Order) -> tuple[str, tuple[Any, ...]]:
    """Key and tie of the row where the page begins, as a row to compare with."""
    if start is None:
        return "", ()
    return start.values_list("_key", order.tie).query.sql_with_params()


def _fetch(found: QuerySet[M], order: Order, ids: list[Any]) -> list[M]:
    if not ids:
        return []
    rows = {getattr(row, order.tie): row for row in found.filter(**{f"{order.tie}__in": ids})}
    return [rows[key] for key in ids if key in rows]


def _page(
    rows: list[M], cursor: Cursor, order: Order, total: int, more: bool, *, moved: bool
) -> Page[M]:
    extra = len(rows) > cursor.size
    rows = rows[: cursor.size]
    if cursor.before:
        rows.reverse()
    ends = [str(getattr(row, order.tie)) for row in (rows[:1] + rows[-1:])] or ["", ""]
    behind, ahead = (extra, moved) if cursor.before else (moved, extra)
    return Page(
        rows=rows,
        after=ends[-1] if ahead else "",
        before=ends[0] if behind else "",
        total=total,
        more_than=more,
        size=cursor.size,
    )
