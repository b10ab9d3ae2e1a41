"""How every figure is counted anew from the records: rows (unit, metric, period, amount).

The counters must agree with these statements at any moment; `manage.py reconcile` says whether
they do. Units without others below them keep no counters: theirs are counted like this each time.
"""

from collections.abc import Iterable

from lianxin.areas.members.catalogue import HAN, PARTY
from lianxin.foundation.organisation.catalogue import INTERNAL
from lianxin.overview.insight.catalogue import METRICS, Source

#: Every unit, or those in %(units)s; all time, or the days from %(from)s to %(until)s.
ALL, SOME = "true", "{row}.unit_id = any(%(units)s)"
#: Of the units in %(units)s, those that keep no counters.
LEAVES = """{row}.unit_id in (
  select id from organisation_unit where id = any(%(units)s) and kind <> all(%(internal)s))"""
SPAN = "m.held_on >= %(from)s and m.held_on < %(until)s"


def _number(key: str) -> int:
    return METRICS[key].number


UNITS = """
select u.unit_id, x.metric, 0 as period, 1::bigint as amount
from (select id as unit_id, kind, closed_on from organisation_unit) u
join (values {kinds}) as x (kind, metric) on x.kind = u.kind
where u.closed_on is null and {units}
"""

MEMBERS = """
select m.unit_id, x.metric, 0 as period, count(*)::bigint as amount
from members_member m
cross join lateral (values {marks}) as x (metric, holds)
where m.status = 'normal' and x.holds and {units}
group by m.unit_id, x.metric
"""

HELD = """
  select m.id, m.zone, m.unit_id, m.kinds,
         (extract(year from m.held_on) * 100 + extract(month from m.held_on))::int as period
  from meetings_meeting m where m.state in ('open', 'closed') and {units} and {days}
"""

MEETINGS = """
select h.unit_id, x.metric, h.period, count(*)::bigint as amount
from ({held}) h
cross join lateral (
  select {all} as metric
  union all
  select v.metric from unnest(h.kinds) k join (values {types}) as v (kind, metric) on v.kind = k
) x
group by h.unit_id, x.metric, h.period
"""

TURNOUT = """
select h.unit_id, x.metric, h.period, sum(x.amount)::bigint as amount
from ({held}) h
join meetings_invitation i on i.zone = h.zone and i.meeting_id = h.id and i.standing = 'expected'
cross join lateral (
  values ({expected}, 1), ({present}, (i.signed_in_at is not null)::int)
) as x (metric, amount)
group by h.unit_id, x.metric, h.period
"""


def _kinds() -> str:
    return ", ".join(
        f"('{key.removeprefix('units.')}', {metric.number})"
        for key, metric in METRICS.items()
        if metric.source is Source.UNITS
    )


def _marks() -> str:
    party = "m.category in ({})".format(", ".join(f"'{code}'" for code in sorted(PARTY)))
    holds = {
        f"members.{code}": f"m.category = '{code}'"
        for code in ("formal", "probationary", "candidate", "activist", "applicant")
    } | {
        "members.female": f"{party} and m.gender = '2'",
        "members.minority": f"{party} and m.ethnicity not in ('', '{HAN}')",
        "members.floating": f"{party} and m.is_floating",
        "members.lost": f"{party} and m.is_lost",
    }
    return ", ".join(f"({_number(key)}, {test})" for key, test in holds.items())


def _types() -> str:
    return ", ".join(
        f"('{key.removeprefix('meetings.held.')}', {metric.number})"
        for key, metric in METRICS.items()
        if key.startswith("meetings.held.")
    )


STATEMENTS = {
    Source.UNITS: (UNITS.replace("{kinds}", _kinds()), "u"),
    Source.MEMBERS: (MEMBERS.replace("{marks}", _marks()), "m"),
    Source.MEETINGS: (
        MEETINGS.replace("{held}", HELD)
        .replace("{all}", str(_number("meetings.held")))
        .replace("{types}", _types()),
        "m",
    ),
    Source.TURNOUT: (
        TURNOUT.replace("{held}", HELD)
        .replace("{expected}", str(_number("meetings.expected")))
        .replace("{present}", str(_number("meetings.present"))),
        "m",
    ),
}


def recount(
    sources: Iterable[Source] = tuple(STATEMENTS), *, where: str = ALL, span: bool = False
) -> str:
    """One statement over the sources, of units as `where` says, of all time or a span of days."""
    parts = []
    for source in sources:
        statement, row = STATEMENTS[source]
        statement = statement.replace("{units}", where.replace("{row}", row))
        parts.append(statement.replace("{days}", SPAN if span else ALL))
    return "\nunion all\n".join(parts)


#: From rows `counted (unit_id, metric, period, amount)` to rows as the counters hold them.
#: Leaves, the many, are first added up at the step above them.
ROLLED = """
placed as (
  select u.path, u.kind = any(%(internal)s) as kept, c.metric, c.period, sum(c.amount) as amount
  from counted c join organisation_unit u on u.id = c.unit_id
  group by 1, 2, 3, 4
),
low as (
  select case when kept then path else left(path, length(path) - 4) end as path, metric, period,
         sum(amount) as amount, coalesce(sum(amount) filter (where kept), 0) as own
  from placed group by 1, 2, 3
),
up as (
  select left(l.path, 4 * g) as path, l.metric, l.period, sum(l.amount) as sub,
         sum(case when 4 * g = length(l.path) then l.own else 0 end) as own
  from low l, generate_series(1, length(l.path) / 4) g
  group by 1, 2, 3
),
rolled as (
  select u.zone, u.id as unit_id, up.metric, up.period,
         up.own::bigint as own, up.sub::bigint as sub
  from up join organisation_unit u on u.path = up.path and u.kind = any(%(internal)s)
)
"""
INTERNAL_KINDS = sorted(INTERNAL)
