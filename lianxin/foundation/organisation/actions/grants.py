from datetime import date

from django.db import transaction

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.events import GrantGiven
from lianxin.foundation.organisation.models import Grant, Unit


@transaction.atomic
def give_grant(
    user: User, *, role: str, unit: Unit, starts_on: date, reason: str, by: Actor
) -> Grant:
    """Give a person a role at a unit without a post, and say why."""
    require(rules.may_grant(by, at=unit))
    grant = Grant.objects.create(
        user=user,
        role=role,
        unit=unit,
        starts_on=starts_on,
        reason=reason,
        given_by_id=by.user_id,
    )
    publish(
        GrantGiven(unit_id=unit.pk, subject_id=grant.pk, user_id=user.pk, role=role, reason=reason),
        by=by,
    )
    return grant
