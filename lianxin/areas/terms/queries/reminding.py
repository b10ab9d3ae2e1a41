"""Whose term ends, and who is told: set-based, however many units there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lianxin.areas.terms.catalogue import election
from lianxin.areas.terms.queries.board import WITH_TERMS, months
from lianxin.areas.terms.rules import KEEPERS
from lianxin.foundation.core.days import months_later
from lianxin.foundation.organisation.models import Grant, Unit
from lianxin.foundation.procedures.models import Case

#: Told again when so many months are left; 0 is the day the term is over.
MARKS = (0, 1, 3)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A unit whose term ends within the months of the reminder, or is over."""

    unit_id: int
    parent_id: int | None
    name: str
    ends_on: date
    mark: int  # the smallest number of months it has come within

    @property
    def is_over(self) -> bool:
        return self.mark == 0


def due_units(*, today: date) -> Iterator[Due]:
    """Open units that nobody has begun an election for."""
    first = months(today)
    started = Case.objects.open().filter(procedure=election.CODE).values("subject_id")
    rows = (
        Unit.objects.open()
        .filter(kind__in=WITH_TERMS, term_ends_on__lte=months_later(today, first))
        .exclude(pk__in=started)
        .values_list("pk", "parent_id", "short_name", "term_ends_on")
    )
    marks = sorted({*MARKS, first})
    bounds = [(mark, months_later(today, mark)) for mark in marks]
    for pk, parent_id, name, ends_on in rows.iterator(chunk_size=5000):
        if ends_on is None:
            continue
        mark = next(mark for mark, bound in bounds if ends_on <= bound)
        yield Due(unit_id=pk, parent_id=parent_id, name=name, ends_on=ends_on, mark=mark)


def keepers_of(unit_ids: Collection[int], *, today: date) -> Mapping[int, list[int]]:
    """{unit: the accounts of its own secretaries and organisers}."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Grant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), unit__in=unit_ids, role__in=sorted(KEEPERS),
        starts_on__lte=today, user__blocked_at=None,
    ).values_list("unit_id", "user_id").distinct()  # fmt: skip
    for unit_id, user_id in rows:
        found[unit_id].append(user_id)
    return found
