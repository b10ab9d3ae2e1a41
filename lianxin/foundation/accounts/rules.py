"""Keys of accounts. Where an administrator may act is decided above, by grants at the root;
an account itself stands outside the tree."""

from lianxin.foundation.core.actors import Actor

MANAGE = "accounts.manage"


def may_manage(by: Actor) -> bool:
    """The security administrator, or the house itself."""
    return by.is_system or bool(by.reach.get(MANAGE))


def is_self(by: Actor, user_id: int) -> bool:
    return by.user_id == user_id


def may_open_account(by: Actor) -> bool:
    """Whoever manages accounts, or enters members on the roll (their account comes with it)."""
    return may_manage(by) or bool(by.reach.get(OPEN))


OPEN = "accounts.open"
