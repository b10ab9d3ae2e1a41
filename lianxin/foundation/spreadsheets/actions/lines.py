"""Writing lines and flaws, many at a time: COPY for new ones, one statement for changed ones."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from lianxin.foundation.spreadsheets import queries
from lianxin.foundation.spreadsheets.drafts import Draft, same
from lianxin.foundation.spreadsheets.models import Batch, Line
from lianxin.foundation.spreadsheets.reading.notes import Severity
from lianxin.foundation.spreadsheets.sheets import Applied, Verdict

KNOWN_UP_TO = 1_000

COPY_LINES = """copy spreadsheets_line (zone, batch_id, number, judged, verdict, decision,
 has_error, has_warning, edited, key, equals_line, matched_id, sealed) from stdin (format binary)"""
LINE_TYPES = (
    "int2", "int8", "int4", "varchar", "varchar", "varchar", "bool", "bool", "bool", "bytea",
    "int4", "int8", "bytea",
)  # fmt: skip
COPY_FLAWS = """copy spreadsheets_flaw (zone, batch_id, number, "column", code, severity, same)
 from stdin (format binary)"""
FLAW_TYPES = ("int2", "int8", "int4", "varchar", "varchar", "varchar", "bytea")
COPY_OUTCOMES = """copy spreadsheets_outcome (zone, batch_id, number, subject_id, created, before,
 why_kept) from stdin (format binary)"""
OUTCOME_TYPES = ("int2", "int8", "int4", "int8", "bool", "bytea", "varchar")

REWRITE = """
update spreadsheets_line l set judged = n.judged, verdict = n.verdict, decision = n.decision,
 has_error = n.has_error, has_warning = n.has_warning, edited = n.edited, key = n.key,
 equals_line = null, matched_id = n.matched_id, sealed = n.sealed
from unnest(%s::int4[], %s::varchar[], %s::varchar[], %s::varchar[], %s::bool[], %s::bool[],
 %s::bool[], %s::bytea[], %s::int8[], %s::bytea[])
 as n(number, judged, verdict, decision, has_error, has_warning, edited, key, matched_id, sealed)
where l.zone = %s and l.batch_id = %s and l.number = n.number
"""
REPEATED = """
select key from spreadsheets_line
where zone = %(zone)s and batch_id = %(batch)s and key is not null and decision <> 'skip'
group by key having count(*) > 1
"""
# Of lines with an equal key the first stands; the others point to it.
COMPARE = """
with equal as (
  select number, min(number) over (partition by key) as first
  from spreadsheets_line
  where zone = %(zone)s and batch_id = %(batch)s and key = any(%(keys)s) and decision <> 'skip'
)
update spreadsheets_line l
set equals_line = nullif(e.first, e.number),
    verdict = case when e.first < e.number or l.has_error then 'error' else l.judged end
from equal e
where l.zone = %(zone)s and l.batch_id = %(batch)s and l.number = e.number
  and l.equals_line is distinct from nullif(e.first, e.number)
"""
CLASHES = """
delete from spreadsheets_flaw f using spreadsheets_line l
where f.zone = %(zone)s and f.batch_id = %(batch)s and f.code = 'equal_line'
  and l.zone = f.zone and l.batch_id = f.batch_id and l.number = f.number
  and l.equals_line is null;
