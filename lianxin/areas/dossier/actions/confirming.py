"""The yearly check of one's data: called for, confirmed, reminded of."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from lianxin.areas.dossier import queries, rules
from lianxin.areas.dossier.catalogue import HOWS
from lianxin.areas.dossier.events import (
    ConfirmationCalled,
    ConfirmationReminded,
    DataConfirmed,
)
from lianxin.areas.dossier.models import Campaign, Confirmation, Proposal
from lianxin.areas.members import links
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import NotPermitted, Refused, require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.catalogue import Note
from lianxin.foundation.organisation.models import Unit


class StillProposed(Refused):
    sentence = "您提出的更正还在等待支部答复。答复之后再确认，或者先撤回更正申请。"


class HowMissing(Refused):
    sentence = "请选择核对方式，并写明核对情况（至少 4 个字）。"


class CalledAlready(Refused):
    sentence = "本组织今年已经发起过信息核对。需要催办请点“提醒未核对的人”。"


class DueInThePast(Refused):
    sentence = "截止日期应在今天之后、今年之内。"


class RemindedToday(Refused):
    sentence = "今天已经提醒过了，请明天再提醒。"


@transaction.atomic
def confirm_data(member: Member, *, by: Actor, at: datetime) -> Confirmation:
    """The member says that his data are right. Once a year; again is the same."""
    require(rules.may_confirm(by, member))
    if Proposal.objects.open().filter(member=member).exists():
        raise StillProposed
    return _confirmed(member, "self", "", by, at)


@transaction.atomic
def confirm_for_member(
    member: Member, *, how: str, note: str, by: Actor, at: datetime
) -> Confirmation:
    """The branch asked a member who is away or has no telephone for this, and notes how."""
    require(rules.may_decide(by, member))
    if how not in HOWS or how == "self" or len(note.strip()) < 4:
        raise HowMissing
    return _confirmed(member, how, note.strip()[:200], by, at)


def _confirmed(member: Member, how: str, note: str, by: Actor, at: datetime) -> Confirmation:
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    year = day_of(at).year
    known = Confirmation.objects.filter(member=member, year=year).first()
    if known is not None:
        return known
    found = Confirmation.objects.create(
        zone=member.unit.zone,
        id=uuid7(),
        member=member,
        year=year,
        how=how,
        note=note,
        user_id=by.user_id,
        actor=by.name,
        at=at,
    )
    publish(DataConfirmed(unit_id=member.unit_id, subject_id=member.pk, year=year, how=how), by=by)
    return found


@transaction.atomic
def call_for_confirmation(unit: Unit, *, due_on: date, by: Actor, at: datetime) -> Campaign:
    """Ask all members at and below a unit to look at their data by a day of this year."""
    require(rules.may_keep(by, at=unit))
    today = day_of(at)
    if not (today < due_on and due_on.year == today.year):
        raise DueInThePast
    if Campaign.objects.filter(unit=unit, year=today.year).exists():
        raise CalledAlready

    campaign = Campaign.objects.create(
        unit=unit, year=today.year, due_on=due_on, at=at, user_id=by.user_id, actor=by.name
    )
    told = _send(campaign, queries.unconfirmed_users(unit, today.year), by, at)
    publish(
        ConfirmationCalled(
            unit_id=unit.pk,
            subject_id=campaign.pk,
            year=today.year,
            ends_on=due_on.isoformat(),
            members=told,
        ),
        by=by,
    )
    return campaign


@transaction.atomic
def remind_to_confirm(campaign: Campaign, *, by: Actor, at: datetime) -> int:
    """Remind those who have an account and have not confirmed yet, at most once a day."""
    require(rules.may_keep(by, at=campaign.unit))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    today = day_of(at)
    if campaign.year != today.year:
        raise NotPermitted
    if day_of(campaign.reminded_at or campaign.at) >= today:
        raise RemindedToday
    campaign.reminded_at = at
    campaign.save(update_fields=["reminded_at"])
    told = _send(campaign, queries.unconfirmed_users(campaign.unit, today.year), by, at)
    publish(
        ConfirmationReminded(
            unit_id=campaign.unit_id, subject_id=campaign.pk, year=campaign.year, members=told
        ),
        by=by,
    )
    return told


def _send(campaign: Campaign, user_ids: Iterable[int], by: Actor, at: datetime) -> int:
    due = campaign.due_on
    notes = [
        Note(
            user_id=user_id,
            key=f"confirm-{campaign.pk}-{day_of(at):%Y%m%d}",
            title=f"请核对您的信息（{campaign.year} 年度）",
            body=f"{due.month} 月 {due.day} 日前，没有错误点“信息无误”，有错误提出更正。",
            url=links.own_file(),
            unit_id=campaign.unit_id,
        )
        for user_id in user_ids
    ]
    return messaging.send_all(notes, by=by, at=at)
