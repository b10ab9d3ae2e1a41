"""Insight witnesses what events counted, and follows units that move, inside the deed."""

from collections.abc import Callable
from typing import Any

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, Event, witness
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight import folding


@witness
def keep_figures(event: Event, by: Actor) -> None:
    folding.note(event.counted)
    follow = FOLLOWED.get(type(event).__name__)
    if follow:
        follow(event)


def count_root(event: Any) -> None:
    """The root was placed rather than founded: it is counted when the house is established."""
    if not event.counted:
        root = Unit.objects.only("kind").get(pk=event.unit_id)
        folding.note([Count(what=f"units.{root.kind}", unit_id=root.pk, amount=1)])


def move(event: Any) -> None:
    """A unit, with everything below it, stands elsewhere."""
    if event.old_path == event.new_path:
        return
    unit = Unit.objects.only("kind").get(pk=event.unit_id)
    folding.move(unit.pk, old=event.old_path, new=event.new_path, is_internal=unit.is_internal)


def settle(event: Any) -> None:
    """A unit became another kind, of which others may stand below, or no longer may."""
    before, after = KINDS[event.old_kind].is_internal, KINDS[event.kind].is_internal
    if before != after:
        folding.settle(event.unit_id, is_internal=after)


FOLLOWED: dict[str, Callable[[Any], None]] = {
    "HouseEstablished": count_root,
    "UnitMoved": move,
    "UnitAmended": settle,
}
