"""The lines of a batch: how many of each kind, and what is said of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from django.db import connection
from django.db.models import Q

from lianxin.foundation.spreadsheets.drafts import Draft, unseal
from lianxin.foundation.spreadsheets.models import Batch, Line, Outcome
from lianxin.foundation.spreadsheets.reading.headers import LeftOut
from lianxin.foundation.spreadsheets.reading.notes import Issue, Severity
from lianxin.foundation.spreadsheets.sheets import Decision, Verdict

EQUAL_LINE = "equal_line"
FETCHED = 2000


def said(batch: Batch, draft: Draft) -> list[tuple[str, Issue]]:
    """Everything there is to say of a line, the equal line above it included."""
    issues = draft.issues
    if draft.equals_line is None or draft.decision is Decision.SKIP:
        return issues
    key = next((key for key, column in batch.columns.items() if column.natural_key), "")
    alike = f"的{batch.columns[key].label}相同" if key in draft.values else "看来是同一条"
    sentence = f"与第 {draft.equals_line} 行{alike}，同一表格里不能出现两次。"
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


@dataclass(frozen=True, slots=True)
class Kept:
    """A line that undoing left as it was, and why."""

    number: int
    why: str
    link: str


KEPT_SHOWN = 100


def kept(batch: Batch) -> list[Kept]:
    outcomes = Outcome.objects.filter(zone=batch.zone, batch=batch, undone=False)
    return [
        Kept(outcome.number, outcome.why_kept, batch.plug.link(outcome.subject_id))
        for outcome in outcomes.order_by("number")[:KEPT_SHOWN]
    ]


def left_out(batch: Batch) -> list[LeftOut]:
    """The first rows of the file that are no data, and why."""
    told = orjson.loads(batch.left_out) if batch.left_out else []
    return [LeftOut(*each) for each in told]
