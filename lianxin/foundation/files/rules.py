"""Keys of files: the rooms above ask who may hand in and read; here nobody acts without a name."""

from lianxin.foundation.core.actors import Actor


def may_keep(by: Actor) -> bool:
    """Whoever has signed in; the room that takes the file has asked its own rule before."""
    return by.is_system or by.user_id is not None


def may_forget(by: Actor) -> bool:
    """Whoever has signed in; the room that holds the file has asked its own rule before."""
    return by.is_system or by.user_id is not None
