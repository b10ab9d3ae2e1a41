"""A branch sends a member, or all its members, on the way to another organisation."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import queries, rules
from lianxin.areas.transfers.catalogue import TRANSFER, WHOLE
from lianxin.areas.transfers.catalogue.codes import ACROSS, OUT_BRANCH, OUTSIDE, WITHIN
from lianxin.areas.transfers.events import TransferBegun
from lianxin.areas.transfers.models import Application
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import approver_of
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case


class NoDestination(Refused):
    sentence = "请选择本系统内的党组织，或者填写系统外党组织的全称，二者填一项。"


class NotATarget(Refused):
    sentence = "所选组织不能接收组织关系。请选择存续的党支部，或有审批权限的党委。"


class AlreadyHere(Refused):
    sentence = "所选支部就是本支部，无需转接。"


class TakesNoLetters(Refused):
    sentence = (
        "所选支部之上没有登记“具有审批预备党员权限”的党委，不能接收介绍信。"
        "请联系对方上级党组织在组织信息里登记。"
    )


class NoCommittee(Refused):
    sentence = (
        "本支部之上没有登记“具有审批预备党员权限”的党委，不能开具介绍信。"
        "请先在上级党委的组织信息里登记。"
    )


class WholeWithin(Refused):
    sentence = "同一党委内的整体调整不用介绍信：请在名册里全选后批量调整支部，或办理支部合并。"


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where somebody goes: a unit of this house, or an organisation outside by its full name."""

    to: Unit | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a target comes to: the kind, the other side of the case, and what the case carries."""

    kind: str
    other: Unit | None
    facts: dict[str, Any] = field(default_factory=dict)


def course(source: Unit, target: Target) -> Course:
    """Which way leads from a branch to a target; refused where none does."""
    if (target.to is None) == (not target.name):
        raise NoDestination
    kind = queries.kind_towards(source, target.to)
    if kind != WITHIN and approver_of(source) is None:
        raise NoCommittee
    if target.to is None:
        return Course(kind=OUTSIDE, other=None, facts={"kind": OUTSIDE, "to_name": target.name})
    _receives(source, target.to)
    other = target.to if kind == WITHIN else approver_of(target.to)
    if other is None:
        raise TakesNoLetters
    facts = {"kind": kind, "to_name": target.to.name, "to_id": other.pk}
    if kind == ACROSS and target.to != other:
        facts["wish"] = target.to.pk
    return Course(kind=kind, other=other, facts=facts)


def _receives(source: Unit, to: Unit) -> None:
    if to.pk == source.pk:
        raise AlreadyHere
    if not to.is_open or not (to.kind_of.holds_members or to.approves_members):
        raise NotATarget
    if to == approver_of(source):
        raise NotATarget("所选组织就是本支部的上级党委。同一党委内请选择具体支部。")


@transaction.atomic
def begin_transfer(
    member: Member, target: Target, passing: Passing, *, by: Actor, at: datetime
) -> Case:
    """Open a member's transfer and record what his branch has to say, in one go. An application
    of his that waits is taken up by it."""
    require(rules.may_handle(by, at=member.unit))
    way = course(member.unit, target)
    case = procedures.open_case(
        TRANSFER.code, member.pk, unit=member.unit, on=passing.held_on, by=by, at=at,
        facts=way.facts, other=way.other,
    )  # fmt: skip
    case = procedures.pass_step(case, _by_its_way(passing, way), by=by, at=at)
    Application.objects.waiting().filter(member=member).update(
        state=Application.State.TAKEN, settled_on=passing.held_on, case=case
    )

    publish(_begun(case, way), by=by)
    return case


@transaction.atomic
def begin_whole(unit: Unit, target: Target, passing: Passing, *, by: Actor, at: datetime) -> Case:
    """Open the transfer of all members of a branch together (整建制)."""
    require(rules.may_handle(by, at=unit))
    way = course(unit, target)
    if way.kind == WITHIN:
        raise WholeWithin
    case = procedures.open_case(
        WHOLE.code, unit.pk, unit=unit, on=passing.held_on, by=by, at=at,
        facts=way.facts, other=way.other,
    )  # fmt: skip
    case = procedures.pass_step(case, _by_its_way(passing, way), by=by, at=at)

    publish(_begun(case, way), by=by)
    return case


def _by_its_way(passing: Passing, way: Course) -> Passing:
    onward = "send" if way.kind == WITHIN else "forward"
    return Passing(step=OUT_BRANCH, way=onward, held_on=passing.held_on, values=passing.values)


def _begun(case: Case, way: Course) -> TransferBegun:
    return TransferBegun(
        unit_id=case.unit_id, subject_id=case.pk, kind=way.kind, to_unit_id=case.other_id
    )
