"""Leaving single-machine mode: what one person did alone is given to three (三员分立)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.catalogue import ADMINISTRATORS, THREE, Role
from lianxin.foundation.organisation.events import AdministratorsSeparated
from lianxin.foundation.organisation.models import Grant, Installation

REASON = "结束单机模式，三员分立"


class NotAlone(Refused):
    sentence = "系统不在单机模式，三类管理员已由三人分任。个别调整请在“授权”中办理。"


class NotThree(Refused):
    sentence = "系统、安全、审计管理员须是三个不同的人，账号都在使用中。请核对后重新填写。"


class NotToOneself(Refused):
    sentence = "您现在没有这个角色，不能交给自己。请另选一人。"


@transaction.atomic
def separate_administrators(chosen: Mapping[Role, User], *, by: Actor, on: date) -> None:
    """Make three people of the one administrator; the mark of the single machine goes for good.

    One may give up what one holds, but gains nothing by it.
    """
    installation = Installation.objects.select_for_update().filter(single_machine=True).first()
    require(rules.may_separate(by, root=installation.root if installation else None))
    if installation is None or installation.root is None:
        raise NotAlone
    _three(chosen)

    held = list(
        Grant.objects.select_for_update()
        .in_force(on)
        .filter(role__in=sorted(ADMINISTRATORS), appointment=None)
    )
    kept = {grant.role: grant for grant in held if _stays(grant, chosen, installation)}
    new = [role for role in chosen if role not in kept]
    if any(chosen[role].pk == by.user_id for role in new):
        raise NotToOneself
    _end([grant for grant in held if grant not in kept.values()], on=on, by=by)
    Grant.objects.filter(pk__in=[grant.pk for grant in kept.values()]).update(combined=False)
    for role in new:
        Grant.objects.create(
            user=chosen[role], role=role, unit=installation.root, starts_on=on, reason=REASON,
            given_by_id=by.user_id,
        )  # fmt: skip
    installation.single_machine = False
    installation.save(update_fields=["single_machine"])

    publish(
        AdministratorsSeparated(
            unit_id=installation.root_id,
            subject_id=installation.pk,
            user_ids=tuple(chosen[role].pk for role in THREE),
        ),
        by=by,
    )


def _three(chosen: Mapping[Role, User]) -> None:
    people = User.objects.select_for_update(no_key=True).filter(
        pk__in=[user.pk for user in chosen.values()], blocked_at=None
    )
    if set(chosen) != ADMINISTRATORS or len(people) != len(ADMINISTRATORS):
        raise NotThree


def _stays(grant: Grant, chosen: Mapping[Role, User], installation: Installation) -> bool:
    is_chosen = chosen[Role(grant.role)].pk == grant.user_id
    return is_chosen and grant.unit_id == installation.root_id and grant.ends_on is None


def _end(grants: list[Grant], *, on: date, by: Actor) -> None:
    for grant in grants:
        grant.ends_on = max(on, grant.starts_on)
        grant.withdrawn_by_id, grant.withdrawn_for = by.user_id, REASON
    Grant.objects.bulk_update(grants, ["ends_on", "withdrawn_by", "withdrawn_for"])
