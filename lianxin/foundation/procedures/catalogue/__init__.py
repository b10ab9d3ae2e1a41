"""What a procedure (流程) is made of, and how it is judged: plain values, no database."""

from lianxin.foundation.procedures.catalogue.declared import (
    DONE,
    ENDED,
    Ask,
    Bound,
    Desk,
    Flaw,
    Need,
    Phase,
    Procedure,
    Step,
    Way,
)
from lianxin.foundation.procedures.catalogue.judging import Standing, Verdict, judge, standing
from lianxin.foundation.procedures.catalogue.past import Passed, Passing, Past, as_day
from lianxin.foundation.procedures.catalogue.registry import (
    Deed,
    Paper,
    Plugged,
    Subject,
    Turned,
    plug,
    plugged,
    procedures,
)
from lianxin.foundation.procedures.catalogue.votes import Counted, Vote, VoteRule, count

__all__ = [
    "DONE",
    "ENDED",
    "Ask",
    "Bound",
    "Counted",
    "Deed",
    "Desk",
    "Flaw",
    "Need",
    "Paper",
    "Passed",
    "Passing",
    "Past",
    "Phase",
    "Plugged",
    "Procedure",
    "Standing",
    "Step",
    "Subject",
    "Turned",
    "Verdict",
    "Vote",
    "VoteRule",
    "Way",
    "as_day",
    "count",
    "judge",
    "plug",
    "plugged",
    "procedures",
    "standing",
]
