"""What the figures are now: folded and pending in one statement, so that both are of one moment."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol

from lianxin.foundation.core.prepared import ask
from lianxin.foundation.organisation.models import STEP, Unit
from lianxin.overview.insight.catalogue import BY_NUMBER, METRICS, Source
from lianxin.overview.insight.queries.months import first_day, next_month
from lianxin.overview.insight.queries.recount import INTERNAL_KINDS, LEAVES, SOME, recount

FIGURES = """
with place as (
  select id, zone, path from organisation_unit where id = any(%(units)s)
)
select x.id, x.metric, x.period, sum(x.own)::bigint, sum(x.sub)::bigint
from (
  select p.id, c.metric, c.period, c.own, c.sub
  from place p
  join insight_counter c on c.zone = p.zone and c.unit_id = p.id
   and c.metric = any(%(metrics)s) and c.period = any(%(periods)s)
  union all
  select p.id, d.metric, d.period, case when d.unit_id = p.id then d.amount else 0 end, d.amount
  {pending}
  where d.metric = any(%(metrics)s) and d.period = any(%(periods)s)
) x
group by 1, 2, 3
"""
#: Of units on one step below a path, the path itself among them: one range, cut to their length.
ON_A_STEP = FIGURES.replace(
    "{pending}",
    """from insight_delta d
  join place p on p.path = left(d.path, %(width)s)
   and d.path >= %(path)s and d.path < %(path)s || '~'""",
)
#: Of units anywhere in the tree: a range for each.
ANYWHERE = FIGURES.replace(
    "{pending}",
    """from place p
  join insight_delta d on d.path >= p.path and d.path < p.path || '~'""",
)
DIRECT = """
select unit_id, metric, period, sum(amount)::bigint, sum(amount)::bigint
from ({recount}) counted
where metric = any(%(metrics)s) and period = any(%(periods)s)
group by 1, 2, 3
"""


class Place(Protocol):
    """A unit, as far as its figures ask for it."""

    @property
    def id(self) -> int: ...

    @property
    def is_internal(self) -> bool: ...


class Figures:
    """Figures of some units by key and month; what was never counted is nought."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._kept = {
            (unit, BY_NUMBER[metric].key, period): (own, sub)
            for unit, metric, period, own, sub in rows
        }

    def sub(self, unit: int, *keys: str, period: int = 0) -> int:
        """At the unit and all below it; several keys are added up."""
        return sum(self._kept.get((unit, key, period), (0, 0))[1] for key in keys)

    def own(self, unit: int, *keys: str, period: int = 0) -> int:
        """At the unit itself."""
        return sum(self._kept.get((unit, key, period), (0, 0))[0] for key in keys)


def figures(unit: Unit, keys: Sequence[str], *, periods: Sequence[int] = (0,)) -> Figures:
    """The figures of one unit, exact, in one statement."""
    if unit.is_internal:
        return Figures(_kept([unit.pk], unit.path, len(unit.path), keys, periods))
    return Figures(_direct([unit.pk], keys, periods))


def figures_below(
    above: Unit, units: Sequence[Place], keys: Sequence[str], *, periods: Sequence[int] = (0,)
) -> Figures:
    """The figures of units that stand directly below `above`, in two statements at the most."""
    kept = [unit.id for unit in units if unit.is_internal]
    direct = [unit.id for unit in units if not unit.is_internal]
    rows: list[Sequence[Any]] = []
    if kept:
        rows += _kept(kept, above.path, len(above.path) + STEP, keys, periods)
    if direct:
        rows += _direct(direct, keys, periods)
    return Figures(rows)


def tallies(unit_ids: Collection[int], words: Collection[str]) -> dict[int, dict[str, int]]:
    """Standing numbers of units anywhere, for whoever shows them below (core.tallies)."""
    sources = {METRICS[word].source for word in words}
    statement = f"{ANYWHERE} union all {_direct_statement(sources, LEAVES)}"
    rows = _rows(statement, list(unit_ids), list(words), (0,), **NO_SPAN)
    told = Figures(rows)
    return {unit: {word: told.sub(unit, word) for word in words} for unit in unit_ids}


def _kept(
    units: list[int], path: str, width: int, keys: Sequence[str], periods: Sequence[int]
) -> list[Sequence[Any]]:
    return _rows(ON_A_STEP, units, keys, periods, path=path, width=width)


NO_SPAN = {"from": date.min, "until": date.min}


def _direct(units: list[int], keys: Sequence[str], periods: Sequence[int]) -> list[Sequence[Any]]:
    months = [first_day(period) for period in periods if period]
    span = {"from": min(months), "until": next_month(max(months))} if months else NO_SPAN
    statement = _direct_statement({METRICS[key].source for key in keys}, SOME)
    return _rows(statement, units, keys, periods, **span)


@cache
def _direct_counting(sources: tuple[Source, ...], where: str) -> str:
    return DIRECT.replace("{recount}", recount(sources, where=where, span=True))


def _direct_statement(sources: Collection[Source], where: str) -> str:
    return _direct_counting(tuple(source for source in Source if source in sources), where)


def _rows(
    statement: str,
    units: list[int],
    keys: Sequence[str],
    periods: Sequence[int],
    **more: str | int | date,
) -> list[Sequence[Any]]:
    asked: dict[str, Any] = {
        "units": units,
        "metrics": [METRICS[key].number for key in keys],
        "periods": list(periods),
        "internal": INTERNAL_KINDS,
        **more,
    }
    return list(ask(statement, asked))
