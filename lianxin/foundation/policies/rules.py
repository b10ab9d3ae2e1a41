"""Keys of local rules: who sees them, who makes them stricter."""

from collections.abc import Mapping
from enum import StrEnum

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may


class Can(StrEnum):
    VIEW = "policies.view"
    SET = "policies.set"


KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.SET: KEEPERS,
}


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever works in Party affairs at the unit or above it sees what holds there, and which
    unit above asked for it."""
    return may(by, Can.VIEW, at=at)


def may_set(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers, for their own unit and all below it."""
    return may(by, Can.SET, at=at)
