"""Keys: who may import a sheet at a unit may see and do everything with its batches there."""

from functools import reduce
from operator import or_

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.grants import NOWHERE, Place, may, reach
from lianxin.foundation.spreadsheets.sheets import Sheet, plugged


def visible(by: Actor) -> Q:
    """Batches of the sheets one may import, at the units where one may."""
    seen = (Q(sheet=sheet.name) & reach(by, sheet.permission) for sheet in plugged())
    return reduce(or_, seen, NOWHERE)


def may_import(by: Actor, sheet: Sheet | None, *, at: Place) -> bool:
    """Whoever holds the sheet's own permission at the unit."""
    return sheet is not None and may(by, sheet.permission, at=at)
