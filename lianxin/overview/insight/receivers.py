"""Insight witnesses what events counted, and follows units that move, inside the deed."""

from collections.abc import Sequence

from lianxin.foundation.core.events import Told, witness
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.events import UnitAmended, UnitMoved
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight import folding


@witness
def keep_figures(told: Sequence[Told]) -> None:
    folding.note(count for event, _ in told for count in event.counted)
    for event, _ in told:
        match event:
            case UnitMoved():
                follow(event)
            case UnitAmended():
                settle(event)


def follow(event: UnitMoved) -> None:
    """A unit, with everything below it, stands elsewhere."""
    if event.old_path == event.new_path:
        return
    unit = Unit.objects.only("kind").get(pk=event.subject_id)
    folding.move(unit.pk, old=event.old_path, new=event.new_path, is_internal=unit.is_internal)


def settle(event: UnitAmended) -> None:
    """A unit became another kind, of which others may stand below, or no longer may."""
    before, after = KINDS[event.old_kind].is_internal, KINDS[event.kind].is_internal
    if before != after:
        folding.settle(event.subject_id, is_internal=after)
