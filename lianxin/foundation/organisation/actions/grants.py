from datetime import date

from django.db import transaction
from django.db.models import Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.catalogue import ADMINISTRATORS, ROLE_NAMES, Role
from lianxin.foundation.organisation.events import GrantGiven, GrantWithdrawn
from lianxin.foundation.organisation.models import Grant, Installation, Unit


class NotToOneself(Refused):
    sentence = "不能为自己授权或撤销自己的授权，请由另一名安全管理员办理。"


class AdministratorsAtRoot(Refused):
    sentence = "系统、安全、审计管理员只能设在最上级组织。请改选最上级组织。"


class OneOfThree(Refused):
    """The three administrators are three people."""


class AlreadyHeld(Refused):
    sentence = "此人在这个组织已有同样的授权，不必重复办理。"


class ComesWithPost(Refused):
    sentence = "这项权限随任职而来，请在组织的“任职”中登记免职，权限随之终止。"


class LastAdministrator(Refused):
    sentence = "这是最后一名在任的该类管理员，不能撤销。请先为另一人授权，再办理撤销。"


class EndsBeforeItStarts(Refused):
    sentence = "失效日期应晚于生效日期。请核对日期。"


@transaction.atomic
def give_grant(
    user: User, *, role: str, unit: Unit, starts_on: date, reason: str, by: Actor,
    **facts: date | None,
) -> Grant:  # fmt: skip
    """Give a person a role at a unit without a post, and say why.

    `facts`: ends_on (none: until it is withdrawn).
    """
    require(rules.may_grant(by, at=unit))
    ends_on = facts.get("ends_on")
    if ends_on is not None and ends_on <= starts_on:
        raise EndsBeforeItStarts
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    combined = _check(user, role, unit, starts_on, by)
    grant = Grant.objects.create(
        user=user,
        role=role,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        given_by_id=by.user_id,
        combined=combined,
    )

    publish(
        GrantGiven(unit_id=unit.pk, subject_id=grant.pk, user_id=user.pk, role=role, reason=reason),
        by=by,
    )
    return grant


@transaction.atomic
def withdraw_grant(grant: Grant, *, reason: str, on: date, by: Actor) -> None:
    """Take a role back, from a day on. Its power ends with the next request of its holder."""
    require(rules.may_grant(by, at=grant.unit))
    grant = Grant.objects.select_for_update(of=("self",)).select_related("unit").get(pk=grant.pk)
    if grant.appointment_id is not None:
        raise ComesWithPost
    if grant.user_id == by.user_id:
        raise NotToOneself
    if grant.ends_on is not None and grant.ends_on <= on:
        return
    _check_somebody_stays(grant, on)
    grant.ends_on = max(on, grant.starts_on)
    grant.withdrawn_by_id, grant.withdrawn_for = by.user_id, reason
    grant.save(update_fields=["ends_on", "withdrawn_by", "withdrawn_for"])

    publish(
        GrantWithdrawn(
            unit_id=grant.unit_id,
            subject_id=grant.pk,
            user_id=grant.user_id,
            role=grant.role,
            reason=reason,
        ),
        by=by,
    )


def _check(user: User, role: str, unit: Unit, starts_on: date, by: Actor) -> bool:
    """Whether the grant may stand; says if it is one of several in a marked installation."""
    if user.pk == by.user_id:
        raise NotToOneself
    held = Grant.objects.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on), user=user)
    if held.filter(role=role, unit=unit, appointment=None).exists():
        raise AlreadyHeld
    if role not in ADMINISTRATORS:
        return False
    if unit.parent_id is not None:
        raise AdministratorsAtRoot
    if Installation.objects.filter(single_machine=True).exists():
        return True
    other = held.filter(role__in=ADMINISTRATORS).first()
    if other is not None:
        raise OneOfThree(
            f"{user.name}已是{ROLE_NAMES[Role(other.role)]}。系统、安全、审计管理员须由三人分任，"
            f"请另选一人，或先撤销原授权。"
        )
    return False


def _check_somebody_stays(grant: Grant, on: date) -> None:
    if grant.role not in ADMINISTRATORS:
        return
    others = Grant.objects.in_force(on).filter(role=grant.role, user__blocked_at=None)
    if not others.exclude(user_id=grant.user_id).exists():
        raise LastAdministrator
