"""The statements that keep the figures. Words in braces stand for parts, put in by `filled`."""

from lianxin.overview.insight.queries.recount import ROLLED, SOME, recount


def filled(statement: str, **parts: str) -> str:
    """Put constant parts into a statement; values go in as parameters only."""
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement


NOTE = """
insert into insight_delta (zone, id, unit_id, path, metric, period, amount)
select u.zone, x.id, u.id, u.path, x.metric, x.period, x.amount
from json_to_recordset(%(rows)s)
  as x (id uuid, unit_id bigint, metric smallint, period int, amount bigint)
cross join lateral (select id, zone, path from organisation_unit where id = x.unit_id limit 1) u
"""

#: Raises the counters by rows `rolled`.
RAISE = """
insert into insight_counter (zone, unit_id, metric, period, own, sub)
select zone, unit_id, metric, period, own, sub from rolled
where own <> 0 or sub <> 0 order by unit_id
on conflict (zone, unit_id, metric, period) do update
set own = insight_counter.own + excluded.own, sub = insight_counter.sub + excluded.sub
"""

FOLD = filled(
    """
with gone as (
  delete from insight_delta
  where ctid = any(array(select ctid from insight_delta limit %(batch)s))
  returning unit_id, metric, period, amount
),
counted as (
  select unit_id, metric, period, sum(amount) as amount from gone group by 1, 2, 3
),
{rolled},
raised as ({raise})
select count(*) from gone
""",
    **{"rolled": ROLLED, "raise": RAISE},
)

#: What the records say less what is still noted: what the counters must hold.
DUE = """
{recount}
union all
select unit_id, metric, period, -amount from insight_delta where {notes}
"""
EVERYWHERE = filled(DUE, recount=recount(), notes="true")
HERE = filled(
    "select metric, period, sum(amount)::bigint as amount from ({due}) x group by 1, 2",
    due=filled(DUE, recount=recount(where=SOME), notes="unit_id = any(%(units)s)"),
)

CLEAR = "delete from insight_counter"
REBUILD = filled(
    "with counted as ({due}), {rolled} {raise}",
    **{"due": EVERYWHERE, "rolled": ROLLED, "raise": RAISE},
)
DIFFERENT = filled(
    """
with counted as ({due}), {rolled}
select zone, unit_id, metric, period, coalesce(c.own, 0), coalesce(c.sub, 0),
       coalesce(r.own, 0), coalesce(r.sub, 0)
from rolled r full join insight_counter c using (zone, unit_id, metric, period)
where coalesce(c.own, 0) <> coalesce(r.own, 0) or coalesce(c.sub, 0) <> coalesce(r.sub, 0)
order by metric, period, unit_id
""",
    due=EVERYWHERE,
    rolled=ROLLED,
)
REPAIR = """
insert into insight_counter (zone, unit_id, metric, period, own, sub)
select * from unnest(%s::smallint[], %s::bigint[], %s::smallint[], %s::int[], %s::bigint[],
                     %s::bigint[])
on conflict (zone, unit_id, metric, period) do update
set own = excluded.own, sub = excluded.sub
"""

#: The units above the old place lose what `moved` holds, those above the new one gain it.
STEPS = """
net as (
  select path, sum(sign) as sign from (
    select left(%(old)s, 4 * g) as path, -1 as sign
    from generate_series(1, length(%(old)s) / 4 - 1) g
    union all
    select left(%(new)s, 4 * g), 1 from generate_series(1, length(%(new)s) / 4 - 1) g
  ) steps group by path having sum(sign) <> 0
),
rolled as (
  select u.zone, u.id as unit_id, m.metric, m.period, 0 as own,
         (m.amount * net.sign)::bigint as sub
  from moved m cross join net
  join organisation_unit u on u.path = net.path and u.kind = any(%(internal)s)
)
"""
MOVE_KEPT = filled(
    """
with moved as (
  select metric, period, sub as amount from insight_counter
  where zone = (select zone from organisation_unit where id = %(unit)s) and unit_id = %(unit)s
), {steps} {raise}
""",
    **{"steps": STEPS, "raise": RAISE},
)
MOVE_DIRECT = filled(
    "with moved as ({here}), {steps} {raise}", **{"here": HERE, "steps": STEPS, "raise": RAISE}
)
MOVE_NOTES = """
update insight_delta d set path = u.path from organisation_unit u
where u.id = d.unit_id and d.path >= %(old)s and d.path < %(old)s || '~' and d.path <> u.path
"""

CLEAR_ONE = """
delete from insight_counter
where zone = (select zone from organisation_unit where id = %(unit)s) and unit_id = %(unit)s
"""
SETTLE = filled(
    """
insert into insight_counter (zone, unit_id, metric, period, own, sub)
select u.zone, u.id, x.metric, x.period, x.amount, x.amount
from ({here}) x join organisation_unit u on u.id = %(unit)s
where x.amount <> 0
""",
    here=HERE,
)
