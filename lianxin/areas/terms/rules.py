"""Keys of terms: who sees elections, who runs them, who decides above, who counts."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.areas.terms.catalogue.keys import Can
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import NOWHERE, Place, may, reach, under

__all__ = ["ROLES", "Can"]

KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.KEEP: KEEPERS,
    Can.DECIDE: KEEPERS,
}


def visible(by: Actor) -> Q:
    """Candidates and those left out, where one oversees elections."""
    return reach(by, Can.VIEW, unit="case__unit")


def visible_polls(by: Actor) -> Q:
    """Votes of the units one oversees, and those one was named to count."""
    own = NOWHERE if by.user_id is None else Q(tellers__contains=[by.user_id])
    return visible(by) | own


def subtree(path: str) -> Q:
    return under(path, unit="")


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever oversees elections at the unit."""
    return may(by, Can.VIEW, at=at)


def may_keep(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers, here or above: candidates, those left out, the votes."""
    return may(by, Can.KEEP, at=at)


def may_decide(by: Actor, *, at: Place) -> bool:
    """Whoever decides on such requests at the unit above."""
    return may(by, Can.DECIDE, at=at)


def may_count(by: Actor, *, tellers: Collection[int]) -> bool:
    """The two people named to count this vote, each for himself."""
    return by.user_id is not None and by.user_id in tellers


def may_remind(by: Actor) -> bool:
    """The clock of the house."""
    return by.is_system
