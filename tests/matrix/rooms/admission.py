"""Admission: at the branch Pier, about somebody who applied there."""

from typing import Any

from django.utils.timezone import localdate, now

from lianxin.areas.admission import actions
from tests.cast import HOUSE
from tests.matrix.addresses import KEEPERS, SIGNED_IN, Address, World, unit


def case(world: World) -> dict[str, Any]:
    received = actions.receive_application(
        world.cast.pier, on=localdate(), by=HOUSE, at=now(), name="田禾", born_on="1995-05-20"
    )
    return {"case_id": received.pk}


ADDRESSES = {
    **{
        f"admission:{name}": Address(KEEPERS, kwargs=unit)
        for name in ("book", "receive", "take_over", "plan")
    },
    "admission:simulator": Address(SIGNED_IN),
    "admission:course": Address(KEEPERS, kwargs=case),
}
