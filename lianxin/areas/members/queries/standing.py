"""What other rooms ask of the roll through their sockets."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Count, Q

from lianxin.areas.members.models import Affiliation, Member
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.many import among
from lianxin.foundation.core.pinyin import name_key
from lianxin.foundation.organisation.grants import END
from lianxin.foundation.organisation.models import Appointment, Grant, Unit
from lianxin.foundation.organisation.people import Person

OFFERED = 20


def at_units(unit_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Party members, and full members among them, whose formal affiliation lies at each unit."""
    found = (
        Member.objects.in_force()
        .in_the_party()
        .filter(unit_id__in=among(unit_ids, "int8"))
        .values("unit_id")
        .annotate(members=Count("id"), formal=Count("id", filter=Q(category="formal")))
        .order_by()
    )
    counts = {row["unit_id"]: (row["members"], row["formal"]) for row in found}
    return {unit_id: counts.get(unit_id, (0, 0)) for unit_id in unit_ids}


def before_closing(unit_id: int) -> Iterable[str]:
    """Why a unit cannot be closed now: people who still belong there."""
    formal = Member.objects.on_the_roll().filter(unit_id=unit_id).count()
    if formal:
        yield f"名册上还有 {formal} 人，请先在名册中批量调整到其他支部。"
    others = Affiliation.objects.filter(unit_id=unit_id, ends_on=None).exclude(kind="formal")
    number = others.count()
    if number:
        yield f"还有 {number} 人的活动组织关系在这里，请先结束。"


def may_do_without_account(user: User, *, on: date) -> bool:
    """Whether nothing but being a member needs this account: no role and no post from now on."""
    later = Q(ends_on=None) | Q(ends_on__gt=on)
    return not (
        Grant.objects.filter(later, user=user).exists()
        or Appointment.objects.filter(later, user=user).exists()
    )


def for_posts(by: Actor, unit: Unit, text: str) -> list[Person]:
    """Party members at and below a unit who have an account, to be chosen for a post: those
    whose name, or its sound, begins with the text."""
    found = (
        Member.objects.visible_to(by)
        .in_force()
        .in_the_party()
        .under(unit.path)
        .filter(user__isnull=False, user__blocked_at=None)
    )
    if text:
        key = name_key(text.lower())
        found = found.filter(pinyin__gte=key, pinyin__lt=key + END)
    if not text.isascii():
        found = found.filter(name__startswith=text)
    rows = found.select_related("unit").order_by("pinyin", "pk")[:OFFERED]
    return [
        Person(
            user_id=member.user_id or 0,
            name=member.name,
            note=f"{member.unit.short_name} · {member.get_category_display()}",
        )
        for member in rows
    ]
