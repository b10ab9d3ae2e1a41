"""Setting the house up, once: the link, the answers, and the moment it stands."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.actions import open_account
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions.found import place_root
from lianxin.foundation.organisation.actions.grants import give_grant
from lianxin.foundation.organisation.actions.posts import appoint
from lianxin.foundation.organisation.catalogue import APPROVERS_BY_RULE
from lianxin.foundation.organisation.events import HouseEstablished, SetupOffered, SetupSaved
from lianxin.foundation.organisation.models import Installation, Unit
from lianxin.foundation.organisation.queries.installation import (
    STEPS,
    answers,
    next_step,
    setup_behind,
)

REASON = "系统启用时设立"


class AlreadyEstablished(Refused):
    sentence = "系统已启用，不需要启用链接。请直接登录。"


class SetupIncomplete(Refused):
    sentence = "还有步骤没有填写完，请返回补齐后再启用。"


@transaction.atomic
def offer_setup(*, by: Actor) -> str:
    """Make a one-time token for the set-up pages; one made before is worth nothing."""
    require(rules.may_set_up(by))
    Installation.objects.get_or_create(only=True)
    installation = Installation.objects.select_for_update().get()
    if installation.established_at is not None:
        raise AlreadyEstablished
    token = visits.new_token()
    installation.setup_digest = visits.digest(token)
    installation.save(update_fields=["setup_digest"])

    publish(SetupOffered(unit_id=None, subject_id=installation.pk), by=by)
    return token


@transaction.atomic
def save_setup(token: str, *, step: str, given: dict[str, Any], by: Actor) -> None:
    """Keep what was answered at a step, sealed, until the house stands."""
    require(rules.may_set_up(by))
    installation = setup_behind(token, lock=True)
    installation.setup_answers = json.dumps({**answers(installation), step: given})
    installation.save(update_fields=["setup_answers"])

    publish(SetupSaved(unit_id=None, subject_id=installation.pk, step=step), by=by)


@transaction.atomic
def establish(token: str, *, by: Actor, at: datetime) -> Installation:
    """Make the house stand as answered: its root, its administrators, its first secretary.

    It happens once; the link and the answers are wiped with it.
    """
    require(rules.may_set_up(by))
    installation = setup_behind(token, lock=True)
    given = answers(installation)
    if next_step(given) <= len(STEPS):
        raise SetupIncomplete
    single = bool(given["administrators"]["single"])
    installation.single_machine = single
    installation.save(update_fields=["single_machine"])

    root = _place_root(given["root"], by=by)
    first = _give_administrators(given["administrators"]["people"], root, at=at, by=by)
    _appoint_secretary(given["secretary"], first, root, at=at, by=by)
    installation.root, installation.established_at = root, at
    installation.setup_digest, installation.setup_answers = None, ""
    installation.save()

    publish(
        HouseEstablished(
            unit_id=root.pk,
            subject_id=installation.pk,
            single_machine=single,
            counted=(Count(what=f"units.{root.kind}", unit_id=root.pk, amount=1),),
        ),
        by=by,
    )
    return installation


def _place_root(said: dict[str, Any], *, by: Actor) -> Unit:
    kind, on = said["kind"], date.fromisoformat(said["founded_on"])
    # Answers may have been kept before this was asked.
    approves = bool(said.get("approves_members", kind in APPROVERS_BY_RULE))
    return place_root(
        kind=kind, name=said["name"], domain=said["domain"], approves_members=approves, on=on, by=by
    )


def _give_administrators(
    people: list[dict[str, Any]], root: Unit, *, at: datetime, by: Actor
) -> User:
    """Open each account and give its roles; says who came first."""
    opened = []
    for person in people:
        user = _open(person, by=by)
        for role in person["roles"]:
            give_grant(user, role=role, unit=root, starts_on=localdate(at), reason=REASON, by=by)
        opened.append(user)
    return opened[0]


def _appoint_secretary(
    said: dict[str, Any], first: User, root: Unit, *, at: datetime, by: Actor
) -> None:
    user = first if said["same"] else _open(said, by=by)
    appoint(user, post=said["post"], unit=root, starts_on=localdate(at), by=by)


def _open(person: dict[str, Any], *, by: Actor) -> User:
    facts = {key: person[key] for key in ("username", "name", "phone", "password")}
    return open_account(**facts, by=by)
