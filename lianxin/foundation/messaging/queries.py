"""Questions of the inbox: how much is unread, and a page of it."""

from collections.abc import Mapping

from lianxin.foundation.accounts.visits import Visit
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.messaging.models import Message

#: More than this is shown as 99+.
SHOWN = 99
#: What the statement that names the actor is also asked (organisation/asides.py).
UNREAD = "messaging.unread"
UNREAD_SQL = (
    "select count(*) from (select from messaging_message"
    " where zone = 0 and user_id = u.id and read_at is null limit 100) unread"
)


def unread(visit: Visit | None) -> int:
    """How many messages wait, up to a hundred; known with the request, at no statement."""
    asides: Mapping[str, int] = visit.asides if visit else {}
    return asides.get(UNREAD, 0)


def in_words(count: int) -> str:
    """ "" for none, "3", "99+"."""
    return "" if not count else str(count) if count <= SHOWN else f"{SHOWN}+"


def page(by: Actor, cursor: Cursor) -> Page[Message]:
    """A page of one's own inbox, the newest first."""
    found = Message.objects.visible_to(by).select_related("unit")
    within = {"zone": 0, "user_id": by.user_id}
    return keyset(found, Order(by="at", descending=True, tie="key", within=within), cursor)
