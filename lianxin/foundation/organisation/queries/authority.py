"""Who approves members here; where nobody does, boards say so instead of lacking
their buttons in silence."""

from dataclasses import dataclass

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.catalogue import APPROVERS, APPROVERS_BY_RULE
from lianxin.foundation.organisation.models import Unit


def approver_of(unit: Unit) -> Unit | None:
    """The nearest committee, the unit itself or one above it, that approves members
    (具有审批预备党员权限)."""
    above = Unit.objects.above(unit.path).filter(approves_members=True)
    return above.order_by("-path").first()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A committee that does not approve members (审批预备党员权限), and who does for it."""

    unit: Unit  # the committee that could
    approver: Unit | None  # the one above that does, if any
    may_mend: bool  # whether the actor may enter it in the unit's facts


def approval_gap(unit: Unit, by: Actor) -> Gap | None:
    """What is missing before members are approved, letters made out and entered at a unit.

    Nothing is, where the unit approves itself, where a committee above a branch does, and at a
    local committee, whose organs do it.
    """
    if unit.approves_members:
        return None
    approver = approver_of(unit)
    committee = unit if unit.kind in APPROVERS_BY_RULE else _nearest(unit, approver)
    if committee is None:
        return None
    sees = Unit.objects.visible_to(by).filter(pk=committee.pk).exists()
    may_mend = sees and rules.may_restructure(by, unit=committee)
    return Gap(unit=committee, approver=approver, may_mend=may_mend)


def _nearest(unit: Unit, approver: Unit | None) -> Unit | None:
    """The nearest committee above a branch that could approve, where none does."""
    if approver is not None or unit.kind in APPROVERS:
        return None
    return Unit.objects.above(unit.path).filter(kind__in=APPROVERS).order_by("-path").first()
