"""Questions of the roll."""

from lianxin.areas.members.queries.standing import at_units, before_closing
from lianxin.areas.members.queries.writing import (
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
    "any_held",
    "at_units",
    "before_closing",
    "held_for_writing",
    "holder_of",
    "holders_of",
    "in_use",
    "latest_batches",
    "lock_of",
    "namesakes",
]
