"""Keys of accounts. An account stands outside the tree; which roles hold these keys is said
above, in organisation, where grants live."""

from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.core.actors import Actor

NOBODY = Q(pk__in=[])


class Can(StrEnum):
    MANAGE = "accounts.manage"
    OPEN = "accounts.open"


def visible(by: Actor) -> Q:
    """Every account for whoever manages them; else one's own."""
    return Q() if may_manage(by) else own(by, "pk")


def visible_sessions(by: Actor) -> Q:
    """One's own sessions, and nobody else's."""
    return own(by, "user_id")


def own(by: Actor, field: str) -> Q:
    """A nameless actor owns nothing."""
    return NOBODY if by.user_id is None else Q(**{field: by.user_id})


def may_sign_in(by: Actor) -> bool:
    """Any visitor. The house itself signs in nowhere."""
    return not by.is_system


def may_manage(by: Actor) -> bool:
    """The security administrator, or the house itself."""
    return by.is_system or bool(by.reach.get(Can.MANAGE))


def may_manage_another(by: Actor, user_id: int) -> bool:
    """The security administrator, but never for his own account."""
    return may_manage(by) and not is_self(by, user_id)


def may_open_account(by: Actor) -> bool:
    """Whoever manages accounts, or enters members on the roll (their account comes with it)."""
    return may_manage(by) or bool(by.reach.get(Can.OPEN))


def may_retire(by: Actor, user_id: int) -> bool:
    """Whoever enters members on the roll, or manages accounts: an account goes and comes back with
    its member. Never one's own."""
    return may_open_account(by) and not is_self(by, user_id)


def may_keep(by: Actor, user_id: int) -> bool:
    """One's own password, second factor, sessions and preferences are one's own affair."""
    return is_self(by, user_id)


def is_self(by: Actor, user_id: int) -> bool:
    return by.user_id is not None and by.user_id == user_id


def may_forget(by: Actor) -> bool:
    """Old sessions and tries are forgotten by the house itself."""
    return by.is_system
