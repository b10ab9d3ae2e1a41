"""One's own way into the Party."""

from lianxin.areas.admission.queries.people import CODE
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.models import Case


def own_case(by: Actor) -> Case | None:
    """One's own admission: the open one, else the latest."""
    rows = Case.objects.of(by).filter(procedure=CODE).order_by("-pk")
    found = list(rows.select_related("unit", "desk", "other", "holder")[:10])
    return next((case for case in found if case.is_open), found[0] if found else None)
