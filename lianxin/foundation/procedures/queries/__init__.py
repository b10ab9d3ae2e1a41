"""Questions about cases."""

from lianxin.foundation.procedures.queries.desks import (
    desk_of,
    holders,
    is_held,
    may_be_named,
    seated,
    waiting_users,
    who_waits,
)
from lianxin.foundation.procedures.queries.handing import giving, taking
from lianxin.foundation.procedures.queries.lists import (
    TABS,
    Asked,
    Waiting,
    cases_at,
    open_of,
    own_cases,
    waiting,
)
from lianxin.foundation.procedures.queries.one import (
    OnePhase,
    Page,
    attachment_of,
    before,
    decision_of,
    page_of,
    papers_of,
    phases_of,
    returnable,
    sights_of,
    where,
)
from lianxin.foundation.procedures.queries.past import past_of, pasts_of, subjects_of

__all__ = [
    "TABS",
    "Asked",
    "OnePhase",
    "Page",
    "Waiting",
    "attachment_of",
    "before",
    "cases_at",
    "decision_of",
    "desk_of",
    "giving",
    "holders",
    "is_held",
    "may_be_named",
    "open_of",
    "own_cases",
    "page_of",
    "papers_of",
    "past_of",
    "pasts_of",
    "phases_of",
    "returnable",
    "seated",
    "sights_of",
    "subjects_of",
    "taking",
    "waiting",
    "waiting_users",
    "where",
    "who_waits",
]
