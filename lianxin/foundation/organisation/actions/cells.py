from datetime import date

from django.db import transaction

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import tree
from lianxin.foundation.organisation.events import CellDissolved, CellFormed
from lianxin.foundation.organisation.models import Cell, Unit


class OnlyInBranches(Refused):
    sentence = "党小组只设在党支部之内。党委、党总支请到所属党支部办理。"


class NameInUse(Refused):
    sentence = "本支部已有同名的党小组。请换一个名称。"


class AlreadyDissolved(Refused):
    sentence = "该党小组已经撤销，不必重复办理。"


class EndsBeforeItStarts(Refused):
    sentence = "撤销日期不能早于成立日期。请核对日期。"


@transaction.atomic
def form_cell(unit: Unit, *, name: str, leader: User | None, on: date, by: Actor) -> Cell:
    """Form a cell inside a branch, as the branch decided."""
    unit = tree.fresh(unit)
    require(rules.may_amend(by, unit=unit))
    if not unit.kind_of.is_branch:
        raise OnlyInBranches
    if unit.cells.filter(name=name, ended_on=None).exists():
        raise NameInUse

    cell = Cell.objects.create(unit=unit, name=name, leader=leader, started_on=on)
    Unit.objects.filter(pk=unit.pk, has_cells=False).update(has_cells=True)

    publish(
        CellFormed(
            unit_id=unit.pk,
            subject_id=cell.pk,
            name=name,
            leader_id=leader.pk if leader else None,
            on=on,
        ),
        by=by,
    )
    return cell


@transaction.atomic
def dissolve_cell(cell: Cell, *, on: date, by: Actor) -> Cell:
    """Dissolve a cell of a branch."""
    unit = tree.fresh(cell.unit)
    require(rules.may_amend(by, unit=unit))
    cell = unit.cells.select_for_update().get(pk=cell.pk)
    if cell.ended_on is not None:
        raise AlreadyDissolved
    if on < cell.started_on:
        raise EndsBeforeItStarts

    cell.ended_on = on
    cell.save(update_fields=["ended_on"])
    if not unit.cells.filter(ended_on=None).exists():
        Unit.objects.filter(pk=unit.pk).update(has_cells=False)

    publish(CellDissolved(unit_id=unit.pk, subject_id=cell.pk, name=cell.name, on=on), by=by)
    return cell
