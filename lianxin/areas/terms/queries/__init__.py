"""Questions of terms: where units stand, how far an election is, what votes came to."""

from lianxin.areas.terms.queries.board import (
    Asked,
    Waiting,
    board,
    cases_of,
    counts,
    row,
    rows,
    waiting,
)
from lianxin.areas.terms.queries.progress import (
    ballot_order,
    contest_of,
    list_is_open,
    plan_of,
    progress_of,
    voters_of,
)
from lianxin.areas.terms.queries.reminding import due_units, keepers_of
from lianxin.areas.terms.queries.subjects import subjects
from lianxin.areas.terms.queries.voting import (
    Told,
    contest_in,
    counters,
    eligible,
    expected_at,
    is_at,
    plenary,
    polls_of,
    report,
    step_of,
    tell,
    turns,
)

__all__ = [
    "Asked",
    "Told",
    "Waiting",
    "ballot_order",
    "board",
    "cases_of",
    "contest_in",
    "contest_of",
    "counters",
    "counts",
    "due_units",
    "eligible",
    "expected_at",
    "is_at",
    "keepers_of",
    "list_is_open",
    "plan_of",
    "plenary",
    "polls_of",
    "progress_of",
    "report",
    "row",
    "rows",
    "step_of",
    "subjects",
    "tell",
    "turns",
    "voters_of",
    "waiting",
]
