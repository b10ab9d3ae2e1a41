"""Questions about admission."""

from lianxin.areas.admission.queries.books import Stage, book, plans_of
from lianxin.areas.admission.queries.people import approver_of, held, plan_left, returned, subjects

__all__ = ["Stage", "approver_of", "book", "held", "plan_left", "plans_of", "returned", "subjects"]
