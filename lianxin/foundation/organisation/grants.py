"""The one place that answers: may this actor do this, and where?

Grants hold at a unit and everything below it. They are read once per request into
`Actor.reach`; after that a question costs no statement and a set is a range of the index.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Protocol

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import ALSO, Role

NOWHERE = Q(pk__in=[])
# "~" sorts after every character a path is made of.
END = "~"

_allowed: dict[str, frozenset[Role]] = {}


class Place(Protocol):
    """Anything with a path in the tree; a unit."""

    @property
    def path(self) -> str: ...


def plug(permissions: Mapping[StrEnum, Iterable[Role]]) -> None:
    """An app says which roles hold which of its permissions; a role that is another one and
    more (ALSO) holds what that one holds."""
    for permission, roles in permissions.items():
        named = frozenset(roles)
        _allowed[str(permission)] = named | {role for role, base in ALSO.items() if base in named}


def table() -> dict[str, frozenset[Role]]:
    """Every permission of the house with the roles that hold it."""
    return dict(sorted(_allowed.items()))


def reach_of(held: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """From (role, path) pairs to the paths at which each permission is held, nested ones
    folded into the outermost."""
    paths: dict[str, set[str]] = defaultdict(set)
    held = list(held)
    if not held:
        return {}
    for permission, roles in _allowed.items():
        paths[permission].update(path for role, path in held if role in roles)
    return {permission: outermost(found) for permission, found in paths.items() if found}


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def may(by: Actor, permission: str, *, at: Place) -> bool:
    """Whether `by` holds `permission` at `at` or at a unit above it."""
    return by.is_system or any(at.path.startswith(path) for path in by.reach.get(permission, ()))


def may_anywhere(by: Actor, permission: str) -> bool:
    return by.is_system or bool(by.reach.get(permission))


def under(path: str, *, unit: str = "unit") -> Q:
    """The rows whose `unit` stands at `path` or below it: a range, never a pattern."""
    field = f"{unit}__path".removeprefix("__")
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + END})


def reach(by: Actor, permission: str, *, unit: str = "unit") -> Q:
    """The rows whose `unit` lies where `by` holds `permission`; the set form of `may`."""
    if by.is_system:
        return Q()
    below = (under(path, unit=unit) for path in by.reach.get(permission, ()))
    return reduce(or_, below, NOWHERE)


def own(by: Actor, user: str = "user") -> Q:
    """The rows whose `user` is the actor. A nameless actor owns nothing."""
    return NOWHERE if by.user_id is None else Q(**{f"{user}_id": by.user_id})
