from lianxin.foundation.organisation.queries.authority import Gap, approval_gap, approver_of
from lianxin.foundation.organisation.queries.health import findings_of, findings_under
from lianxin.foundation.organisation.queries.installation import is_established, is_single_machine
from lianxin.foundation.organisation.queries.obstacles import (
    areas_object,
    before_closing,
    before_merging,
)
from lianxin.foundation.organisation.queries.people import account_of, candidates
from lianxin.foundation.organisation.queries.search import Answer, Found, directory, search
from lianxin.foundation.organisation.queries.then import UnitThen, day_asked, holding, unit_then
from lianxin.foundation.organisation.queries.tree import Node, Sight, children, tree
from lianxin.foundation.organisation.queries.unit import (
    Term,
    UnitPage,
    history,
    post_choices,
    term_of,
    unit_page,
)
from lianxin.foundation.organisation.queries.who import (
    WHO,
    actor_for,
    asked,
    known,
    post_of,
    who,
)

__all__ = [
    "WHO",
    "Answer",
    "Found",
    "Gap",
    "Node",
    "Sight",
    "Term",
    "UnitPage",
    "UnitThen",
    "account_of",
    "actor_for",
    "approval_gap",
    "approver_of",
    "areas_object",
    "asked",
    "before_closing",
    "before_merging",
    "candidates",
    "children",
    "day_asked",
    "directory",
    "findings_of",
    "findings_under",
    "history",
    "holding",
    "is_established",
    "is_single_machine",
    "known",
    "post_choices",
    "post_of",
    "search",
    "term_of",
    "tree",
    "unit_page",
    "unit_then",
    "who",
]
