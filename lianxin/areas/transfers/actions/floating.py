"""Floating members: entered when they go or come, spoken with every month, ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import queries, rules
from lianxin.areas.transfers.catalogue.codes import FLOAT_ENDS
from lianxin.areas.transfers.catalogue.floating import next_contact
from lianxin.areas.transfers.events import (
    ContactLogged,
    FloatingAmended,
    FloatingEnded,
    FloatingRegistered,
)
from lianxin.areas.transfers.models import Contact, Floating
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

FAILED = "failed"


class AlreadyFloating(Refused):
    sentence = "此人已登记为流动党员。请在流动党员台账里更正，或先结束原来的登记。"


class NotOfTheParty(Refused):
    sentence = "只有在册的正式党员、预备党员登记为流动党员。"


class DayOutOfOrder(Refused):
    sentence = "日期不能在今天之后，也不能早于外出（流入）日期。请核对。"


class FloatingIsOver(Refused):
    sentence = "这条流动登记已经结束，不能再办理。"


@dataclass(frozen=True, kw_only=True)
class Away:
    """Where somebody lives for a time, and how he is reached."""

    cause: str
    since: date
    whereabouts: str
    home: str = ""  # of those who come: the branch of their formal affiliation
    host: Unit | None = None
    host_name: str = ""
    certificate: str = ""
    contact: str = ""
    phone: str = ""


@transaction.atomic
def register_outflow(member: Member, away: Away, *, by: Actor, at: datetime) -> Floating:
    """Enter one of our members who went away; a host branch here has him as a guest."""
    require(rules.may_handle(by, at=member.unit))
    _in_order(away.since, at=at)
    if not (member.is_on_the_roll and member.is_in_the_party):
        raise NotOfTheParty
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if Floating.objects.open().filter(member=member).exists():
        raise AlreadyFloating

    told = {"is_floating": True, "floating_to": away.whereabouts}
    members.amend(member, by=by, at=at, floating_since=away.since.isoformat(), **told)
    floating = _entered(
        member.unit, away, at, flow="out", member=member, name=member.name,
        home=member.unit.name, affiliation=_guest(member, away, by=by, at=at),
    )  # fmt: skip

    publish(
        FloatingRegistered(
            unit_id=member.unit_id, subject_id=floating.pk, kind="out", member_id=member.pk,
            on=away.since.isoformat(),
        ),
        by=by,
    )  # fmt: skip
    return floating


@transaction.atomic
def register_inflow(unit: Unit, name: str, away: Away, *, by: Actor, at: datetime) -> Floating:
    """Enter somebody of another organisation who came here; he is on no roll of ours and has no
    vote, but takes part."""
    require(rules.may_handle(by, at=unit))
    _in_order(away.since, at=at)
    floating = _entered(unit, away, at, flow="in", name=name, host=unit)

    publish(
        FloatingRegistered(
            unit_id=unit.pk, subject_id=floating.pk, kind="in", member_id=None,
            on=away.since.isoformat(),
        ),
        by=by,
    )  # fmt: skip
    return floating


def _entered(unit: Unit, away: Away, at: datetime, **more: object) -> Floating:
    numbers = queries.numbers_at(unit, on=day_of(at))
    # Whoever is entered late is not overdue for the time before.
    due = next_contact(day_of(at), cause=away.cause, rules=numbers)
    known = vars(away) | {"unit": unit, "next_contact_on": due} | more
    return Floating.objects.create(**known)


def _guest(member: Member, away: Away, *, by: Actor, at: datetime) -> Affiliation | None:
    if away.host is None or away.host.pk == member.unit_id:
        return None
    on, note = away.since, f"流动党员，{away.whereabouts}"
    return members.affiliate(member, away.host, kind="mobile", on=on, by=by, at=at, note=note)


@transaction.atomic
def amend_floating(floating: Floating, away: Away, *, by: Actor, at: datetime) -> Floating:
    """Correct where somebody lives and how he is reached."""
    require(rules.may_handle(by, at=floating.unit))
    floating = _still_open(floating)
    _in_order(away.since, at=at)
    kept = ("cause", "since", "whereabouts", "host_name", "certificate", "contact", "phone")
    for name in kept:
        setattr(floating, name, getattr(away, name))
    if not floating.is_out:
        floating.home = away.home
    floating.save(update_fields=[*kept, "home"])
    if floating.member is not None:
        members.amend(
            floating.member, by=by, at=at, floating_to=away.whereabouts,
            floating_since=away.since.isoformat(),
        )  # fmt: skip

    publish(
        FloatingAmended(unit_id=floating.unit_id, subject_id=floating.pk, kind=floating.flow),
        by=by,
    )
    return floating


@dataclass(frozen=True, kw_only=True)
class Talk:
    on: date
    how: str
    note: str = ""


@transaction.atomic
def log_contact(floating: Floating, talk: Talk, *, by: Actor, at: datetime) -> Contact:
    """Write down a talk with a floating member. A failed attempt is kept and moves no deadline."""
    places = [floating.unit, *filter(None, [floating.host])]
    require(any(rules.may_accompany(by, at=place) for place in places))
    return _logged(floating, talk, by=by, at=at)


@transaction.atomic
def report_in(floating: Floating, *, note: str, by: Actor, at: datetime) -> Contact:
    """The floating member says by his phone how he is; that counts as contact."""
    require(rules.may_report(by, floating.member))
    return _logged(floating, Talk(on=day_of(at), how="message", note=note), by=by, at=at)


def _logged(floating: Floating, talk: Talk, *, by: Actor, at: datetime) -> Contact:
    floating = _still_open(floating)
    if not floating.since <= talk.on <= day_of(at):
        raise DayOutOfOrder
    contact = Contact.objects.create(
        zone=floating.unit.zone, id=uuid7(), floating=floating, on=talk.on, how=talk.how,
        note=talk.note, at=at, user_id=by.user_id, actor=by.name,
    )  # fmt: skip
    if talk.how != FAILED and talk.on >= (floating.last_contact_on or talk.on):
        numbers = queries.numbers_at(floating.unit, on=day_of(at))
        floating.last_contact_on = talk.on
        floating.next_contact_on = next_contact(talk.on, cause=floating.cause, rules=numbers)
        floating.save(update_fields=["last_contact_on", "next_contact_on"])

    publish(
        ContactLogged(
            unit_id=floating.unit_id, subject_id=floating.pk, how=talk.how,
            on=talk.on.isoformat(),
        ),
        by=by,
    )  # fmt: skip
    return contact


@transaction.atomic
def end_floating(floating: Floating, *, reason: str, on: date, by: Actor, at: datetime) -> Floating:
    """He came back, was transferred, or left; the guest of a branch here is a guest no longer."""
    require(rules.may_handle(by, at=floating.unit))
    floating = _still_open(floating)
    if reason not in FLOAT_ENDS or not floating.since <= on <= day_of(at):
        raise DayOutOfOrder
    floating.ends_on, floating.end_reason = on, reason
    floating.save(update_fields=["ends_on", "end_reason"])
    guest = floating.affiliation
    if guest is not None and guest.ends_on is None:
        members.end_affiliation(guest, on=max(on, guest.starts_on), by=by, at=at)
    member = floating.member
    if member is not None and member.is_on_the_roll:
        members.amend(member, by=by, at=at, is_floating=False, floating_to="", floating_since=None)

    publish(
        FloatingEnded(
            unit_id=floating.unit_id, subject_id=floating.pk, reason=reason, on=on.isoformat()
        ),
        by=by,
    )
    return floating


def _still_open(floating: Floating) -> Floating:
    rows = Floating.objects.select_for_update(of=("self",)).select_related(
        "unit", "host", "member__unit", "affiliation__member__unit"
    )
    floating = rows.get(pk=floating.pk)
    if not floating.is_open:
        raise FloatingIsOver
    return floating


def _in_order(since: date, *, at: datetime) -> None:
    if since > day_of(at):
        raise DayOutOfOrder
