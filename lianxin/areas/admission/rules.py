"""Keys of admission: who keeps the cases of a branch, who reviews and files above it."""

from collections.abc import Mapping
from enum import StrEnum

from lianxin.areas.admission.catalogue import Can
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may

KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.KEEP: KEEPERS,
    Can.REVIEW: KEEPERS,
    Can.FILE: KEEPERS,
    Can.PLAN: KEEPERS,
}


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever oversees admission at the unit."""
    return may(by, Can.VIEW, at=at)


def may_receive(by: Actor, *, at: Place) -> bool:
    """Whoever keeps the cases of the branch receives applications there."""
    return may(by, Can.KEEP, at=at)


def may_take_in(by: Actor, *, at: Place) -> bool:
    """Whoever reviews for the committee that approves members."""
    return may(by, Can.REVIEW, at=at)


def may_plan(by: Actor, *, at: Place) -> bool:
    """Whoever issues the yearly numbers: the committee that approves members, or one above."""
    return may(by, Can.PLAN, at=at)
