"""Proposals that wait for the branch."""

from lianxin.areas.dossier.models import Proposal
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.grants import under
from lianxin.foundation.organisation.models import Unit

OLDEST_FIRST = Order(by="id")
NEWEST_FIRST = Order(by="id", descending=True)


def proposals_at(unit: Unit, by: Actor, tab: str, cursor: Cursor) -> Page[Proposal]:
    """Those at and below a unit: open ones by age, answered ones the newest first."""
    found = Proposal.objects.waiting_for(by).filter(under(unit.path, unit="member__unit"))
    found = found.select_related("member__unit").prefetch_related("lines")
    if tab == "closed":
        return keyset(found.exclude(state=Proposal.State.OPEN), NEWEST_FIRST, cursor)
    return keyset(found.open(), OLDEST_FIRST, cursor)


def waiting_at(unit: Unit, by: Actor) -> int:
    """How many wait for an answer at and below a unit."""
    found = Proposal.objects.waiting_for(by).open()
    return found.filter(under(unit.path, unit="member__unit")).count()
