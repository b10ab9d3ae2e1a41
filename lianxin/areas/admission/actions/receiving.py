from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianxin.areas.admission import rules
from lianxin.areas.admission.events import ApplicationReceived
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
        member = members.admit(unit, by=by, at=at, category="applicant", **facts)
    if member.category != "applicant":
        raise AlreadyFurther(
            f"{member.name}在名册上是{member.get_category_display()}，不能再登记为入党申请人。"
        )

    case = procedures.open_case("admission", member.pk, unit=unit, on=on, by=by, at=at)
    passing = Passing(
        step="apply", way="on", held_on=on,
        values={"statement": [], "received_by": by.name},
    )  # fmt: skip
    case = procedures.pass_step(case, passing, by=by, at=at)

    publish(ApplicationReceived(unit_id=unit.pk, subject_id=member.pk, on=on), by=by)
    return case
