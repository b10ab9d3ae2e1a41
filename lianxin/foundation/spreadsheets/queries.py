"""Questions about batches, their lines, and the units that cells name."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import Q
from django.utils.timezone import localdate
from rapidfuzz import fuzz, process

from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.drafts import Draft, unseal
from lianxin.foundation.spreadsheets.models import Batch, Line, RememberedMapping
from lianxin.foundation.spreadsheets.reading.headers import Header
from lianxin.foundation.spreadsheets.reading.mapping import Proposal, fingerprint, propose
from lianxin.foundation.spreadsheets.reading.notes import Issue, Severity
from lianxin.foundation.spreadsheets.reading.workbooks import Tab
from lianxin.foundation.spreadsheets.sheets import Decision, Verdict

EQUAL_LINE = "equal_line"
FETCHED = 2000
LEAST_ALIKE = 60
COMPARED_AT_MOST = 20_000
REMEMBERED_AT_MOST = 5
NAMED_AT_MOST = 3


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


def tabs_of(batch: Batch) -> list[Tab]:
    """The tabs of the file as they were found when it was handed in."""
    told = orjson.loads(batch.survey) if batch.survey else []
    return [
        Tab(
            t["index"], t["name"], t["hidden"], t["rows"],
            tuple((number, cells) for number, cells in t["head"]),
        )
        for t in told
    ]  # fmt: skip


def tab_of(batch: Batch, index: int) -> Tab:
    return next(tab for tab in tabs_of(batch) if tab.index == index)


def header_of(batch: Batch) -> Header:
    texts, inner = batch.headers
    return Header(tuple(batch.header_rows), tuple(texts), tuple(inner))


def proposal(batch: Batch, *, at: datetime) -> Proposal:
    """Which header means which field, with what was chosen here before."""
    header = header_of(batch)
    head = tab_of(batch, batch.tab).head
    sample = [cells for number, cells in head if number > header.last_row]
    memory = remembered(batch.unit, batch.sheet, fingerprint(header))
    return propose(header, sample, batch.plug.columns, today=localdate(at), remembered=memory)


def remembered(unit: Unit, sheet: str, fingerprint: str) -> dict[str, str]:
    """What was chosen for such headers at this unit before; the same set of headers wins."""
    kept = RememberedMapping.objects.filter(unit=unit, sheet=sheet).order_by("-changed_at")
    choices: dict[str, str] = {}
    for memory in sorted(
        kept[:REMEMBERED_AT_MOST], key=lambda m: (m.fingerprint == fingerprint, m.changed_at)
    ):
        choices |= memory.choices
    return choices


def said(batch: Batch, draft: Draft) -> list[tuple[str, Issue]]:
    """Everything there is to say of a line, the equal line above it included."""
    issues = draft.issues
    if draft.equals_line is None or draft.decision is Decision.SKIP:
        return issues
    key = next((key for key, column in batch.columns.items() if column.natural_key), "")
    label = batch.columns[key].label if key else "内容"
    sentence = f"与第 {draft.equals_line} 行的{label}相同，同一表格里不能出现两次。"
    return [*issues, (key, Issue(Severity.ERROR, EQUAL_LINE, sentence))]


def remarkable(batch: Batch) -> Iterator[tuple[int, Draft, list[tuple[str, Issue]]]]:
    """Lines with a flaw or a correction, in the order of the file."""
    flawed = Q(has_error=True) | Q(has_warning=True) | Q(edited=True) | Q(equals_line__gt=0)
    for line in Line.objects.of(batch).filter(flawed).order_by("number").iterator(FETCHED):
        draft = unseal(line)
        yield line.number, draft, said(batch, draft)


COUNTS = """
select verdict, count(*), count(*) filter (where has_warning)
from spreadsheets_line where zone = %s and batch_id = %s group by verdict
"""


def counts(batch: Batch) -> dict[str, int]:
    """How many lines there are of each verdict, with a warning, and to be written."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [batch.zone, batch.pk])
        rows = cursor.fetchall()
    told = {word.value: 0 for word in Verdict} | {word: number for word, number, _ in rows}
    told["warnings"] = sum(warned for _, _, warned in rows)
    told["good"] = told[Verdict.NEW] + told[Verdict.CHANGED]
    told["lines"] = sum(number for _, number, _ in rows)
    return told
