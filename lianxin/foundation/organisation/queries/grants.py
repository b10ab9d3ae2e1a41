"""Questions of grants: who holds what, where, since when and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.foundation.organisation.models import Grant

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class GrantsPage:
    """Fifty grants, the newest first, and where the next page begins."""

    rows: list[Grant]
    next: str
    later: bool


def grants_page(
    grants: QuerySet[Grant],
    *,
    day: date,
    q: str = "",
    role: str = "",
    after: str = "",
    state: str = "",
) -> GrantsPage:
    found = grants.filter(_named(q.strip())) if q.strip() else grants
    if role:
        found = found.filter(role=role)
    if after:
        found = found.filter(pk__lt=int(after))
    found = in_state(found, state, day)
    rows = list(
        found.select_related("user", "unit", "given_by", "appointment").order_by("-pk")[: PAGE + 1]
    )
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return GrantsPage(rows=rows, next=str(rows[-1].pk) if more else "", later=bool(after))


def in_state(grants: QuerySet[Grant], state: str, day: date) -> QuerySet[Grant]:
    if state == "ended":
        return grants.filter(ends_on__lte=day)
    if state == "all":
        return grants
    return grants.filter(Q(ends_on=None) | Q(ends_on__gt=day))


def _named(text: str) -> Q:
    """Grants of people or units whose name begins so, or at a unit with these initials."""
    last = chr(0x10FFFF)
    plain = text.casefold()
    fields = {
        "user__name": text,
        "user__username": plain,
        "unit__short_name": text,
        "unit__initials": plain,
        "unit__code": text,
    }
    found = Q()
    for field, start in fields.items():
        found |= Q(**{f"{field}__gte": start, f"{field}__lt": start + last})
    return found
