"""What a case is about: a unit, with its term and how far its election is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from lianxin.areas.terms.catalogue import Progress, change
from lianxin.areas.terms.queries.progress import PLANS, progress_of
from lianxin.foundation.core import tallies
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Subject
from lianxin.foundation.procedures.models import Case

WORDS = ("members.formal", "members.probationary")


def subjects(code: str, unit_ids: Iterable[int]) -> dict[int, Subject]:
    """{unit: the unit as its case of this kind looks at it}, in a constant number of statements."""
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=list(unit_ids))}
    progress = _progress(code, units)
    early = _early(units) if code == "election" else frozenset()
    kept = tallies.read(list(units), WORDS)
    return {
        pk: Subject(
            name=unit.short_name,
            url=reverse("organisation:unit", args=[pk]),
            open_it="打开组织",
            note=_note(unit),
            tag=unit.kind_of.name,
            unit_id=pk,
            facts=_facts(unit, kept.get(pk, {}), progress.get(pk), pk in early),
        )
        for pk, unit in units.items()
    }


def _progress(code: str, units: Mapping[int, Unit]) -> Mapping[int, Progress]:
    """How far the open case of each unit is, where it elects anybody."""
    if code not in PLANS:
        return {}
    rows = Case.objects.open().filter(procedure=code, subject_id__in=list(units))
    cases = list(rows.select_related("unit"))
    found = progress_of(cases)
    return {case.subject_id: found[case.pk] for case in cases}


def _early(units: Mapping[int, Unit]) -> frozenset[int]:
    """The units that may elect early: it was approved within their present term."""
    rows = Case.objects.filter(
        procedure=change.CODE, state=Case.State.DONE, subject_id__in=list(units),
        facts__has_key=change.EARLY,
    ).values_list("subject_id", "closed_on")  # fmt: skip
    began = {pk: unit.term_starts_on or date.min for pk, unit in units.items()}
    return frozenset(pk for pk, closed_on in rows if closed_on and closed_on >= began[pk])


def _note(unit: Unit) -> str:
    if unit.term_starts_on and unit.term_ends_on:
        return f"本届 {unit.term_starts_on:%Y-%m-%d} 至 {unit.term_ends_on:%Y-%m-%d}"
    return "没有登记本届起止日期"


def _facts(
    unit: Unit, kept: Mapping[str, int], progress: Progress | None, early: bool
) -> dict[str, Any]:
    return {
        "kind": unit.kind,
        "domain": unit.domain,
        "has_committee": unit.has_committee,
        "members": sum(kept.values()) or None,
        "term_ends_on": unit.term_ends_on,
        "term_extended_from": unit.term_extended_from,
        "early_approved": early,
        "progress": progress or Progress(),
    }
