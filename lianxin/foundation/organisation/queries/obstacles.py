"""What stands in the way of closing or merging a unit: asked before, shown, and asked again."""

from lianxin.foundation.organisation import closing
from lianxin.foundation.organisation.catalogue import KINDS, may_stand_below
from lianxin.foundation.organisation.models import Unit

NAMED = 3


def before_closing(unit: Unit) -> list[str]:
    """Everything that must be settled before the unit can be closed."""
    below = list(unit.children.open().order_by("path").values_list("short_name", flat=True))
    found = (
        [f"还有 {len(below)} 个下级组织（{_some(below)}），请先调整隶属或撤销。"] if below else []
    )
    return found + closing.obstacles(unit.pk)


def before_merging(unit: Unit, into: Unit) -> list[str]:
    """Everything that must be settled before the unit can be merged into the other."""
    below = unit.children.open().order_by("path").values_list("short_name", "kind")
    homeless = [name for name, kind in below if not may_stand_below(kind, into.kind)]
    found = []
    if homeless:
        found.append(
            f"有 {len(homeless)} 个下级组织（{_some(homeless)}）不能设在"
            f"{KINDS[into.kind].name}之下，请先调整隶属。"
        )
    return found + closing.obstacles(unit.pk)


def areas_object(unit: Unit) -> list[str]:
    """What the areas have against the unit's going, before it is known where to."""
    return closing.obstacles(unit.pk)


def _some(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
