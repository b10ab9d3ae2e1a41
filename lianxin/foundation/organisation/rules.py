"""Keys of the tree: who sees it, who changes it, who gives posts and grants."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, reach, under


class Can(StrEnum):
    VIEW = "organisation.view"
    RESTRUCTURE = "organisation.restructure"
    APPOINT = "organisation.appoint"
    GRANT = "organisation.grant"


STAFF = frozenset({Role.SECRETARY, Role.ORGANISER})
LOOKERS = STAFF | {Role.COMMISSIONER, Role.OVERSEER}

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: LOOKERS | {Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN},
    Can.RESTRUCTURE: STAFF,
    Can.APPOINT: STAFF,
    Can.GRANT: frozenset({Role.SECURITY_ADMIN}),
}


def visible(by: Actor) -> Q:
    """Units at and below those where one has a role."""
    return reach(by, Can.VIEW, unit="")


def subtree(path: str) -> Q:
    return under(path, unit="")


def may_found(by: Actor, *, at: Place) -> bool:
    """Whoever restructures the unit above."""
    return may(by, Can.RESTRUCTURE, at=at)


def may_restructure(by: Actor, *, above: Place) -> bool:
    """Renaming, moving, merging or closing a unit is decided by the unit above it."""
    return may(by, Can.RESTRUCTURE, at=above)


def may_appoint(by: Actor, *, at: Place) -> bool:
    """Whoever may appoint at the unit or at one above it."""
    return may(by, Can.APPOINT, at=at)


def may_grant(by: Actor, *, at: Place) -> bool:
    """The security administrator."""
    return may(by, Can.GRANT, at=at)
