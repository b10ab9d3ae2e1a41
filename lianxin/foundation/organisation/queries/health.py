"""Findings of one unit, or of every unit at once, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from lianxin.foundation.organisation import health
from lianxin.foundation.organisation.catalogue import KINDS, POSTS
from lianxin.foundation.organisation.health import Finding, Subject, findings
from lianxin.foundation.organisation.models import STEP, Unit

# Kinds whose checks look at the members of everything below them.
SUMMED = frozenset({"general", "committee"})
IN_COMMITTEE = [code for code, post in POSTS.items() if post.in_committee]
STAFFED = """
select unit_id, count(distinct user_id) filter (where post = any(%(committee)s)),
       bool_or(post = 'secretary')
from organisation_appointment
where unit_id = any(%(units)s) and starts_on <= %(at)s and (ends_on is null or ends_on > %(at)s)
group by unit_id
"""
COVERED = """
select unit_id, count(*) from organisation_workplace
where unit_id = any(%(units)s) and (ended_on is null or ended_on > %(at)s)
group by unit_id
"""


class Looked(NamedTuple):
    """A unit, as far as the checks look at it."""

    pk: int
    path: str
    kind: str
    domain: str
    has_committee: bool
    term_ends_on: date | None

    @property
    def is_internal(self) -> bool:
        return KINDS[self.kind].is_internal


LOOKED_AT = Looked._fields


def findings_of(unit: Unit, *, at: date) -> list[Finding]:
    """What is amiss with this unit on that day."""
    places = {unit.pk: unit.path}
    if unit.kind in SUMMED:
        places = dict(Unit.objects.under(unit.path).open().values_list("pk", "path"))
    return findings(_subjects([unit], places, at=at)[unit.pk], at=at)


def findings_under(path: str, *, at: date) -> dict[int, list[Finding]]:
    """What is amiss with each open unit at and below a path, by unit; sound ones are absent."""
    rows = Unit.objects.under(path).open().values_list(*LOOKED_AT)
    units = [Looked(*row) for row in rows]
    subjects = _subjects(units, {unit.pk: unit.path for unit in units}, at=at)
    # Most units are like many others: the checks are made once for all of a kind.
    alike = {subject: findings(subject, at=at) for subject in set(subjects.values())}
    return {key: alike[subject] for key, subject in subjects.items() if alike[subject]}


def _members(
    units: Collection[Unit | Looked], places: Mapping[int, str]
) -> dict[int, tuple[int, int]]:
    """(members, formal) of each unit: its own, or those of all `places` below a summed one."""
    counted = health.counts(list(places))
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for key, (members, formal) in counted.items():
        path = places[key]
        for end in range(STEP, len(path) + 1, STEP):
            totals[path[:end]][0] += members
            totals[path[:end]][1] += formal
    own = {unit.pk: counted.get(unit.pk, (0, 0)) for unit in units}
    summed = {
        unit.pk: (totals[unit.path][0], totals[unit.path][1])
        for unit in units
        if unit.kind in SUMMED
    }
    return own | summed if health.has_counts() else {}


def _subjects(
    units: Collection[Unit | Looked], places: Mapping[int, str], *, at: date
) -> dict[int, Subject]:
    given: dict[str, Any] = {
        "units": [unit.pk for unit in units],
        "committee": IN_COMMITTEE,
        "at": at,
    }
    # Only joint branches are asked which workplaces they cover.
    with connection.cursor() as cursor:
        cursor.execute(STAFFED, given)
        staffed = {unit: (size, has) for unit, size, has in cursor.fetchall()}
        covered: dict[int, int] = {}
        if joint := [unit.pk for unit in units if unit.kind == "joint"]:
            cursor.execute(COVERED, given | {"units": joint})
            covered = dict(cursor.fetchall())
    members = _members(units, places)
    return {
        unit.pk: Subject(
            kind=unit.kind,
            domain=unit.domain,
            has_committee=unit.has_committee or unit.is_internal,
            term_ends_on=unit.term_ends_on,
            committee=staffed.get(unit.pk, (0, False))[0],
            has_secretary=bool(staffed.get(unit.pk, (0, False))[1]),
            workplaces=covered.get(unit.pk, 0),
            members=members[unit.pk][0] if unit.pk in members else None,
            formal=members[unit.pk][1] if unit.pk in members else None,
        )
        for unit in units
    }
