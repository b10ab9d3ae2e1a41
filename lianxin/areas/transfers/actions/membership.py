"""Matters that take membership away or give it back begin; their last step changes the roll."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import rules
from lianxin.areas.transfers.catalogue import REMOVAL, RESTORE, STOP
from lianxin.areas.transfers.catalogue.leaving import GROUNDS
from lianxin.areas.transfers.events import MembershipOpened
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.models import Case


class NoSuchGround(Refused):
    sentence = "请选择规定的情形。"


class DayMissing(Refused):
    sentence = "请写明起算日期，且不能在今天之后。"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """On what ground, from which day the time counts, and when the matter was taken up."""

    ground: str = ""
    since: date | None = None
    on: date


@transaction.atomic
def begin_stop(member: Member, opening: Opening, *, by: Actor, at: datetime) -> Case:
    """Open 停止党籍 on a ground of the regulation."""
    require(rules.may_decide(by, at=member.unit))
    return _taken_up(STOP.code, member, opening, by=by, at=at)


@transaction.atomic
def begin_removal(member: Member, opening: Opening, *, by: Actor, at: datetime) -> Case:
    """Open 出党 on a ground of the regulation. Nothing opens it by itself."""
    require(rules.may_decide(by, at=member.unit))
    return _taken_up(REMOVAL.code, member, opening, by=by, at=at)


@transaction.atomic
def begin_restore(member: Member, opening: Opening, *, by: Actor, at: datetime) -> Case:
    """Open 恢复党籍 of a stopped membership."""
    require(rules.may_decide(by, at=member.unit))
    case = procedures.open_case(
        RESTORE.code, member.pk, unit=member.unit, on=opening.on, by=by, at=at
    )

    publish(
        MembershipOpened(unit_id=case.unit_id, subject_id=case.pk, kind=RESTORE.code, reason=""),
        by=by,
    )
    return case


def _taken_up(code: str, member: Member, opening: Opening, *, by: Actor, at: datetime) -> Case:
    if opening.ground not in GROUNDS[code]:
        raise NoSuchGround
    since = opening.since
    if since is not None and since > day_of(at):
        raise DayMissing
    facts = {"ground": opening.ground, "since": since.isoformat() if since else ""}
    case = procedures.open_case(
        code, member.pk, unit=member.unit, on=opening.on, by=by, at=at, facts=facts
    )
    publish(
        MembershipOpened(
            unit_id=case.unit_id, subject_id=case.pk, kind=code, reason=opening.ground
        ),
        by=by,
    )
    return case
