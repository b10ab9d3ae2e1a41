"""Questions about admission."""

from lianxin.areas.admission.queries.beginning import flaws_of
from lianxin.areas.admission.queries.books import Stage, book, on_the_way, plans_of
from lianxin.areas.admission.queries.people import approver_of, held, plan_left, returned, subjects

__all__ = [
    "Stage",
    "approver_of",
    "book",
    "flaws_of",
    "held",
    "on_the_way",
    "plan_left",
    "plans_of",
    "returned",
    "subjects",
]
