"""One page of lines, cell by cell, as the check page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from lianxin.foundation.spreadsheets.drafts import Draft, same, unseal
from lianxin.foundation.spreadsheets.models import Batch, Flaw, Line
from lianxin.foundation.spreadsheets.queries.lines import said
from lianxin.foundation.spreadsheets.reading.cells.texts import written
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Issue, Severity
from lianxin.foundation.spreadsheets.sheets import Verdict

PAGE = 50
STYLES = {Severity.ERROR: "bad", Severity.WARNING: "doubt", Severity.FIXED: ""}
FEWEST_MASKED = 8

SAME = """
select f."column", f.same, count(*) from spreadsheets_flaw f
join (select distinct * from unnest(%s::varchar[], %s::bytea[]) as w(col, same)) w
  on f."column" = w.col and f.same = w.same
where f.zone = %s and f.batch_id = %s group by 1, 2
"""


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell: what it says, how it looks, and what can be done about it."""

    key: str
    label: str
    text: str
    raw: str = ""
    style: str = ""
    sentences: tuple[str, ...] = ()
    suggestion: str = ""
    others: int = 0
    old: str | None = None
    new: str = ""


@dataclass(frozen=True, slots=True)
class LineShown:
    number: int
    verdict: str
    decision: str
    cells: tuple[CellShown, ...]
    sentences: tuple[str, ...] = ()
    link: str = ""
    edited: bool = False

    @property
    def is_duplicate(self) -> bool:
        return self.verdict == Verdict.DUPLICATE or self.decision in ("same", "other")


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[LineShown, ...]
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A column with flaws, and how many lines it has."""

    key: str
    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines to show: of a verdict, with a flaw in a column, from a line on or back."""

    verdict: str = ""
    column: str = ""
    after: int | None = None
    before: int | None = None


def page(batch: Batch, asked: Asked) -> Page:
    """Fifty lines by key: those after a line, or those before it."""
    lines = _wanted(batch, asked)
    backwards = asked.before is not None
    if backwards:
        lines = lines.filter(number__lt=asked.before).order_by("-number")
    else:
        lines = lines.filter(number__gt=asked.after or 0).order_by("number")
    found = list(lines[: PAGE + 1])
    more = len(found) > PAGE
    found = sorted(found[:PAGE], key=lambda line: line.number)
    shown = show(batch, found)
    if not shown:
        return Page(())
    has_before = more if backwards else bool(asked.after)
    has_after = True if backwards else more
    return Page(
        tuple(shown),
        shown[0].number if has_before else None,
        shown[-1].number if has_after else None,
    )


def line(batch: Batch, number: int) -> LineShown:
    """One line, as it stands after a correction."""
    found = list(Line.objects.of(batch).filter(number=number))
    return show(batch, found)[0]


def _wanted(batch: Batch, asked: Asked) -> "QuerySet[Line]":
    lines = Line.objects.of(batch)
    if asked.verdict == "warnings":
        lines = lines.filter(has_warning=True)
    elif asked.verdict:
        lines = lines.filter(verdict=asked.verdict)
    if asked.column:
        flawed = Flaw.objects.filter(zone=batch.zone, batch=batch, column=asked.column)
        lines = lines.filter(number__in=flawed.values("number"))
    return lines


def troubles(batch: Batch) -> list[Trouble]:
    """The columns with errors, the worst first."""
    rows = (
        Flaw.objects.filter(zone=batch.zone, batch=batch, severity="error")
        .values_list("column")
        .annotate(lines=Count("number", distinct=True))
        .order_by("-lines")
    )
    columns = batch.columns
    return [
        Trouble(key, columns[key].label if key in columns else "整行", lines) for key, lines in rows
    ]


def show(batch: Batch, lines: Sequence[Line]) -> list[LineShown]:
    """Stored lines as the page shows them, in a fixed number of statements."""
    drafts = [unseal(line) for line in lines]
    found = {draft.number: _by_key(said(batch, draft)) for draft in drafts}
    pairs = {
        (key, same(draft.cells.get(key)))
        for draft in drafts
        for key, issues in found[draft.number].items()
        if any(issue.severity is not Severity.FIXED for issue in issues)
    }
    counted = _counted(batch, pairs)
    return [
        _line(batch, line, draft, found[draft.number], counted)
        for line, draft in zip(lines, drafts, strict=True)
    ]


def _by_key(issues: Iterable[tuple[str, Issue]]) -> dict[str, list[Issue]]:
    found: dict[str, list[Issue]] = {}
    for key, issue in issues:
        found.setdefault(key, []).append(issue)
    return found


def _counted(batch: Batch, pairs: set[tuple[str, bytes]]) -> dict[tuple[str, bytes], int]:
    if not pairs:
        return {}
    keys, sames = zip(*sorted(pairs), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(SAME, [list(keys), list(sames), batch.zone, batch.pk])
        return {(key, bytes(blind)): number for key, blind, number in cursor.fetchall()}


def _line(
    batch: Batch,
    line: Line,
    draft: Draft,
    found: Mapping[str, list[Issue]],
    counted: Mapping[tuple[str, bytes], int],
) -> LineShown:
    columns = batch.columns
    changes = {c.key: c for c in draft.judged.changes} if draft.judged else {}
    cells = []
    for key, column in columns.items():
        cell = _cell(column, draft, found.get(key, []))
        change = changes.get(key)
        if change is not None and not cell.style:
            cell = CellShown(
                key, cell.label, cell.text, cell.raw, "changed", old=change.old, new=change.new
            )
        if cell.style in ("bad", "doubt"):
            others = counted.get((key, same(draft.cells.get(key))), 1) - 1
            cell = _with_others(cell, others)
        cells.append(cell)
    rest = tuple(
        issue.sentence for key, issues in found.items() if key not in columns for issue in issues
    )
    link = batch.plug.link(line.matched_id) if line.matched_id else ""
    return LineShown(
        line.number, line.verdict, line.decision, tuple(cells), rest, link, line.edited
    )


def _with_others(cell: CellShown, others: int) -> CellShown:
    return CellShown(
        cell.key, cell.label, cell.text, cell.raw, cell.style, cell.sentences, cell.suggestion,
        others,
    )  # fmt: skip


def _cell(column: Column, draft: Draft, issues: Sequence[Issue]) -> CellShown:
    raw = written(draft.cells.get(column.key))
    gravest = sorted(issues, key=lambda issue: list(Severity).index(issue.severity))
    style = STYLES[gravest[0].severity] if gravest else ""
    if not style and column.key in draft.edited:
        style = "mended"
    # Who corrects a cell must see it; others need not be read aloud.
    text = raw if style in ("bad", "doubt") or not column.personal else masked(raw)
    return CellShown(
        column.key,
        column.label,
        text,
        raw if style in ("bad", "doubt", "mended") else "",
        style,
        tuple(issue.sentence for issue in gravest if issue.severity is not Severity.FIXED),
        next((issue.suggestion for issue in gravest if issue.suggestion), ""),
    )


def masked(text: str) -> str:
    """The first three and the last four, as on the pages of the house."""
    if len(text) < FEWEST_MASKED:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
