"""Who can hand a desk over, and to whom."""

from datetime import date

from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import procedures
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries.desks import seated


def giving(unit: Unit) -> list[int]:
    """The accounts that hold open cases on a unit's desk, still in office or not."""
    found = Case.objects.on_desk(unit).exclude(holder=None).order_by()
    return list(found.values_list("holder_id", flat=True).distinct())


def taking(unit: Unit, *, today: date) -> list[int]:
    """The accounts that may act on some step at the unit."""
    keys = {str(step.key) for each in procedures() for step in each.steps}
    return seated(keys, [unit.pk], today=today).get(unit.pk, [])
