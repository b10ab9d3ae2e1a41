"""Questions of the tree: who is behind a session, what stands where."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection

from lianxin.foundation.accounts.visits import LONGEST, Visit, digest, idle_limit
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.prepared import ask
from lianxin.foundation.organisation import asides, grants
from lianxin.foundation.organisation.catalogue import POSTS

WHO = """
select u.id, u.name, u.must_change_password, u.second_factor_at is not null,
       s.second_factor_at is not null, u.theme, u.mode, s.seen_at,
       array_agg(g.role order by n.path) filter (where g.role is not null),
       array_agg(n.path order by n.path) filter (where g.role is not null),
       (array_agg(n.id order by n.path) filter (where g.role is not null))[1],
       (array_agg(n.short_name order by n.path) filter (where g.role is not null))[1],
       exists (select from organisation_installation where single_machine)
from accounts_session s
join accounts_user u on u.id = s.user_id and u.blocked_at is null
left join organisation_grant g on g.user_id = u.id and g.starts_on <= %(today)s
     and (g.ends_on is null or g.ends_on > %(today)s)
left join organisation_unit n on n.id = g.unit_id
where s.zone = 0 and s.key = %(key)s and s.ended_at is null
  and s.seen_at > %(idle)s and s.started_at > %(oldest)s
group by u.id, s.zone, s.key
"""


#: The post behind the role one has at one's home, told on every page (asides.py).
POST = "organisation.post"
RANKED = ", ".join(f"'{code}'" for code in sorted(POSTS, key=lambda code: POSTS[code].rank))
POST_SQL = f"""
select a.post from organisation_grant h
  join organisation_unit t on t.id = h.unit_id
  left join organisation_appointment a on a.id = h.appointment_id
where h.user_id = u.id and h.starts_on <= %(today)s and (h.ends_on is null or h.ends_on > %(today)s)
order by t.path, array_position(array[{RANKED}]::text[], a.post::text) limit 1
"""  # noqa: S608 - codes of our own catalogue


def who(token: str, *, at: datetime, today: date) -> tuple[Actor, Visit] | None:
    """The person behind a session cookie with all grants in force, or nobody."""
    if not token:
        return None
    found = ask(_with_asides(), asked(token, at=at, today=today))
    return known(digest(token), found[0]) if found else None


@cache
def _with_asides() -> str:
    """WHO with the numbers that stand on every page."""
    before, after = WHO.split("\nfrom accounts_session", 1)
    return f"{before}{asides.columns()}\nfrom accounts_session{after}"


def asked(token: str, *, at: datetime, today: date) -> dict[str, Any]:
    """What WHO asks with, for a door that has a connection of its own."""
    return {
        "key": digest(token),
        "today": today,
        "idle": at - idle_limit(),
        "oldest": at - LONGEST,
    }


def known(key: bytes, row: tuple[Any, ...]) -> tuple[Actor, Visit]:
    """The person and the visit that a row of WHO tells of."""
    user_id, name, must_change, has_second, passed, theme, mode, seen_at, *held = row
    roles, paths, home, home_name, single_machine, *numbers = held
    actor = Actor(
        user_id=user_id,
        name=name,
        reach=grants.reach_of(zip(roles or (), paths or (), strict=True)),
        roles=frozenset(roles or ()),
        home_id=home,
        home_name=home_name or "",
    )
    visit = Visit(
        key=key,
        user_id=user_id,
        seen_at=seen_at,
        must_change_password=must_change,
        has_second_factor=has_second,
        second_factor_passed=passed,
        theme=theme,
        mode=mode,
        single_machine=single_machine,
        asides=dict(zip(asides.names(), numbers, strict=False)),
    )
    return actor, visit


def post_of(visit: Visit | None) -> str:
    """The name of the post one holds at one's home, or nothing; known with the request."""
    code = visit.asides.get(POST) if visit else None
    return POSTS[code].name if code else ""


def actor_for(user_id: int, name: str, *, today: date) -> Actor:
    """The actor a person is outside a request: in commands, jobs and tests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select g.role, n.path, n.id from organisation_grant g"
            " join organisation_unit n on n.id = g.unit_id where g.user_id = %(user)s"
            " and g.starts_on <= %(today)s and (g.ends_on is null or g.ends_on > %(today)s)"
            " order by n.path",
            {"user": user_id, "today": today},
        )
        held = cursor.fetchall()
    return Actor(
        user_id=user_id,
        name=name,
        reach=grants.reach_of((role, path) for role, path, _ in held),
        roles=frozenset(role for role, _, _ in held),
        home_id=held[0][2] if held else None,
    )
