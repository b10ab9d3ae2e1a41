"""The past of cases, read in a constant number of statements, as the pure rules look at it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils.timezone import localdate

from lianxin.foundation.policies import queries as policies
from lianxin.foundation.procedures.catalogue import Passed, Past, Subject, plugged
from lianxin.foundation.procedures.models import Case, Decision
from lianxin.foundation.workdays import queries as workdays

#: How far a count of working days may reach from a case's last date.
AHEAD = timedelta(days=400)


def past_of(case: Case, *, today: date) -> Past:
    """One case as it stands on a day."""
    return pasts_of([case], today=today)[case.pk]


def pasts_of(
    cases: Iterable[Case], *, today: date, subjects: Mapping[int, Subject] | None = None
) -> dict[int, Past]:
    """Many cases at once: their passings, their subjects (where they are not at hand), the numbers
    at their units."""
    cases = list(cases)
    if not cases:
        return {}
    passed, subjects = _passed(cases), subjects or subjects_of(cases)
    rules = policies.rules_for([case.unit for case in cases], on=today)
    first = min(case.opened_on for case in cases)
    calendar = workdays.calendar(first, today + AHEAD)
    return {
        case.pk: Past(
            today=today,
            opened_on=case.opened_on,
            rules=rules[case.unit_id],
            calendar=calendar,
            passed=tuple(passed[case.pk]),
            subject=subjects[case.pk].facts,
            facts=case.facts,
            entered_on=case.entered_on,
        )
        for case in cases
    }


def _passed(cases: list[Case]) -> Mapping[int, list[Passed]]:
    found: dict[int, list[Passed]] = defaultdict(list)
    rows = Decision.objects.filter(
        zone__in={case.zone for case in cases},
        case__in=[case.pk for case in cases],
        kind__in=(Decision.Kind.PASSED, Decision.Kind.CORRECTED),
        holds=True,
    )
    # A correction stands where what it corrects stood: in the order of the days of holding.
    for row in sorted(rows, key=lambda row: (row.case_id, row.place, row.id)):
        found[row.case_id].append(passed_of(row))
    return found


def passed_of(row: Decision) -> Passed:
    """A line of history as the rules look at it."""
    return Passed(
        step=row.step,
        way=row.way,
        held_on=row.held_on,
        recorded_on=localdate(row.at),
        values=row.all_values(),
    )


def subjects_of(cases: Iterable[Case]) -> dict[int, Subject]:
    """{case: its subject}, one call for each procedure."""
    asked: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        asked[case.procedure].append(case)
    found: dict[int, Subject] = {}
    for code, group in asked.items():
        known = plugged(code).subjects(case.subject_id for case in group)
        for case in group:
            found[case.pk] = known.get(case.subject_id) or Subject(name=case.title)
    return found
