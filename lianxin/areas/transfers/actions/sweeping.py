"""What the house says of itself each night."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from lianxin.areas.transfers import queries, rules
from lianxin.areas.transfers.events import ContactsReminded
from lianxin.areas.transfers.models import Floating
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note


@transaction.atomic
def remind_of_contacts(*, by: Actor, at: datetime) -> int:
    """Tell each branch once of a floating member it should have spoken with by now."""
    require(rules.may_sweep(by))
    today = day_of(at)
    overdue = list(Floating.objects.open().filter(next_contact_on__lt=today))
    sent = messaging.send_all(_notes(overdue, today), by=by, at=at)
    if sent:
        publish(ContactsReminded(unit_id=None, subject_id=0, sent=sent), by=by)
    return sent


def _notes(overdue: list[Floating], today: date) -> Iterator[Note]:
    seated = queries.seated({each.unit_id for each in overdue}, today=today)
    for each in overdue:
        for user_id in seated.get(each.unit_id, ()):
            yield Note(
                user_id=user_id,
                key=f"floating:{each.pk}:{each.next_contact_on:%Y%m%d}",
                title=f"该联系流动党员{each.name}了",
                body=f"上次联系{_last(each)}，应在 {each.next_contact_on:%Y-%m-%d} 前再联系一次。",
                url=reverse("transfers:floating", args=[each.pk]),
                tone="warn",
                unit_id=each.unit_id,
            )


def _last(each: Floating) -> str:
    return f"是 {each.last_contact_on:%Y-%m-%d}" if each.last_contact_on else "还没有登记"
