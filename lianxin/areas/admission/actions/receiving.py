from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianxin.areas.admission import rules
from lianxin.areas.admission.catalogue import midway
from lianxin.areas.admission.events import ApplicationReceived, PersonTakenOver
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case


class AlreadyFurther(Refused):
    """The person is past applying."""


@transaction.atomic
def receive_application(
    unit: Unit,
    *,
    on: date,
    by: Actor,
    at: datetime,
    member: Member | None = None,
    **facts: Any,
) -> Case:
    """Receive a written application (step 1): the person stands on the roll as an applicant and
    his case begins.

    `member` is somebody on the roll already; otherwise `facts` are what is known of him: name,
    gender, born_on, id_number, phone.
    """
    require(rules.may_receive(by, at=unit))
    if member is None:
        member = members.admit(unit, by=by, at=at, category="applicant", applied_on=on, **facts)
    if member.category != "applicant":
        raise AlreadyFurther(
            f"{member.name}在名册上是{member.get_category_display()}，不能再登记为入党申请人。"
            "已在培养或预备期的，请用“接续办理”。"
        )
    member = members.amend(member, by=by, at=at, applied_on=on)

    case = procedures.open_case("admission", member.pk, unit=unit, on=on, by=by, at=at)
    passing = Passing(
        step="apply", way="on", held_on=on,
        values={"received_by": by.name},
    )  # fmt: skip
    case = procedures.pass_step(case, passing, by=by, at=at)

    publish(ApplicationReceived(unit_id=unit.pk, subject_id=member.pk, on=on), by=by)
    return case


class NotOnTheWay(Refused):
    """The person is an applicant, or a full member already."""


@transaction.atomic
def take_over(member: Member, *, on: date, by: Actor, at: datetime, **told: str) -> Case:
    """Go on with somebody who is on the way already: an activist or candidate whose papers came
    from another unit, a probationary member of the time before this house.

    `on` is the day of his application; `told` are the other days and the papers they rest on.
    """
    require(rules.may_receive(by, at=member.unit))
    if member.category not in midway.WAYS:
        raise NotOnTheWay(
            f"{member.name}在名册上是{member.get_category_display()}，"
            "只有入党积极分子、发展对象和预备党员可以接续办理。"
        )
    if member.category == "probationary" and member.joined_on is None:
        raise NotOnTheWay(f"名册上没有{member.name}的加入党组织日期，请先在其信息页补充。")
    case = procedures.open_case(
        "admission", member.pk, unit=member.unit, on=on, by=by, at=at,
        facts={"began_as": member.category},
    )  # fmt: skip
    passing = Passing(
        step="apply", way=midway.WAYS[member.category], held_on=on,
        values={"received_by": by.name, **told},
    )  # fmt: skip
    case = procedures.pass_step(case, passing, by=by, at=at)

    publish(
        PersonTakenOver(
            unit_id=member.unit_id, subject_id=member.pk, category=member.category, on=on
        ),
        by=by,
    )
    return case
