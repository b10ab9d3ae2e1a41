"""The inbox: everybody has his own, nobody sees another's."""

from typing import Any

from django.test import Client
from django.utils.timezone import now

from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.models import Message
from tests.cast import HOUSE, actor
from tests.matrix.addresses import SIGNED_IN, Address, World, post, to
from tests.matrix.answers import Sight
from tests.matrix.people import MEMBER, OWN


def message(world: World) -> dict[str, Any]:
    note = messaging.Note(user_id=world.cast.wang.pk, key="case-1", title="有事项待办")
    messaging.send(note, by=HOUSE, at=now())
    return {"key": "case-1"}


def _full(world: World, client: Client) -> None:
    """Messages of every tone, one of them read."""
    at, cast = now(), world.cast
    said = (("danger", "期限已过"), ("warn", "还有 7 天"), ("info", "新的事项"), ("ok", "已办结"))
    notes = [
        messaging.Note(
            user_id=user.pk, key=f"n-{tone}", title=title, body="请到事项页面办理。", tone=tone,
            url="/m/", unit_id=cast.pier.pk,
        )
        for user in (cast.wang, cast.chen)
        for tone, title in said
    ]  # fmt: skip
    messaging.send_all(notes, by=HOUSE, at=at)
    for user in (cast.wang, cast.chen):
        read = Message.objects.get(user=user, key="n-ok")
        messaging.mark_read(read, by=actor(user), at=at)


ADDRESSES = {
    "messaging:inbox": Address(SIGNED_IN),
    "messaging:phone": Address(SIGNED_IN),
    "messaging:mark_all_read": post(SIGNED_IN),
    "messaging:open": post(to(OWN), kwargs=message),
}

SIGHTS = {
    "messages wait": Sight("messaging:inbox", OWN, ready=_full),
    "messages on the phone": Sight("messaging:phone", MEMBER, ready=_full),
    "the bell on the phone": Sight("workbench:phone", MEMBER, ready=_full),
}
