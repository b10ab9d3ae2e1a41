"""What members ask for, and who comes with a letter."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from lianxin.areas.members.catalogue import PARTY
from lianxin.areas.members.models import Member, id_index
from lianxin.areas.transfers import queries, rules
from lianxin.areas.transfers.actions.moving import Target, course
from lianxin.areas.transfers.catalogue import ARRIVAL, TRANSFER
from lianxin.areas.transfers.events import (
    ApplicationDeclined,
    ApplicationWithdrawn,
    ArrivalRegistered,
    ArrivalTaken,
    TransferApplied,
)
from lianxin.areas.transfers.models import Application, Arrival
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of, not_ahead
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.locks import locked_row
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.models import Case


class NotTransferable(Refused):
    sentence = "只有党籍状态正常的正式党员、预备党员可以申请转接组织关系。请联系所在支部。"


class AlreadyAsked(Refused):
    sentence = "您已经有一件转接在申请或办理中，不用重复申请。"


class Settled(Refused):
    sentence = "这份申请已经处理过了，请刷新页面。"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a member says of the transfer he asks for."""

    target: Target
    reason: str
    note: str = ""
    phone: str = ""


@transaction.atomic
def apply_for_transfer(member: Member, wish: Wish, *, by: Actor, at: datetime) -> Application:
    """Ask one's branch for a transfer."""
    require(rules.may_apply(by, member))
    member = locked_row(Member.objects.select_related("unit"), member.pk)
    if member.status != "normal" or not member.is_in_the_party:
        raise NotTransferable
    way = course(member.unit, wish.target)
    open_case = Case.objects.open().filter(procedure=TRANSFER.code, subject_id=member.pk)
    if open_case.exists() or Application.objects.waiting().filter(member=member).exists():
        raise AlreadyAsked
    application = Application.objects.create(
        member=member, unit=member.unit, kind=way.kind, to=wish.target.to,
        to_name=way.facts["to_name"], reason=wish.reason, note=wish.note, phone=wish.phone,
        applied_on=day_of(at),
    )  # fmt: skip
    _tell_the_branch(application, by=by, at=at)

    publish(
        TransferApplied(unit_id=member.unit_id, subject_id=member.pk, kind=application.kind), by=by
    )
    return application


def _tell_the_branch(application: Application, *, by: Actor, at: datetime) -> None:
    seated = queries.handlers({application.unit_id}, today=day_of(at))
    notes = [
        Note(
            user_id=user_id,
            key=f"transfer-asked:{application.pk}",
            title=f"{application.member.name}申请转接组织关系",
            body=f"转往{application.to_name}，请支部办理。",
            url=reverse("transfers:board", args=[application.unit_id]),
            unit_id=application.unit_id,
        )
        for user_id in seated.get(application.unit_id, ())
    ]
    messaging.send_all(notes, by=by, at=at)


@transaction.atomic
def withdraw_application(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take one's asking back before the branch took it up."""
    require(rules.may_apply(by, application.member))
    application = _settled(application, Application.State.WITHDRAWN, "", day_of(at))

    publish(
        ApplicationWithdrawn(unit_id=application.unit_id, subject_id=application.member_id), by=by
    )
    return application


@transaction.atomic
def decline_application(
    application: Application, *, reason: str, by: Actor, at: datetime
) -> Application:
    """Do not take an application up, and tell the member why."""
    require(rules.may_handle(by, at=application.unit))
    application = _settled(application, Application.State.DECLINED, reason, day_of(at))
    if application.member.user_id is not None:
        note = Note(
            user_id=application.member.user_id,
            key=f"transfer-declined:{application.pk}",
            title="支部未受理您的转接申请",
            body=reason,
            url=reverse("transfers:mine"),
            tone="warn",
            unit_id=application.unit_id,
        )
        messaging.send(note, by=by, at=at)

    publish(
        ApplicationDeclined(
            unit_id=application.unit_id, subject_id=application.member_id, reason=reason
        ),
        by=by,
    )
    return application


def _settled(
    application: Application, state: Application.State, answer: str, on: date
) -> Application:
    held = (
        Application.objects.select_for_update(of=("self",))
        .select_related("member__unit", "unit")
        .get(pk=application.pk)
    )
    if not held.is_waiting:
        raise Settled
    held.state, held.answer, held.settled_on = state, answer, on
    held.save(update_fields=["state", "answer", "settled_on"])
    return held


# ---- who comes with a letter -----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A letter from outside, as it reads."""

    number: str
    origin: str
    shown_on: date
    origin_phone: str = ""
    paid_to: str = ""
    issued_on: date | None = None
    valid_until: date | None = None


class LetterDoesNotFit(Refused):
    """What the letter says of its days cannot be."""


class NotOfTheParty(Refused):
    sentence = "凭介绍信转入的是正式党员或预备党员，请核对人员类别。"


class EnteredBefore(Refused):
    """The letter, or the person, was entered already; the sentence names it where one may see."""


#: Held while a letter is entered: the same one typed at two desks is entered once.
ENTERING = 7_302_011


@transaction.atomic
def register_arrival(
    committee: Unit, brought: Brought, *, by: Actor, at: datetime, **facts: Any
) -> Case:
    """Enter a letter somebody brought from outside, and begin his coming. He is on no roll yet.

    `facts`: declared fields of a member.
    """
    require(rules.may_handle(by, at=committee))
    committee = queries.taking_letters(committee)
    if facts.get("category") not in PARTY:
        raise NotOfTheParty
    facts, id_number = dict(facts), str(facts.pop("id_number", ""))
    _fits(committee, brought, id_number, by=by, at=at)
    arrival = Arrival.objects.create(
        unit=committee, name=facts["name"], id_number=id_number, phone=facts.pop("phone", ""),
        id_index=id_index(id_number) if id_number else None, facts=facts, **vars(brought),
    )  # fmt: skip
    case = procedures.open_case(
        ARRIVAL.code, arrival.pk, unit=committee, on=brought.shown_on, by=by, at=at
    )

    publish(
        ArrivalRegistered(unit_id=committee.pk, subject_id=arrival.pk, number=arrival.number),
        by=by,
    )
    return case


def _fits(committee: Unit, brought: Brought, id_number: str, *, by: Actor, at: datetime) -> None:
    not_ahead(brought.shown_on, at=at)
    for flaw in queries.misfits(
        committee, issued_on=brought.issued_on, valid_until=brought.valid_until,
        shown_on=brought.shown_on,
    ):  # fmt: skip
        raise LetterDoesNotFit(flaw.sentence)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ENTERING])
    _, sentence = queries.entered_before(
        number=brought.number, origin=brought.origin, id_number=id_number, by=by
    )
    if sentence:
        raise EnteredBefore(sentence)


@transaction.atomic
def note_arrival(arrival: Arrival, member: Member, *, by: Actor) -> Arrival:
    """Who came with the letter stands on the roll of a branch now."""
    require(rules.may_handle(by, at=member.unit))
    arrival.member = member
    arrival.save(update_fields=["member"])

    publish(ArrivalTaken(unit_id=member.unit_id, subject_id=arrival.pk, member_id=member.pk), by=by)
    return arrival
