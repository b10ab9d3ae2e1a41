"""Admission: at the branch Pier, about somebody who applied there."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from lianxin.areas.admission import actions
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.models import Case
from tests.cast import HOUSE
from tests.matrix.addresses import KEEPERS, SIGNED_IN, Address, World, unit
from tests.matrix.answers import Sight
from tests.matrix.people import MEMBER, SECURITY


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
    "admission:mine": Address(SIGNED_IN),
}


def _own(world: World, client: Client | None = None) -> Case:
    """Somebody of the branch is on the way, and looks."""
    sun = world.cast.sun_member
    Member.objects.filter(pk=world.cast.chen_member.pk).update(user=None)
    Member.objects.filter(pk=sun.pk).update(born_on="1998-01-01", user=world.cast.chen)
    sun.refresh_from_db()
    return actions.take_over(
        sun, on=localdate() - timedelta(days=500), by=HOUSE, at=now(), papers="考察登记表 2 份",
        activist_on=str(localdate() - timedelta(days=200)),
    )  # fmt: skip


def _begun(world: World, client: Client) -> None:
    """Committees that approve, and somebody on the way in each stage."""
    Unit.objects.filter(pk=world.cast.harbour.pk).update(approves_members=True)
    case(world)
    _own(world)


SIGHTS = {
    "my own way into the Party": Sight("admission:mine", MEMBER, ready=_own),
    "how one applies": Sight("admission:mine", SECURITY),
    "a book with people": Sight("admission:book", ready=_begun),
}
