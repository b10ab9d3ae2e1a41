"""Keys of transfers, of floating members, and of what takes membership away."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, own, reach

KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.HANDLE: KEEPERS,
    Can.DECIDE: KEEPERS,
    Can.ACCOMPANY: KEEPERS | {Role.COMMISSIONER},
}


def visible(by: Actor) -> Q:
    """Floating members of the units where one sees transfers, those hosted there, and oneself."""
    return reach(by, Can.VIEW) | reach(by, Can.VIEW, unit="host") | own(by, "member__user")


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever sees transfers of the unit: whoever works there, and who oversees it."""
    return may(by, Can.VIEW, at=at)


def may_handle(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers of the unit, here or above."""
    return may(by, Can.HANDLE, at=at)


def may_accompany(by: Actor, *, at: Place) -> bool:
    """Whoever keeps contact with floating members for the unit: its committee."""
    return may(by, Can.ACCOMPANY, at=at)


def may_report(by: Actor, member: Member | None) -> bool:
    """Only the floating member himself."""
    return member is not None and member.is_person_of(by)


def may_sweep(by: Actor) -> bool:
    """Only the house itself reminds."""
    return by.is_system
