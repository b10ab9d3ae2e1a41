"""Where somebody may be transferred to, and what kind of transfer that is."""

from lianxin.areas.transfers.catalogue.codes import ACROSS, OUTSIDE, WITHIN
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit, UnitQuerySet
from lianxin.foundation.organisation.queries import approver_of

HOLDING = tuple(code for code, kind in KINDS.items() if kind.holds_members)


def destinations() -> UnitQuerySet:
    """Open branches and the committees that take letters in, of the whole house."""
    open_units = Unit.objects.open()
    return open_units.filter(kind__in=HOLDING) | open_units.filter(approves_members=True)


def branches_of(committee: Unit) -> UnitQuerySet:
    """The open branches below a committee."""
    return Unit.objects.open().under(committee.path).filter(kind__in=HOLDING)


def kind_towards(source: Unit, to: Unit | None) -> str:
    """What kind of transfer it is from a branch to somewhere."""
    if to is None:
        return OUTSIDE
    same = approver_of(source) == approver_of(to)
    return WITHIN if same and to.kind in HOLDING else ACROSS
