from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import tree
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.events import Appointed, AppointmentEnded
from lianxin.foundation.organisation.models import Appointment, Grant, Unit


class PostIsTaken(Refused):
    """Only one person at a time."""


class AlreadyInPost(Refused):
    sentence = "此人在这段时间内已经担任该职务，不必重复登记。请核对任职日期。"


class AccountIsBlocked(Refused):
    sentence = "此人的账号已停用，不能任职。请先由安全管理员恢复账号。"


class AlreadyEnded(Refused):
    sentence = "这项任职已经登记了免职日期，不必重复办理。"


class EndsBeforeItStarts(Refused):
    sentence = "免职日期不能早于任职日期。请核对日期。"


@transaction.atomic
def appoint(
    user: User, *, post: str, unit: Unit, starts_on: date, by: Actor, **facts: Any
) -> Appointment:
    """Enter that a person holds a post, in the past, now or from a day to come; the role that
    goes with it follows the same dates.

    `facts`: how (elected, appointed), document, ends_on (for a holder of the past).
    """
    unit = tree.fresh(unit)
    require(rules.may_appoint(by, at=unit, post=POSTS[post]))
    if user.blocked_at:
        raise AccountIsBlocked
    new = Appointment(user=user, post=post, unit=unit, starts_on=starts_on, **facts)
    _check_free(new)
    return _take_up(new, by=by)


@transaction.atomic
def hand_over(
    appointment: Appointment, *, to: User, on: date, by: Actor, **facts: Any
) -> Appointment:
    """One person lays the post down and another takes it up, on the same day."""
    unit = tree.fresh(appointment.unit)
    require(rules.may_appoint(by, at=unit, post=appointment.post_of))
    if to.blocked_at:
        raise AccountIsBlocked
    if to.pk == appointment.user_id:
        raise AlreadyInPost
    _lay_down(_locked(appointment), on, facts.get("document", ""), by=by)
    new = Appointment(user=to, post=appointment.post, unit=unit, starts_on=on, **facts)
    _check_free(new)
    return _take_up(new, by=by)


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: date, document: str, by: Actor) -> Appointment:
    """Enter that a person lays a post down on a day; the role goes with it."""
    appointment = _locked(appointment)
    require(rules.may_appoint(by, at=appointment.unit, post=appointment.post_of))
    _lay_down(appointment, on, document, by=by)
    return appointment


def _locked(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=appointment.pk)


def _check_free(new: Appointment) -> None:
    """The person is not in the post already, and nobody else where one is enough."""
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise EndsBeforeItStarts
    lasting = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=new.starts_on), unit=new.unit, post=new.post
    )
    if new.ends_on is not None:
        lasting = lasting.filter(starts_on__lt=new.ends_on)
    if lasting.filter(user=new.user).exists():
        raise AlreadyInPost
    if not new.post_of.only_one:
        return
    holder = lasting.select_related("user").order_by("starts_on").first()
    if holder is not None:
        raise PostIsTaken(_who_holds(holder))


def _who_holds(holder: Appointment) -> str:
    until = f"（到 {holder.ends_on:%Y-%m-%d}）" if holder.ends_on else ""
    return (
        f"{holder.post_of.name}一职自 {holder.starts_on:%Y-%m-%d} 起由{holder.user.name}担任"
        f"{until}，同一时间只能有一人。请办理“接任”，或先为{holder.user.name}登记免职日期。"
    )


def _take_up(new: Appointment, *, by: Actor) -> Appointment:
    new.save()
    Grant.objects.create(
        user=new.user,
        role=new.post_of.role,
        unit=new.unit,
        appointment=new,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        given_by_id=by.user_id,
    )
    publish(
        Appointed(
            unit_id=new.unit_id,
            subject_id=new.pk,
            user_id=new.user_id,
            post=new.post,
            starts_on=new.starts_on,
            document=new.document,
        ),
        by=by,
    )
    return new


def _lay_down(appointment: Appointment, on: date, document: str, *, by: Actor) -> None:
    if appointment.ends_on is not None:
        raise AlreadyEnded
    if on < appointment.starts_on:
        raise EndsBeforeItStarts
    appointment.ends_on, appointment.end_document = on, document
    appointment.save(update_fields=["ends_on", "end_document"])
    Grant.objects.filter(appointment=appointment).update(ends_on=on)
    publish(
        AppointmentEnded(
            unit_id=appointment.unit_id,
            subject_id=appointment.pk,
            user_id=appointment.user_id,
            post=appointment.post,
            ends_on=on,
            document=document,
        ),
        by=by,
    )
