"""Hours of training of many members in a year."""

from datetime import date

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from lianxin.areas.dossier.catalogue import HOURS, HOURS_OF_COMMITTEE, TRAINING
from lianxin.areas.dossier.models import Item
from lianxin.areas.dossier.queries.file import IN_COMMITTEE
from lianxin.areas.members.models import Member
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.models import Appointment, Unit
from lianxin.foundation.policies.catalogue import Rule, national

BY_NAME = Order(by="pinyin")


def rule_of(year: int) -> Rule:
    """What is asked of every member in a year."""
    return national(HOURS, on=date(year, 12, 31))


def _tenths(year: int) -> Subquery:
    items = Item.objects.standing().filter(member=OuterRef("pk"), kind=TRAINING, year=year)
    total = items.order_by().values("member").annotate(total=Sum("amount")).values("total")
    return Subquery(total, output_field=IntegerField())


def _in_committee(year: int) -> Exists:
    """Whether somebody held a committee post in a year; more is asked of him."""
    posts = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=date(year, 1, 1)),
        user=OuterRef("user_id"),
        post__in=sorted(IN_COMMITTEE),
        starts_on__lte=date(year, 12, 31),
    )
    return Exists(posts)


def trained_at(unit: Unit, year: int, cursor: Cursor, *, only_short: bool) -> Page[Member]:
    """One page of the Party members at and below a unit by name, with their hours and what is
    asked of each; or of those who are short of their hours."""
    more = national(HOURS_OF_COMMITTEE, on=date(year, 12, 31)).value
    asked = Case(When(_in_committee(year), then=Value(more)), default=Value(rule_of(year).value))
    members = Member.objects.in_force().in_the_party().under(unit.path).select_related("unit")
    found = members.annotate(tenths=Coalesce(_tenths(year), Value(0)), asked=asked)
    if only_short:
        found = found.filter(tenths__lt=F("asked") * 10)
    return keyset(found, BY_NAME, cursor)
