"""Keys of the tree: who sees it, who changes it, who gives posts and grants."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.accounts.rules import Can as Accounts
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Post, Role
from lianxin.foundation.organisation.grants import Place, may, reach, under

STEP = 4  # characters of the path a unit adds to that of the unit above it


@dataclass(frozen=True)
class Spot:
    """A place of the tree known by its path alone."""

    path: str


class Can(StrEnum):
    VIEW = "organisation.view"
    RESTRUCTURE = "organisation.restructure"
    APPOINT = "organisation.appoint"
    GRANT = "organisation.grant"
    VIEW_GRANTS = "organisation.view_grants"


STAFF = frozenset({Role.SECRETARY, Role.ORGANISER})
LOOKERS = STAFF | {Role.COMMISSIONER, Role.OVERSEER}

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: LOOKERS | {Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN},
    Can.RESTRUCTURE: STAFF,
    Can.APPOINT: STAFF,
    Can.GRANT: frozenset({Role.SECURITY_ADMIN}),
    Can.VIEW_GRANTS: frozenset({Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}),
    Accounts.MANAGE: frozenset({Role.SECURITY_ADMIN}),
    Accounts.OPEN: STAFF | {Role.SECURITY_ADMIN},
}


def _above(unit: Place) -> Spot:
    return Spot(unit.path[:-STEP] or unit.path)


def visible(by: Actor) -> Q:
    """Units at and below those where one has a role."""
    return reach(by, Can.VIEW, unit="")


def subtree(path: str) -> Q:
    return under(path, unit="")


def may_found(by: Actor, *, at: Place) -> bool:
    """Whoever restructures at the unit above the new one."""
    return may(by, Can.RESTRUCTURE, at=at)


def may_restructure(by: Actor, *, unit: Place) -> bool:
    """Renaming, moving, merging or closing a unit is decided above it; at the root, by its own
    staff, since nobody stands above."""
    return may(by, Can.RESTRUCTURE, at=_above(unit))


def may_amend(by: Actor, *, unit: Place) -> bool:
    """The unit's own staff keep its telephone, cells and workplaces."""
    return may(by, Can.RESTRUCTURE, at=unit)


def may_appoint(by: Actor, *, at: Place, post: Post) -> bool:
    """Posts that are filed (备案) are entered by the unit's own staff, posts that are approved
    (批准) by who stands above it."""
    return may(by, Can.APPOINT, at=_above(at) if post.approved_above else at)


def may_choose(by: Actor, *, at: Place) -> bool:
    """Whoever enters posts at the unit looks up the people for them."""
    return may(by, Can.APPOINT, at=at)


def may_grant(by: Actor, *, at: Place) -> bool:
    """The security administrator."""
    return may(by, Can.GRANT, at=at)


def may_separate(by: Actor, *, root: Place | None) -> bool:
    """The security administrator, who in single-machine mode is the one person."""
    return root is not None and may_grant(by, at=root)


def visible_grants(by: Actor) -> Q:
    """Who holds what, for the security and the audit administrator."""
    return reach(by, Can.VIEW_GRANTS)


def may_set_up(by: Actor) -> bool:
    """The house itself, for whoever holds the one-time link."""
    return by.is_system
