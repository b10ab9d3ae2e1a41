"""Transfers, letters, floating and lost members: of the branch Pier, where Zhou is on the way."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import actions
from lianxin.areas.transfers.models import Letter
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from tests.cast import HOUSE, actor
from tests.matrix.addresses import (
    KEEPERS,
    SIGNED_IN,
    Address,
    World,
    member,
    post,
    to,
    unit,
)
from tests.matrix.answers import DATA, Sight
from tests.matrix.people import ABOVE, MEMBER, OWN, SIBLING


def _sent(world: World, who: Member, target: actions.Target) -> Case:
    Unit.objects.filter(pk=world.cast.harbour.pk).update(approves_members=True)
    today = localdate()
    Affiliation.objects.update(starts_on=today - timedelta(days=100))
    values = {"reason": "job", "paid_to": f"{today:%Y-%m}", "file": True}
    passing = Passing(step="out_branch", way="", held_on=today, values=values)
    return actions.begin_transfer(who, target, passing, by=HOUSE, at=now())


def committee(world: World) -> dict[str, Any]:
    """Harbour, which enters letters."""
    Unit.objects.filter(pk=world.cast.harbour.pk).update(approves_members=True)
    return {"unit_id": world.cast.harbour.pk}


def within(world: World) -> dict[str, Any]:
    """To Dock, whose secretary is to confirm."""
    target = actions.Target(to=world.cast.dock)
    return {"case_id": _sent(world, world.cast.zhou_member, target).pk}


def _lettered(world: World, who: Member) -> Letter:
    case = _sent(world, who, actions.Target(name="中共滨海区工作委员会"))
    passing = Passing(
        step="out_committee", way="issue", held_on=localdate(),
        values={"valid_days": 30, "phone": "0000-8888888"},
    )  # fmt: skip
    procedures.pass_step(case, passing, by=HOUSE, at=now())
    return Letter.objects.get(case=case)


def letter(world: World) -> dict[str, Any]:
    return {"letter_id": _lettered(world, world.cast.zhou_member).pk}


def application(world: World) -> dict[str, Any]:
    wish = actions.Wish(target=actions.Target(to=world.cast.dock), reason="job")
    chen = world.cast.chen_member
    asked = actions.apply_for_transfer(chen, wish, by=actor(world.cast.chen), at=now())
    return {"application_id": asked.pk}


def floating(world: World) -> dict[str, Any]:
    away = actions.Away(
        cause="work", since=localdate() - timedelta(days=30), whereabouts="浙江省杭州市"
    )
    entry = actions.register_outflow(world.cast.chen_member, away, by=HOUSE, at=now())
    return {"floating_id": entry.pk}


AT_PIER = ("board", "begin_whole", "floatings", "come", "lost")
ADDRESSES = {
    **{f"transfers:{name}": Address(KEEPERS, kwargs=unit) for name in AT_PIER},
    "transfers:arrive": Address(to(ABOVE), kwargs=committee),
    "transfers:branches": Address(KEEPERS, kwargs=unit, shows=DATA),
    "transfers:destinations": Address(SIGNED_IN, shows=DATA),
    "transfers:press": Address(to(SIBLING, ABOVE), kwargs=within),
    "transfers:letter": Address(KEEPERS, kwargs=letter),
    "transfers:decline": Address(KEEPERS, kwargs=application),
    **{
        f"transfers:{name}": Address(KEEPERS, kwargs=member)
        for name in ("begin", "float", "stop", "remove", "restore")
    },
    **{
        f"transfers:{name}": Address(KEEPERS, kwargs=floating)
        for name in ("floating", "amend_floating", "end_floating")
    },
    "transfers:mine": Address(SIGNED_IN),
    "transfers:apply": Address(to(MEMBER, OWN, SIBLING)),
    "transfers:withdraw": post(to(MEMBER), kwargs=application),
    "transfers:report": post(to(MEMBER), kwargs=floating, body=lambda _: {"note": "平安"}),
}


# ---- what else there is to be seen -----------------------------------------------------------


def _busy(world: World, client: Client) -> None:
    """A letter on its way, a transfer within, an application, somebody far away."""
    _lettered(world, world.cast.zhou_member)
    _sent(world, world.cast.liu_member, actions.Target(to=world.cast.dock))
    application(world)


def _away(world: World, client: Client) -> None:
    floating(world)
    long_ago = localdate() - timedelta(days=400)
    Member.objects.filter(pk=world.cast.zhou_member.pk).update(is_lost=True, lost_on=long_ago)


def _on_the_way(world: World, client: Client) -> None:
    floating(world)
    _lettered(world, world.cast.chen_member)


def _called_floating(world: World, client: Client) -> None:
    Member.objects.filter(pk=world.cast.zhou_member.pk).update(is_floating=True)


SIGHTS = {
    "transfers on the way": Sight(
        "transfers:board", ABOVE, ready=_busy, kwargs=lambda w: {"unit_id": w.cast.harbour.pk}
    ),
    "all open transfers": Sight("transfers:board", ready=_busy, body=lambda _: {"tab": "open"}),
    "floating members": Sight("transfers:floatings", ready=_away),
    "floating by the roll alone": Sight(
        "transfers:floatings", ready=_called_floating, body=lambda _: {"tab": "unlisted"}
    ),
    "a lost member": Sight("transfers:lost", ready=_away),
    "one's own transfer": Sight("transfers:mine", MEMBER, ready=_on_the_way),
    "one's own asking": Sight("transfers:mine", MEMBER, ready=lambda w, _: application(w)),
}
