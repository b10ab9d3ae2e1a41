"""One line of build/bench.json, and ways to time a statement or a piece of work."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Figure:
    """`ratio` is value : floor for times (small is good) and rate : floor for throughput."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    rows: int

    def line(self) -> dict[str, Any]:
        return asdict(self)


def figure(name: str, value: float, unit: str, *, floor: float | None = None, rows: int) -> Figure:
    ratio = round(value / floor, 3) if floor else None
    return Figure(
        name, round(value, 3), unit, None if floor is None else round(floor, 3), ratio, rows
    )


@contextmanager
def statements() -> Iterator[list[tuple[str, float]]]:
    """Every statement with its time in ms, as the application waits for it."""
    seen: list[tuple[str, float]] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seen.append((sql, (time.perf_counter() - began) * 1000))

    with connection.execute_wrapper(watch):
        yield seen


def sql_time(work: Callable[[], Any], *, times: int = 9) -> tuple[float, int]:
    """The statements' summed time in ms, and how many there are. The least of several times:
    what others on the machine take away, they take from the other times."""
    work()
    sums, count = [], 0
    for _ in range(times):
        with statements() as seen:
            work()
        sums.append(sum(took for _, took in seen))
        count = len(seen)
    return min(sums), count


def by_hand(sql: str, params: dict[str, Any], *, times: int = 9) -> float:
    """The least time of one statement in ms, rows fetched."""
    taken = []
    for _ in range(times + 1):
        with connection.cursor() as cursor:
            began = time.perf_counter()
            cursor.execute(sql, params)
            cursor.fetchall()
            taken.append((time.perf_counter() - began) * 1000)
    return min(taken[1:])
