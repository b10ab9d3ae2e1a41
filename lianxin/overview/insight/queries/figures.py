"""What the figures are now: folded and pending in one statement, so that both are of one moment."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from lianxin.foundation.organisation.models import STEP, Unit
from lianxin.overview.insight.catalogue import BY_NUMBER, METRICS, Source
from lianxin.overview.insight.queries.recount import recount

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
  from insight_delta d
  join place p on p.path = left(d.path, %(width)s)
  where d.metric = any(%(metrics)s) and d.period = any(%(periods)s)
    and d.path >= %(path)s and d.path < %(path)s || '~'
) x
group by 1, 2, 3
"""
DIRECT = """
select unit_id, metric, period, sum(amount)::bigint, sum(amount)::bigint
from ({recount}) counted
where metric = any(%(metrics)s) and period = any(%(periods)s)
group by 1, 2, 3
"""


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
    above: Unit, units: Sequence[Unit], keys: Sequence[str], *, periods: Sequence[int] = (0,)
) -> Figures:
    """The figures of units that stand directly below `above`, in two statements at the most."""
    kept = [unit.pk for unit in units if unit.is_internal]
    direct = [unit.pk for unit in units if not unit.is_internal]
    rows: list[Sequence[Any]] = []
    if kept:
        rows += _kept(kept, above.path, len(above.path) + STEP, keys, periods)
    if direct:
        rows += _direct(direct, keys, periods)
    return Figures(rows)


def _kept(
    units: list[int], path: str, width: int, keys: Sequence[str], periods: Sequence[int]
) -> list[Sequence[Any]]:
    return _rows(FIGURES, units, keys, periods, path=path, width=width)


def _direct(units: list[int], keys: Sequence[str], periods: Sequence[int]) -> list[Sequence[Any]]:
    asked = {METRICS[key].source for key in keys}
    sources = [source for source in Source if source in asked]
    statement = DIRECT.replace("{recount}", recount(sources, only=True, span=True))
    months = [first_day(period) for period in periods if period]
    span = {
        "from": min(months, default=date.min),
        "until": next_month(max(months, default=date.min)),
    }
    return _rows(statement, units, keys, periods, **span)


def first_day(period: int) -> date:
    """202611 → 1 November 2026."""
    return date(period // 100, period % 100, 1)


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


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
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())
