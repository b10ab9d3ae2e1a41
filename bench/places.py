"""The people and places of the measured house: root, a county, a branch, each with a reader."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.timezone import localdate, now

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.actions import open_account
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import actor_for

HOUSE = Actor.system("bench")
SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Seat:
    """A unit and a person who reads there."""

    name: str
    unit: Unit
    actor: Actor
    cookie: str
    members: int


def seats() -> list[Seat]:
    """The root, the county in the middle of all by size, a branch of it."""
    root = Unit.objects.get(parent=None)
    counties = _by_size("county")
    county = counties[len(counties) // 2]
    branch = Unit.objects.under(county.path).filter(kind="branch").order_by("path")[0]
    return [
        _seat(name, unit) for name, unit in (("root", root), ("county", county), ("branch", branch))
    ]


def _by_size(kind: str) -> list[Unit]:
    units = list(Unit.objects.filter(kind=kind))
    return sorted(units, key=lambda unit: (count(unit), unit.path))


def count(unit: Unit) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from members_member m join organisation_unit u on u.id = m.unit_id"
            " where u.path >= %s and u.path < %s || '~'",
            [unit.path, unit.path],
        )
        return int(cursor.fetchone()[0])


def _seat(name: str, unit: Unit) -> Seat:
    user = open_account(username=f"bench-{name}", name="测量", phone="", password="", by=HOUSE)
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    actions.appoint(user, post="staff", unit=unit, starts_on=SINCE, by=HOUSE)
    actor = actor_for(user.pk, user.name, today=localdate())
    return Seat(name, unit, actor, cookie_of(user), count(unit))


def cookie_of(user: User) -> str:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    return f"{visits.COOKIE}={token}"
