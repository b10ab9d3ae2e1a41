"""A file as of a day. Two questions are kept apart, and pages say which was asked:

- *known*: what stood in the house at the end of that day, right or wrong;
- *valid*: what held on that day, as far as it is known by now.

The roll's facts carry no dates of validity, so they are told as they were known, walked back
through the lines of history. Dated rows (affiliations, posts, items) are told either way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import orjson
from django.db.models import Q
from django.utils.timezone import make_aware

from lianxin.areas.dossier.catalogue import OPEN
from lianxin.areas.dossier.models import Item
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.organisation.models import Appointment


class Basis(StrEnum):
    """Which of the two questions is asked."""

    KNOWN = "known"
    VALID = "valid"


def end_of(day: date) -> datetime:
    """The moment at which a day is over, where the house stands."""
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


@dataclass(frozen=True, kw_only=True)
class Then:
    """A member as the roll knew him at the end of a day."""

    facts: Mapping[str, Any]
    unit_id: int
    status: str


ENTERED = frozenset({MemberChange.Deed.ADMITTED, MemberChange.Deed.ARRIVED})


def facts_at(member: Member, moment: datetime) -> Then | None:
    """The roll's facts just before a moment, or None where he was not on the roll yet."""
    facts = {key: member.value(key) for key in FIELDS}
    place: dict[str, Any] = {"unit_id": member.unit_id, "status": member.status}
    changes = MemberChange.objects.filter(member=member, at__gte=moment).order_by("-id")
    for change in changes:
        if change.deed in ENTERED and "status" not in change.before:
            return None
        hidden = orjson.loads(change.sealed)[0] if change.sealed else {}
        was = change.before | hidden
        facts |= {k: FIELDS[k].from_json(value) for k, value in was.items() if k in FIELDS}
        place |= {k: was[k] for k in place if k in was}
    return Then(facts=facts, **place)


def category_on(member: Member, facts: Mapping[str, Any], day: date) -> str:
    """The category that held on a day by the dates of its stages, as far as they are known."""
    stages = (
        ("formal", "full_on"), ("probationary", "joined_on"), ("candidate", "candidate_on"),
        ("activist", "activist_on"), ("applicant", "applied_on"),
    )  # fmt: skip
    for category, key in stages:
        since: Partial | None = facts[key]
        if since is not None and since.on <= day:
            return category
    return "" if facts["applied_on"] or facts["joined_on"] else str(facts["category"])


def affiliations_at(member: Member, day: date, basis: Basis) -> Sequence[Affiliation]:
    """Where he belonged on a day."""
    held = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))
    found = Affiliation.objects.filter(held, member=member).select_related("unit")
    if basis is Basis.KNOWN:
        found = found.filter(created_at__lt=end_of(day))
    return sorted(found.order_by("starts_on"), key=lambda each: not each.is_formal)


def posts_at(member: Member, day: date, basis: Basis) -> Sequence[Appointment]:
    """The posts he held on a day."""
    if member.user_id is None:
        return ()
    held = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))
    found = Appointment.objects.filter(held, user_id=member.user_id).select_related("unit")
    if basis is Basis.KNOWN:
        found = found.filter(created_at__lt=end_of(day))
    return list(found.order_by("starts_on"))


def items_at(member: Member, day: date, basis: Basis) -> Sequence[Item]:
    """Open items up to a day: as entered by then, or all that are known by now to be of then."""
    found = Item.objects.filter(member=member, kind__in=OPEN, on__lte=day).defer("sealed")
    if basis is Basis.KNOWN:
        moment = end_of(day)
        found = found.filter(at__lt=moment).filter(Q(struck_at=None) | Q(struck_at__gte=moment))
    else:
        found = found.standing()
    return list(found.order_by("kind", "-on", "-id"))
