"""Keys of the inbox: one's own, and nobody else's.

Sending has no address of its own and no text that a person types: messages are composed by verbs
of other rooms, each of which has asked its own key first. So no permission is asked again here;
what is asked is that somebody answers for the message.
"""

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.grants import own


def visible(by: Actor) -> Q:
    """One's own messages."""
    return own(by)


def may_send(by: Actor) -> bool:
    """The house itself and whoever is signed in, through a verb that asks its own key; a visitor
    without a name sends nothing."""
    return by.is_system or by.user_id is not None


def may_read(by: Actor, *, user_id: int) -> bool:
    """The person to whom it was sent."""
    return by.user_id is not None and by.user_id == user_id


def may_keep(by: Actor) -> bool:
    """Whoever has an inbox: a person, not the house."""
    return by.user_id is not None


def may_forget(by: Actor) -> bool:
    """The house itself, each night."""
    return by.is_system
