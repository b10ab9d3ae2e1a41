"""Keys of working days: everybody reads them; the root's Party-affairs staff keep them.

Working days move the deadlines of every unit below, and a notice is a document that the office at
the root carries out and answers for. A system administrator does no Party work and must not move
its deadlines, so he has no key here; nor has anybody below the root, whose days would then differ
from those of the unit that decides with him.
"""

from collections.abc import Mapping
from enum import StrEnum

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.rules import STEP


class Can(StrEnum):
    SET_DAYS = "workdays.set_days"


ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.SET_DAYS: frozenset({Role.SECRETARY, Role.ORGANISER}),
}


def may_set_days(by: Actor) -> bool:
    """Secretary and organisers of the root unit, on the word of a document."""
    held = by.reach.get(Can.SET_DAYS, ())
    return by.is_system or any(len(path) == STEP for path in held)


def may_load(by: Actor) -> bool:
    """The house itself, each night and at its start; and whoever keeps the days."""
    return may_set_days(by)
