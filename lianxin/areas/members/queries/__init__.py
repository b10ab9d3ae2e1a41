"""Questions of the roll."""

from lianxin.areas.members.queries.filters import (
    CHOICES,
    SORTS,
    Filter,
    narrowed,
    others,
    prominent,
)
from lianxin.areas.members.queries.one import (
    affiliations_of,
    branches_below,
    changes_of,
    looks_at,
    posts_of,
)
from lianxin.areas.members.queries.roll import WORDS, Figures, figures, listed, saved_views
from lianxin.areas.members.queries.standing import (
    at_units,
    before_closing,
    for_posts,
    may_do_without_account,
)
from lianxin.areas.members.queries.writing import (
    accounts_with,
    any_held,
    held_for_writing,
    holder_of,
    holders_of,
    in_use,
    latest_batches,
    lock_of,
    namesakes,
)

__all__ = [
    "CHOICES",
    "SORTS",
    "WORDS",
    "Figures",
    "Filter",
    "accounts_with",
    "affiliations_of",
    "any_held",
    "at_units",
    "before_closing",
    "branches_below",
    "changes_of",
    "figures",
    "for_posts",
    "held_for_writing",
    "holder_of",
    "holders_of",
    "in_use",
    "latest_batches",
    "listed",
    "lock_of",
    "looks_at",
    "may_do_without_account",
    "namesakes",
    "narrowed",
    "others",
    "posts_of",
    "prominent",
    "saved_views",
]
