"""Keys of the roll: who sees members, who keeps the roll, who may see what is masked."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.areas.members.catalogue import Openness
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, own, reach, under


class Can(StrEnum):
    VIEW = "members.view"
    VIEW_PERSONAL = "members.view_personal"
    MANAGE = "members.manage"
    SHOW_SENSITIVE = "members.show_sensitive"
    EXPORT = "members.export"
    OPEN_ACCOUNTS = "accounts.open"


KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.VIEW_PERSONAL: KEEPERS | {Role.COMMISSIONER},
    Can.MANAGE: KEEPERS,
    Can.SHOW_SENSITIVE: KEEPERS,
    Can.EXPORT: KEEPERS,
    Can.OPEN_ACCOUNTS: KEEPERS,
}


def visible(by: Actor) -> Q:
    """Members of the units where one sees the roll, and oneself."""
    return reach(by, Can.VIEW) | own(by)


def subtree(path: str) -> Q:
    return under(path)


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever sees the roll of the unit."""
    return may(by, Can.VIEW, at=at)


def may_manage(by: Actor, *, at: Place) -> bool:
    """Whoever keeps the roll of the unit: secretaries and organisers, here or above."""
    return may(by, Can.MANAGE, at=at)


def may_receive(by: Actor, *, at: Place) -> bool:
    """Whoever keeps the roll of the branch that takes somebody over, once the sender let go."""
    return may(by, Can.MANAGE, at=at)


def may_show_sensitive(by: Actor, *, at: Place) -> bool:
    """Whoever may see masked fields for a stated purpose."""
    return may(by, Can.SHOW_SENSITIVE, at=at)


def may_export(by: Actor, *, at: Place) -> bool:
    """Whoever may take the roll out of the house as a file."""
    return may(by, Can.EXPORT, at=at)


def may_open_accounts(by: Actor, *, at: Place) -> bool:
    """Whoever sees the roll of the unit and may let its members sign in."""
    return may_view(by, at=at) and may(by, Can.OPEN_ACCOUNTS, at=at)


def openness(by: Actor, *, at: Place, is_self: bool = False) -> frozenset[Openness]:
    """The classes of fields that one reads of the members of a unit without asking."""
    shown = {Openness.PUBLIC}
    if is_self or may(by, Can.VIEW_PERSONAL, at=at):
        shown.add(Openness.PERSONAL)
    if is_self:
        shown.add(Openness.SENSITIVE)
    return frozenset(shown)


def may_see_photo(by: Actor, *, at: Place, is_self: bool = False) -> bool:
    """Whoever reads personal fields of the unit's members, and the person himself."""
    return Openness.PERSONAL in openness(by, at=at, is_self=is_self)


def may_file(by: Actor, asker_id: int) -> bool:
    """Whoever asked for an export, or the job that makes it."""
    return by.is_system or (by.user_id is not None and by.user_id == asker_id)


def may_expire(by: Actor) -> bool:
    """Only the house itself clears away what is out of date."""
    return by.is_system
