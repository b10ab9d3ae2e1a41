"""The inbox: everybody has his own, nobody sees another's."""

from typing import Any

from django.utils.timezone import now

from lianxin.foundation.messaging import actions as messaging
from tests.cast import HOUSE
from tests.matrix.addresses import SIGNED_IN, Address, World, post, to
from tests.matrix.people import OWN


def message(world: World) -> dict[str, Any]:
    note = messaging.Note(user_id=world.cast.wang.pk, key="case-1", title="有事项待办")
    messaging.send(note, by=HOUSE, at=now())
    return {"key": "case-1"}


ADDRESSES = {
    "messaging:inbox": Address(SIGNED_IN),
    "messaging:phone": Address(SIGNED_IN),
    "messaging:mark_all_read": post(SIGNED_IN),
    "messaging:open": post(to(OWN), kwargs=message),
}
