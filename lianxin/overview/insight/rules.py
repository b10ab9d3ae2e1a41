"""Keys of the figures: whoever sees a unit's roll sees its figures."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, reach


class Can(StrEnum):
    VIEW = "insight.view"


ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: frozenset({Role.SECRETARY, Role.ORGANISER, Role.COMMISSIONER, Role.OVERSEER})
}


def visible(by: Actor) -> Q:
    """The units whose figures one may see."""
    return reach(by, Can.VIEW, unit="")


def may_view(by: Actor, *, at: Place) -> bool:
    """Those who lead, keep or oversee the unit or one above it."""
    return may(by, Can.VIEW, at=at)


def may_repair(by: Actor) -> bool:
    """The house itself, by a command."""
    return by.is_system