insert into spreadsheets_flaw (zone, batch_id, number, "column", code, severity, same)
select zone, batch_id, number, %(column)s, 'equal_line', 'error', ''::bytea from spreadsheets_line
where zone = %(zone)s and batch_id = %(batch)s and equals_line is not null
on conflict do nothing
"""


def write(batch: Batch, drafts: Sequence[Draft]) -> None:
    """Stage new lines with their flaws."""
    _copy(COPY_LINES, LINE_TYPES, (_line(batch, draft) for draft in drafts))
    write_flaws(batch, drafts)


def write_flaws(batch: Batch, drafts: Iterable[Draft]) -> None:
    _copy(COPY_FLAWS, FLAW_TYPES, (flaw for draft in drafts for flaw in _flaws(batch, draft)))


def rewrite(batch: Batch, drafts: Sequence[Draft]) -> None:
    """Store lines again after a correction, a decision or a second judgement."""
    fields = list(zip(*(_fields(draft) for draft in drafts), strict=True))
    numbers = [draft.number for draft in drafts]
    with connection.cursor() as cursor:
        cursor.execute(REWRITE, [*(list(each) for each in fields), batch.zone, batch.pk])
        cursor.execute(
            "delete from spreadsheets_flaw where zone = %s and batch_id = %s and number = any(%s)",
            [batch.zone, batch.pk, numbers],
        )
    write_flaws(batch, drafts)


def compare_all(batch: Batch) -> None:
    """Find the lines with equal keys among all lines, which were staged just now."""
    with connection.cursor() as cursor:
        if batch.count("worked") > KNOWN_UP_TO:
            # Without statistics the planner takes thousands of new rows for one.
            cursor.execute("analyze spreadsheets_line, spreadsheets_flaw")
        cursor.execute(REPEATED, {"zone": batch.zone, "batch": batch.pk})
        repeated = [bytes(key) for (key,) in cursor.fetchall()]
    compare(batch, repeated)


def compare(batch: Batch, keys: Sequence[bytes]) -> None:
    """Find the lines with equal keys among these keys."""
    if not keys:
        return
    given: dict[str, Any] = {
        "zone": batch.zone,
        "batch": batch.pk,
        "keys": list(keys),
        "column": next((key for key, c in batch.columns.items() if c.natural_key), ""),
    }
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, given)
        for statement in CLASHES.split(";"):
            cursor.execute(statement, given)


def recount(batch: Batch) -> None:
    """Set the counts of the batch to what its lines say."""
    batch.counts = {**batch.counts, **queries.counts(batch)}


def write_outcomes(batch: Batch, applied: Iterable[tuple[Applied, bytes | None]]) -> None:
    rows = (
        (batch.zone, batch.pk, done.number, done.subject_id, done.created, before, "")
        for done, before in applied
    )
    _copy(COPY_OUTCOMES, OUTCOME_TYPES, rows)


def erase(batch: Batch) -> None:
    """Take everything staged of a batch out of the house."""
    with connection.cursor() as cursor:
        for table in ("flaw", "outcome", "line"):
            cursor.execute(
                f"delete from spreadsheets_{table} where zone = %s and batch_id = %s",  # noqa: S608
                [batch.zone, batch.pk],
            )


def _copy(statement: str, types: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def _line(batch: Batch, draft: Draft) -> tuple[Any, ...]:
    number, *first, key, matched_id, sealed = _fields(draft)
    return (batch.zone, batch.pk, number, *first, key, None, matched_id, sealed)


def _fields(draft: Draft) -> tuple[Any, ...]:
    judged = draft.judged
    return (
        draft.number,
        judged.verdict.value if judged else Verdict.ERROR.value,
        draft.word.value,
        draft.decision.value,
        draft.has_error,
        draft.has_warning,
        bool(draft.edited),
        (judged.key or None) if judged else None,
        judged.matched_id if judged else None,
        draft.seal(),
    )


def _flaws(batch: Batch, draft: Draft) -> Iterable[tuple[Any, ...]]:
    seen = set()
    for key, issue in draft.issues if draft.severities else ():
        if issue.severity is Severity.FIXED or (key, issue.code) in seen:
            continue
        seen.add((key, issue.code))
        yield (
            batch.zone,
            batch.pk,
            draft.number,
            key,
            issue.code,
            issue.severity.value,
            same(draft.cells.get(key)),
        )


def fetch(batch: Batch, numbers: Sequence[int]) -> list[Line]:
    return list(Line.objects.of(batch).filter(number__in=numbers).order_by("number"))
