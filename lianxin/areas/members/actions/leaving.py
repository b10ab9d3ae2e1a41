from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.actions.history import (
    Deed,
    counted,
    holds_members,
    locked,
    on_the_roll,
    remember,
)
from lianxin.areas.members.events import MemberLeft, MemberRestored, MemberSuspended
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.areas.members.queries import may_do_without_account
from lianxin.foundation.accounts import actions as accounts
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

DEED = MemberChange.Deed


class DecisionMissing(Refused):
    sentence = "作出组织处理或党纪处分的，请填写批准文号。"


class DoesNotApply(Refused):
    sentence = "这个离开原因不适用于此人的人员类别，请重新选择。"


class NotSuspendable(Refused):
    sentence = "只有党籍状态正常的党员可以停止党籍。"


class NothingToRestore(Refused):
    sentence = "此人的党籍状态正常，无需恢复。"


@transaction.atomic
def suspend(member: Member, *, on: date, document: str, by: Actor, at: datetime) -> Member:
    """停止党籍: the member stays on the roll without rights, by decision."""
    require(rules.may_manage(by, at=member.unit))
    not_ahead(on, at=at)
    if not document.strip():
        raise DecisionMissing
    member = on_the_roll(member)
    if member.status != "normal" or not member.is_in_the_party:
        raise NotSuspendable

    words = member.counts()
    _turn(member, "suspended", on, document, Deed(kind=DEED.SUSPENDED, by=by, at=at))

    publish(
        MemberSuspended(
            unit_id=member.unit_id,
            subject_id=member.pk,
            on=on.isoformat(),
            document=document,
            counted=counted((member.unit_id, words, -1)),
        ),
        by=by,
    )
    return member


@transaction.atomic
def leave_roll(
    member: Member,
    *,
    reason: str,
    on: date,
    by: Actor,
    at: datetime,
    **facts: str,
) -> Member:
    """Take a member off the roll for a reason; the row and its history stay.

    `facts`: document (of the decision), to (where the member transferred).
    """
    require(rules.may_manage(by, at=member.unit))
    not_ahead(on, at=at)
    document = facts.get("document", "").strip()
    _applies(member, reason, document)
    member = on_the_roll(member)

    words = member.counts()
    member.left_reason, member.left_to = reason, facts.get("to", "")
    _turn(member, "left", on, document, Deed(kind=DEED.LEFT, by=by, at=at))
    Affiliation.objects.filter(member=member, ends_on=None).update(
        ends_on=Greatest("starts_on", on)
    )
    # Whoever still holds an office needs his account until the office is handed over.
    if member.user and may_do_without_account(member.user, on=localdate(at)):
        accounts.retire(member.user, by=by, at=at)

    publish(
        MemberLeft(
            unit_id=member.unit_id,
            subject_id=member.pk,
            reason=reason,
            on=on.isoformat(),
            document=document,
            counted=counted((member.unit_id, words, -1)),
        ),
        by=by,
    )
    return member


def _applies(member: Member, reason: str, document: str) -> None:
    if reason not in catalogue.LEAVE_REASONS:
        raise DoesNotApply
    if reason in catalogue.BY_DECISION and not document:
        raise DecisionMissing
    only = {
        "probation_ended": member.category == "probationary",
        "no_longer": not member.is_in_the_party,
    }
    not_before_joining = reason in catalogue.BY_DECISION and not member.is_in_the_party
    if not only.get(reason, True) or not_before_joining:
        raise DoesNotApply


@transaction.atomic
def restore(
    member: Member, unit: Unit, *, on: date, document: str, by: Actor, at: datetime
) -> Member:
    """Bring back whoever left or was suspended, to a branch that exists."""
    require(rules.may_manage(by, at=member.unit) and rules.may_manage(by, at=unit))
    holds_members(unit)
    not_ahead(on, at=at)
    member = locked(member)
    if member.status == "normal":
        raise NothingToRestore

    if member.status == "left":
        Affiliation.objects.create(
            member=member, unit=unit, kind=catalogue.FORMAL, starts_on=on, note=document
        )
        member.unit = unit
    member.left_reason = member.left_to = ""
    _turn(member, "normal", on, document, Deed(kind=DEED.RESTORED, by=by, at=at))
    if member.user and member.user_id != by.user_id:
        accounts.bring_back(member.user, by=by)

    publish(
        MemberRestored(
            unit_id=member.unit_id,
            subject_id=member.pk,
            on=on.isoformat(),
            document=document,
            counted=counted((member.unit_id, member.counts(), 1)),
        ),
        by=by,
    )
    return member


def _turn(member: Member, status: str, on: date, document: str, deed: Deed) -> None:
    before = {"status": member.status}
    member.status, member.status_on, member.status_document = status, on, document
    member.save(
        update_fields=[
            "status", "status_on", "status_document", "left_reason", "left_to", "unit",
        ]
    )  # fmt: skip
    after = {"status": status, "on": on.isoformat(), "document": document}
    if member.left_reason:
        after["reason"] = member.left_reason
    remember(member, deed, before, after)
