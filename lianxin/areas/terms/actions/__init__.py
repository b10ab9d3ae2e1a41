"""Verbs of elections: who stands, who counts, what was counted, what follows from it."""

from lianxin.areas.terms.actions.candidates import count_in, leave_out, put_up, take_down
from lianxin.areas.terms.actions.counting import agree_to_fewer, enter_count
from lianxin.areas.terms.actions.effect import (
    assign_duties,
    set_aside_offices,
    take_office,
)
from lianxin.areas.terms.actions.polls import Ballot, open_poll, set_aside
from lianxin.areas.terms.actions.reminding import remind

__all__ = [
    "Ballot",
    "agree_to_fewer",
    "assign_duties",
    "count_in",
    "enter_count",
    "leave_out",
    "open_poll",
    "put_up",
    "remind",
    "set_aside",
    "set_aside_offices",
    "take_down",
    "take_office",
]
