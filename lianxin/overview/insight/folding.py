"""How the figures are kept. None of this is a verb of the house: it works out what verbs did.

- `note` writes what an event counted, in the transaction of the deed;
- `fold` carries what is noted into the counters of all units above, a batch a transaction: the
  notes are removed and the counters raised together, so that a crash loses and doubles nothing;
- `move` and `settle` follow a unit that is placed elsewhere or changes between keeping counters
  and not;
- `rebuild`, `differences` and `repair` work from the records.

All but `note` hold one lock, which the tree takes too before it changes paths. A deed that
runs beside a move may note its path from before: until the next fold (a minute at the most)
such a note is shown above the old place; it is always folded at the right one, because the
fold goes by the unit.
"""

from collections import Counter as Sum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from lianxin.foundation.core.events import Count
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.prepared import as_rows, run
from lianxin.overview.insight import statements
from lianxin.overview.insight.catalogue import BY_NUMBER, METRICS
from lianxin.overview.insight.queries.recount import INTERNAL_KINDS

LOCK = 77_001
BATCH = 20_000


def note(counted: Iterable[Count]) -> None:
    """Write what was counted; what cancels out inside one event leaves nothing."""
    sums: Sum[tuple[int, int, int]] = Sum()
    for count in counted:
        sums[count.unit_id, METRICS[count.what].number, count.period] += count.amount
    if any(sums.values()):
        run(statements.NOTE, {"rows": as_rows(_notes(sums))})


def _notes(sums: Sum[tuple[int, int, int]]) -> Iterator[dict[str, Any]]:
    for (unit, metric, period), amount in sums.items():
        if amount:
            yield {
                "id": uuid7(),
                "unit_id": unit,
                "metric": metric,
                "period": period,
                "amount": amount,
            }


def fold_all(*, batch: int = BATCH) -> int:
    """Fold batch after batch until nothing waits; the number of notes folded."""
    total = 0
    while True:
        folded = fold(batch=batch)
        total += folded
        if folded < batch:
            return total


@transaction.atomic
def fold(*, batch: int = BATCH) -> int:
    """Fold up to `batch` notes. While another folds, or paths change, nothing is done."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(statements.FOLD, {"batch": batch, "internal": INTERNAL_KINDS})
        return int(cursor.fetchone()[0])


def _hold() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


@transaction.atomic
def move(unit_id: int, *, old: str, new: str, is_internal: bool) -> None:
    """The unit's figures leave the units above its old place and join those above the new."""
    _hold()
    told: dict[str, Any] = {
        "unit": unit_id,
        "units": [unit_id],
        "old": old,
        "new": new,
        "internal": INTERNAL_KINDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.MOVE_KEPT if is_internal else statements.MOVE_DIRECT, told)
        cursor.execute(statements.MOVE_NOTES, told)


@transaction.atomic
def settle(unit_id: int, *, is_internal: bool) -> None:
    """A unit without others below it begins to keep counters, or ceases to."""
    _hold()
    with connection.cursor() as cursor:
        cursor.execute(statements.CLEAR_ONE, {"unit": unit_id})
        if is_internal:
            cursor.execute(statements.SETTLE, {"unit": unit_id, "units": [unit_id]})


@transaction.atomic
def rebuild() -> int:
    """Make all counters anew from the records; how many there are."""
    _hold()
    with connection.cursor() as cursor:
        cursor.execute(statements.CLEAR)
        cursor.execute(statements.REBUILD, {"internal": INTERNAL_KINDS})
        return int(cursor.rowcount)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A counter that does not hold what the records say."""

    zone: int
    unit_id: int
    metric: int
    period: int
    kept: tuple[int, int]
    due: tuple[int, int]

    def __str__(self) -> str:
        name = BY_NUMBER[self.metric].name if self.metric in BY_NUMBER else str(self.metric)
        month = f"，{self.period}" if self.period else ""
        return (
            f"组织 {self.unit_id}，{name}{month}：现为本级 {self.kept[0]}、含下级 {self.kept[1]}，"
            f"应为本级 {self.due[0]}、含下级 {self.due[1]}"
        )


@transaction.atomic
def differences() -> list[Difference]:
    """Recount everything from the records, in one statement, and compare."""
    _hold()
    with connection.cursor() as cursor:
        cursor.execute(statements.DIFFERENT, {"internal": INTERNAL_KINDS})
        return [
            Difference(
                zone=row[0], unit_id=row[1], metric=row[2], period=row[3],
                kept=(row[4], row[5]), due=(row[6], row[7]),
            )
            for row in cursor.fetchall()
        ]  # fmt: skip


@transaction.atomic
def repair() -> list[Difference]:
    """Put right every counter that differs; which they were."""
    found = differences()
    if found:
        columns = zip(
            *((d.zone, d.unit_id, d.metric, d.period, *d.due) for d in found), strict=True
        )
        with connection.cursor() as cursor:
            cursor.execute(statements.REPAIR, [list(column) for column in columns])
    return found
