from datetime import datetime

from django.db import transaction

from lianxin.areas.admission import rules
from lianxin.areas.admission.events import PlanSet
from lianxin.areas.admission.models import Plan
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit


class NotAnApprover(Refused):
    sentence = "计划数下达给具有审批预备党员权限的党委。请先在组织信息里登记审批权限。"


class WrongYear(Refused):
    sentence = "只能下达上一年度到下一年度的计划。请核对年度。"


@transaction.atomic
def set_plan(unit: Unit, *, year: int, number: int, document: str, by: Actor, at: datetime) -> Plan:
    """Set how many people a committee may take in in a year; again replaces the number."""
    require(rules.may_plan(by, at=unit))
    if not unit.approves_members:
        raise NotAnApprover
    if abs(year - day_of(at).year) > 1:
        raise WrongYear
    known = Plan.objects.select_for_update().filter(unit=unit, year=year).first()
    if known is not None and (known.number, known.document) == (number, document):
        return known

    plan = known or Plan(unit=unit, year=year)
    plan.number, plan.document, plan.set_by_id = number, document, by.user_id
    plan.save()

    publish(
        PlanSet(unit_id=unit.pk, subject_id=plan.pk, year=year, number=number, document=document),
        by=by,
    )
    return plan
