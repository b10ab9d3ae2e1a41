"""Transfers, floating members, lost members."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from lianxin.areas.transfers import actions
from tests.cast import HOUSE
from tests.matrix.addresses import KEEPERS, SIGNED_IN, Address, World, member, post, unit


def floating(world: World) -> dict[str, Any]:
    away = actions.Away(
        cause="work", since=localdate() - timedelta(days=30), whereabouts="浙江省杭州市"
    )
    entry = actions.register_outflow(world.cast.zhou_member, away, by=HOUSE, at=now())
    return {"floating_id": entry.pk}


ADDRESSES = {
    **{
        f"transfers:{name}": Address(KEEPERS, kwargs=unit) for name in ("floatings", "come", "lost")
    },
    "transfers:float": Address(KEEPERS, kwargs=member),
    **{
        f"transfers:{name}": Address(KEEPERS, kwargs=floating)
        for name in ("floating", "amend_floating", "end_floating")
    },
    "transfers:mine": Address(SIGNED_IN),
    # Only the floating member himself; the tests of the phone page report as one.
    "transfers:report": post(frozenset(), kwargs=floating, body=lambda _: {"note": "平安"}),
}
