"""What hangs on one member."""

from collections.abc import Sequence

from django.db.models import F

from lianxin.areas.members.models import Affiliation, Look, Member, MemberChange
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Appointment, Unit


def changes_of(member: Member, *, most: int) -> Sequence[MemberChange]:
    """The newest lines of history; sealed values are not read."""
    found = MemberChange.objects.filter(member=member).defer("sealed").order_by("-id")
    return list(found[:most])


def looks_at(member: Member, *, most: int) -> Sequence[Look]:
    return list(Look.objects.filter(member=member).order_by("-id")[:most])


def affiliations_of(member: Member) -> Sequence[Affiliation]:
    """Those that hold before those that ended; the formal one first."""
    found = Affiliation.objects.filter(member=member).select_related("unit")
    newest_first = found.order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "-id")
    return sorted(newest_first, key=lambda each: (each.ends_on is not None, not each.is_formal))


def posts_of(member: Member) -> Sequence[Appointment]:
    """Posts the person holds or held, through his account."""
    if member.user_id is None:
        return ()
    found = Appointment.objects.filter(user_id=member.user_id).select_related("unit")
    return list(found.order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "-id"))


def branches_below(unit: Unit) -> Sequence[Unit]:
    """Open branches below a unit, where members may be entered."""
    kinds = [code for code, kind in KINDS.items() if kind.holds_members]
    return list(Unit.objects.under(unit.path).open().filter(kind__in=kinds).order_by("path")[:200])
