"""Keys of the record: the audit administrator reads it, nobody changes it."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import may_anywhere, reach
from lianxin.foundation.organisation.models import STEP


class Can(StrEnum):
    VIEW = "audit.view"


ROLES: Mapping[StrEnum, frozenset[Role]] = {Can.VIEW: frozenset({Role.AUDIT_ADMIN})}


def visible(by: Actor) -> Q:
    """Entries at the units one audits; whoever audits the root reads the unitless ones too."""
    if any(len(path) == STEP for path in by.reach.get(Can.VIEW, ())):
        return Q()
    return reach(by, Can.VIEW)


def may_consult(by: Actor) -> bool:
    """The audit administrator."""
    return may_anywhere(by, Can.VIEW)


def may_verify(by: Actor) -> bool:
    """The audit administrator, the nightly job, the command."""
    return may_anywhere(by, Can.VIEW)
