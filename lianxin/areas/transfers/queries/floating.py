"""Questions about floating members and about those nobody can find."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from lianxin.areas.members.models import Member, MemberQuerySet
from lianxin.areas.transfers.catalogue.numbers import LOST, LOST_YEARS
from lianxin.areas.transfers.models import Contact, Floating
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies.catalogue import Rules
from lianxin.foundation.policies.queries import rules_for

CONTACT_FIRST = Order(by="next_contact_on")
NEWEST_FIRST = Order(by="since", descending=True)
BY_NAME = Order(by="pinyin")
UNLISTED = "unlisted"
TABS = {
    "out": "流出", "in": "流入", "late": "该联系了", UNLISTED: "未登记去向", "ended": "已结束",
}  # fmt: skip


def numbers_at(unit: Unit, *, on: date) -> Rules:
    """The numbers in force at a unit."""
    return rules_for([unit], on=on)[unit.pk]


def floatings(unit: Unit, by: Actor, tab: str, cursor: Cursor, *, today: date) -> Page[Floating]:
    """A page of the register, whoever should be spoken with first at the top."""
    found = Floating.objects.visible_to(by).at(unit).select_related("unit", "host", "member")
    if tab == "ended":
        return keyset(found.exclude(ends_on=None), NEWEST_FIRST, cursor)
    found = found.open()
    found = found.filter(next_contact_on__lt=today) if tab == "late" else found.filter(flow=tab)
    return keyset(found, CONTACT_FIRST, cursor)


def unlisted(unit: Unit, by: Actor, cursor: Cursor) -> Page[Member]:
    """Members whom the roll calls floating (it came so with a sheet) and whom the register does
    not know: nobody is named to keep in touch with them."""
    return keyset(_unlisted(unit, by).select_related("unit"), BY_NAME, cursor)


def _unlisted(unit: Unit, by: Actor) -> MemberQuerySet:
    away = Floating.objects.open().filter(member=OuterRef("pk"))
    found = Member.objects.visible_to(by).under(unit.path).in_force().in_the_party()
    return found.filter(~Exists(away), is_floating=True)


def entry_of(member: Member) -> Floating | None:
    """The open entry of a member who is away."""
    return Floating.objects.open().filter(member=member).first()


@dataclass(frozen=True, kw_only=True)
class Flows:
    out: int
    came: int
    late: int
    unlisted: int


def flows(unit: Unit, by: Actor, *, today: date) -> Flows:
    """How many went, came, wait for a word and are not entered, in two statements."""
    found = Floating.objects.visible_to(by).at(unit).open()
    sums = found.aggregate(
        out=Count("pk", filter=Q(flow="out")),
        came=Count("pk", filter=Q(flow="in")),
        late=Count("pk", filter=Q(next_contact_on__lt=today)),
    )
    return Flows(**sums, unlisted=_unlisted(unit, by).count())


def contacts_of(floating: Floating, *, most: int = 60) -> list[Contact]:
    """The newest talks first."""
    return list(Contact.objects.filter(floating=floating).order_by("-on", "-id")[:most])


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Somebody nobody can find, and what the regulation allows about it."""

    member: Member
    since: date | None
    ripe_on: date | None  # from when the next procedure may begin
    is_ripe: bool


def lost_members(unit: Unit, by: Actor, *, today: date, most: int = 200) -> list[Lost]:
    """Lost members in force, and those whose membership was stopped, the longest first."""
    numbers = numbers_at(unit, on=today)
    found = (
        Member.objects.visible_to(by)
        .under(unit.path)
        .in_the_party()
        .filter(Q(status="normal", is_lost=True) | Q(status="suspended"))
        .select_related("unit")
        .order_by("status", "lost_on", "pk")[:most]
    )
    return [_lost(member, numbers, today) for member in found]


def _lost(member: Member, numbers: Rules, today: date) -> Lost:
    if member.status == "suspended":
        since, months = member.status_on, 12 * numbers.value(LOST_YEARS)
    else:
        since, months = member.lost_on, numbers.value(LOST)
    ripe_on = months_later(since, months) if since else None
    return Lost(
        member=member, since=since, ripe_on=ripe_on, is_ripe=bool(ripe_on and ripe_on <= today)
    )
