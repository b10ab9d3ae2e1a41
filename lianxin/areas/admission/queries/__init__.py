"""Questions about admission."""

from lianxin.areas.admission.queries.beginning import flaws_of
from lianxin.areas.admission.queries.books import Stage, book, on_the_way, plans_of
from lianxin.areas.admission.queries.own import own_case
from lianxin.areas.admission.queries.people import held, plan_left, returned, subjects

__all__ = [
    "Stage",
    "book",
    "flaws_of",
    "held",
    "on_the_way",
    "own_case",
    "plan_left",
    "plans_of",
    "returned",
    "subjects",
]
