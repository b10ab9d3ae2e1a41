"""The units that cells name."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz, process

from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.reading.notes import Issue, Severity

LEAST_ALIKE = 60
COMPARED_AT_MOST = 20_000
NAMED_AT_MOST = 3
OFFERED_AT_MOST = 500


def units_named(names: Collection[str], *, within: Unit) -> dict[str, int | Issue]:
    """The open unit each name or code means, at or below `within`; or what to say of the name."""
    forms = {form for name in names for form in _forms(name)}
    wanted = Q(name__in=forms) | Q(short_name__in=forms) | Q(code__in=forms)
    below = Unit.objects.under(within.path).open()
    found: dict[str, dict[int, str]] = {}
    rows = below.filter(wanted).values_list(
        "pk", "name", "short_name", "code", "parent__short_name"
    )
    for pk, name, short_name, code, above in rows:
        for form in {name, short_name, code} - {""}:
            found.setdefault(form, {})[pk] = f"{above or ''}／{short_name}".strip("／")
    told: dict[str, int | Issue] = {}
    for name in names:
        units = {pk: shown for form in _forms(name) for pk, shown in found.get(form, {}).items()}
        told[name] = next(iter(units)) if len(units) == 1 else _unsure(name, units, below, within)
    return told


def _forms(name: str) -> tuple[str, ...]:
    """第一党支部 is also found as 中共第一党支部, and the other way round."""
    bare = name.replace(" ", "").removeprefix("中共")
    return tuple({name, bare, f"中共{bare}"})


def _unsure(name: str, units: Mapping[int, str], below: Any, within: Unit) -> Issue:
    if units:
        shown = "、".join(sorted(units.values())[:NAMED_AT_MOST])
        return Issue(
            Severity.ERROR,
            "unit_ambiguous",
            f"“{name}”在本组织之下有 {len(units)} 个（{shown}），请写全称或组织代码。",
        )
    known = list(below.values_list("short_name", flat=True)[:COMPARED_AT_MOST])
    best = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
    return Issue(
        Severity.ERROR,
        "unit_unknown",
        f"在“{within.short_name}”及其下级中没有找到“{name[:40]}”，请核对名称或组织代码。",
        best[0] if best else "",
    )


def units_offered(unit: Unit) -> list[str]:
    """Names to choose from in a template: the units below that records may belong to."""
    if not unit.is_internal:
        return []
    holding = [code for code, kind in KINDS.items() if kind.holds_members]
    below = Unit.objects.under(unit.path).open().filter(kind__in=holding).order_by("path")
    return list(below.values_list("short_name", flat=True)[:OFFERED_AT_MOST])
