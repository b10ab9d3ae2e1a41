from datetime import date

from django.db import transaction
from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import credit_code, rules
from lianxin.foundation.organisation.actions import tree
from lianxin.foundation.organisation.catalogue import number
from lianxin.foundation.organisation.events import WorkplaceAdded, WorkplaceEnded
from lianxin.foundation.organisation.models import Unit, Workplace


class WrongCreditCode(Refused):
    sentence = "统一社会信用代码不对：应为 18 位，且校验位须相符。请对照证照核对。"


class AlreadyCovered(Refused):
    sentence = "该单位已经在本组织的覆盖单位中，不必重复登记。"


class CoversOnlyOne(Refused):
    """Only a joint branch covers several units of work."""


class AlreadyEnded(Refused):
    sentence = "该单位已经解除覆盖，不必重复办理。"


class EndsBeforeItStarts(Refused):
    sentence = "解除日期不能早于开始覆盖的日期。请核对日期。"


@transaction.atomic
def add_workplace(unit: Unit, *, name: str, on: date, by: Actor, **facts: str) -> Workplace:
    """Enter that the organisation covers a unit of work from a day on.

    `facts`: nature, credit_code.
    """
    unit = tree.fresh(unit)
    require(rules.may_amend(by, unit=unit))
    code = credit_code.tidy(facts.get("credit_code", ""))
    if code and not credit_code.is_valid(code):
        raise WrongCreditCode
    covered = unit.workplaces.filter(ended_on=None)
    same = Q(name=name) | (Q(credit_code=code) if code else Q())
    if covered.filter(same).exists():
        raise AlreadyCovered
    _check_room(unit, covered.count(), on)

    workplace = Workplace.objects.create(
        unit=unit,
        name=name,
        started_on=on,
        credit_code=code,
        nature=facts.get("nature", unit.domain),
    )
    publish(WorkplaceAdded(unit_id=unit.pk, subject_id=workplace.pk, name=name, on=on), by=by)
    return workplace


@transaction.atomic
def end_workplace(workplace: Workplace, *, on: date, by: Actor) -> Workplace:
    """Enter that the organisation no longer covers the unit of work."""
    unit = tree.fresh(workplace.unit)
    require(rules.may_amend(by, unit=unit))
    workplace = unit.workplaces.select_for_update().get(pk=workplace.pk)
    if workplace.ended_on is not None:
        raise AlreadyEnded
    if workplace.started_on and on < workplace.started_on:
        raise EndsBeforeItStarts

    workplace.ended_on = on
    workplace.save(update_fields=["ended_on"])

    publish(
        WorkplaceEnded(unit_id=unit.pk, subject_id=workplace.pk, name=workplace.name, on=on), by=by
    )
    return workplace


def _check_room(unit: Unit, covered: int, on: date) -> None:
    """A branch of its own covers its one unit; joint branches and committees cover several."""
    if unit.kind == "branch" and covered:
        bound = number("workplaces_most", kind="joint", at=on)
        most = bound.value if bound else 0
        raise CoversOnlyOne(
            "党支部一般只覆盖一个单位。几个单位联合的，请先把组织类别变更为联合党支部"
            f"（一般不超过 {most} 个单位）。"
        )
