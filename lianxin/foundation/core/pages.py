"""Long lists, a page at a time: by key, never by offset, and by the plan that fits.

A list in order with a LIMIT has two plans. Walking the index of the order finds the first page
at once where matches are dense, and reads the whole table where they are rare. Gathering all
matches first and sorting them (the fence) does the opposite. The planner guesses wrong by
factors of a thousand, so the choice is made here, by what is known: fence if the matches can be
gathered within a bound, else walk. One statement gathers, counts and cuts the page.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.db import OperationalError, connection, transaction
from django.db.models import F, Model, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from psycopg.errors import QueryCanceled

M = TypeVar("M", bound=Model)

SIZES = (20, 50, 100)
KEY = re.compile(r"[A-Za-z0-9:._-]{1,64}", re.ASCII)
# Matches are counted up to here; in a large table only as far as the choice of plan needs.
GATHERED_AT_MOST = 10_000
GATHERED_OF_MANY = 2_000
MANY = 200_000
# The walk may read about this many rows to fill a page.
WALKED_AT_MOST = 25_000
# Up to here all are fetched.
FEW = 100
# How many times more than needed the planner must expect, to walk before anything is counted;
# and how long such a walk may take before it is given up.
SURE = 2
PATIENCE_MS = 400


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
    """One page of rows, the neighbours' cursors ("" where there is none), and the total: exact;
    or `more_than` when it was not counted to the end, and `about` when it was only estimated."""

    rows: list[M] = field(default_factory=list)
    after: str = ""
    before: str = ""
    total: int = 0
    more_than: bool = False
    about: bool = False
    size: int = SIZES[0]

    def amount(self, unit: str) -> str:
        """How many, in words: "128 人", "2,000 人以上", "约 5,400 人"."""
        if self.about:
            rough = round(self.total, 2 - len(str(self.total)))
            return f"约 {rough:,} {unit}"
        return f"{self.total:,} {unit}" + ("以上" if self.more_than else "")

    def turns(self, query: Mapping[str, str]) -> dict[str, str]:
        """The addresses of the neighbouring pages, with the rest of the query kept."""
        kept = {key: value for key, value in query.items() if key not in {"after", "before"}}
        return {
            "prev": f"?{urlencode({**kept, 'before': self.before})}" if self.before else "",
            "next": f"?{urlencode({**kept, 'after': self.after})}" if self.after else "",
        }

    def pager(self, query: Mapping[str, str], unit: str) -> dict[str, str]:
        """What the part `pager` is given: both neighbours, and how many there are in words."""
        text = f"共 {self.amount(unit)}" if self.rows else ""
        return {"text": text, **self.turns(query)}


class Turn(NamedTuple):
    """Which rows of an order are wanted: those after (or before) a start, so many and one more."""

    order: Order
    start: QuerySet[Any] | None
    backwards: bool
    size: int


class Count(NamedTuple):
    """How many rows fit, and how well that is known."""

    total: int
    is_exact: bool = True
    is_estimate: bool = False


def keyset(
    found: QuerySet[M],
    order: Order,
    cursor: Cursor,
    *,
    total: int | None = None,
    within: int | None = None,
) -> Page[M]:
    """The page of `found` at `cursor`. `total` is the exact number of matches, where a counter
    knows it; otherwise it is counted up to a bound. `within` is about how many rows the scope
    has, whatever else is asked of them."""
    most = within if total is None else total
    if most is not None and most <= FEW:
        return _few(found, order, cursor)
    start = _start(found, order, cursor.before or cursor.after)
    turn = Turn(order, start, bool(cursor.before), cursor.size)
    rows, count = _found(found, turn, total, within)
    if start is not None and not rows and count.total:
        # The row where the page was to begin is gone.
        known = count.total if count.is_exact else None
        return keyset(found, order, Cursor(size=cursor.size), total=known, within=within)
    return _page(rows, cursor, order, count, moved=start is not None)


def _few(found: QuerySet[M], order: Order, cursor: Cursor) -> Page[M]:
    """All of them in one statement, and the page cut out: without a limit nothing tempts the
    planner to walk."""
    turned = "-" if order.descending else ""
    keyed = found.annotate(_key=order.key())
    rows = list(keyed.order_by(f"{turned}_key", f"{turned}{order.tie}"))
    keys = [str(getattr(row, order.tie)) for row in rows]
    first, last = 0, cursor.size
    if cursor.before in keys:
        last = keys.index(cursor.before)
        first = max(0, last - cursor.size)
    elif cursor.after in keys:
        first = keys.index(cursor.after) + 1
        last = first + cursor.size
    return Page(
        rows=rows[first:last],
        after=keys[last - 1] if last < len(keys) else "",
        before=keys[first] if 0 < first < len(keys) else "",
        total=len(keys),
        size=cursor.size,
    )


def _found(
    found: QuerySet[M], turn: Turn, total: int | None, within: int | None
) -> tuple[list[M], Count]:
    """The rows by the plan that fits what is known of how many there are."""
    if total is not None and _is_dense(found.model, total):
        return _walk(found, turn), Count(total)
    is_wide = within is None or _is_dense(found.model, within)
    if total is None and is_wide and (about := _surely_dense(found)):
        rows = _walk_in_time(found, turn)
        if rows is not None:
            return rows, Count(about, is_exact=False, is_estimate=True)
    total, more, ids = _gather(found, turn)
    rows = _walk(found, turn) if more else _fetch(found, turn.order, ids)
    return rows, Count(total, is_exact=not more)


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


#: Seconds for which the size of a table is remembered.
REMEMBERED = 600


def size_of(table: str) -> int:
    """About how many rows a table has, as its statistics say; asked every ten minutes."""
    return _measured(table, int(monotonic()) // REMEMBERED)


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


def _ordered(found: QuerySet[M], turn: Turn) -> QuerySet[M]:
    order = turn.order
    turned = "-" if order.descending != turn.backwards else ""
    beyond = _beyond(order, turn.start, turn.backwards)
    walked = found.annotate(_key=order.key()).filter(beyond)
    ordered: QuerySet[M] = walked.order_by(f"{turned}_key", f"{turned}{order.tie}")
    return ordered


def _walk(found: QuerySet[M], turn: Turn) -> list[M]:
    """In the order of the index, one row more than the page."""
    return list(_ordered(found, turn)[: turn.size + 1])


def _surely_dense(found: QuerySet[M]) -> int:
    """About how many match, if the planner thinks them many enough in a large table; else 0."""
    rows = size_of(found.model._meta.db_table)
    if rows < MANY:
        return 0
    sql, params = found.order_by().values(found.model._meta.pk.name).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {sql}", params)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    about = int(plan[0]["Plan"]["Plan Rows"])
    return about if about * WALKED_AT_MOST >= SURE * 50 * rows else 0


def _walk_in_time(found: QuerySet[M], turn: Turn) -> list[M] | None:
    """The walk, unless the planner was wrong and it takes too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('statement_timeout', %s, true)", [str(PATIENCE_MS)])
            rows = _walk(found, turn)
            cursor.execute("set local statement_timeout to default")
    except OperationalError as stopped:
        if isinstance(stopped.__cause__, QueryCanceled):
            return None
        raise
    return rows


def _gather(found: QuerySet[M], turn: Turn) -> tuple[int, bool, list[Any]]:
    """All matches up to a bound, counted; and the keys of the page among them."""
    order, start, backwards, size = turn
    most = bound_of(found.model)
    inner = found.order_by().annotate(_key=order.key()).values_list("_key", order.tie)
    sql, params = inner[: most + 1].query.sql_with_params()
    way = "desc" if order.descending != backwards else "asc"
    side = "<" if order.descending != backwards else ">"
    here, where = _compiled(start, order)
    beyond = f"where (k, id) {side} ({here})" if here else ""
    statement = (
        f"with x (k, id) as materialized ({sql}), n as (select count(*) as c from x) "  # noqa: S608
        f"select n.c, p.id from n left join lateral (select id from x {beyond} "
        f"order by k {way}, id {way} limit {size + 1}) p on true"
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


def _page(rows: list[M], cursor: Cursor, order: Order, count: Count, *, moved: bool) -> Page[M]:
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
        total=count.total,
        more_than=not count.is_exact,
        about=count.is_estimate,
        size=cursor.size,
    )
