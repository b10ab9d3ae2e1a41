"""Verbs on the figures themselves; only the house does them."""

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.overview.insight import folding, rules
from lianxin.overview.insight.events import CountersRebuilt, CountersRepaired


@transaction.atomic
def repair(*, by: Actor) -> list[folding.Difference]:
    """Put right every counter that differs from the records, and say which they were."""
    require(rules.may_repair(by))
    found = folding.repair()
    if found:
        publish(CountersRepaired(unit_id=None, subject_id=0, found=len(found)), by=by)
    return found


@transaction.atomic
def rebuild(*, by: Actor) -> int:
    """Make all counters anew from the records."""
    require(rules.may_repair(by))
    rows = folding.rebuild()
    publish(CountersRebuilt(unit_id=None, subject_id=0, rows=rows), by=by)
    return rows
