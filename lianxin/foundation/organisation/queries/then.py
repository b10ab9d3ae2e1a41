"""A unit as it was on a day."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.dateparse import parse_date

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Appointment, Unit, UnitVersion


@dataclass(frozen=True, kw_only=True)
class UnitThen:
    """What the register says of a unit on a day; no version when it was not there."""

    version: UnitVersion | None
    above: str = ""
    posts: list[Appointment] = field(default_factory=list)
    children: list[UnitVersion] = field(default_factory=list)


def day_asked(text: str, *, today: date) -> date | None:
    """The day in an address, if it is one and has come."""
    try:
        on = parse_date(text)
    except ValueError:
        return None
    return on if on and on <= today else None


def holding(on: date) -> Q:
    """Versions that hold on a day."""
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gt=on))


def unit_then(by: Actor, unit: Unit, *, on: date | None) -> UnitThen:
    """The unit on that day, with who held its posts and what stood below it."""
    if on is None:
        return UnitThen(version=None)
    version = unit.versions.filter(holding(on), is_open=True).first()
    if version is None:
        return UnitThen(version=None)
    posts = unit.appointments.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on
    ).select_related("user")
    below = UnitVersion.objects.filter(
        holding(on), parent=unit, is_open=True, unit__in=Unit.objects.visible_to(by)
    )
    named = UnitVersion.objects.filter(holding(on), unit=version.parent_id)
    return UnitThen(
        version=version,
        above=named.values_list("short_name", flat=True).first() or "",
        posts=sorted(posts, key=lambda post: (post.post_of.rank, post.starts_on)),
        children=list(below.select_related("unit").order_by("unit__rank", "unit__pinyin")[:200]),
    )
