from datetime import date

from django.db import transaction

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.events import Appointed
from lianxin.foundation.organisation.models import Appointment, Grant, Unit


@transaction.atomic
def appoint(
    user: User, *, post: str, unit: Unit, starts_on: date, by: Actor, **facts: str
) -> Appointment:
    """Enter that a person holds a post; the role that goes with it follows.

    `facts`: how (elected, appointed), document.
    """
    require(rules.may_appoint(by, at=unit))
    appointment = Appointment.objects.create(
        user=user, post=post, unit=unit, starts_on=starts_on, **facts
    )
    Grant.objects.create(
        user=user,
        role=appointment.post_of.role,
        unit=unit,
        appointment=appointment,
        starts_on=starts_on,
        given_by_id=by.user_id,
    )
    publish(
        Appointed(
            unit_id=unit.pk,
            subject_id=appointment.pk,
            user_id=user.pk,
            post=post,
            starts_on=starts_on,
        ),
        by=by,
    )
    return appointment
