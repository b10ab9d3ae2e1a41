"""Verbs of cases: opened, passed on, sent back, handed over, remarked on, swept."""

from lianxin.foundation.procedures.actions.handing import assign_case, hand_over_desk, move_case
from lianxin.foundation.procedures.actions.notes import (
    Given,
    attach,
    comment,
    detach,
    keep_draft,
    note_look,
    open_file,
)
from lianxin.foundation.procedures.actions.opening import open_case
from lianxin.foundation.procedures.actions.passing import pass_step
from lianxin.foundation.procedures.actions.sweeping import remind, renew_below, renew_clocks
from lianxin.foundation.procedures.actions.turning_back import (
    correct_step,
    end_case,
    return_case,
    withdraw_case,
)

__all__ = [
    "Given",
    "assign_case",
    "attach",
    "comment",
    "correct_step",
    "detach",
    "end_case",
    "hand_over_desk",
    "keep_draft",
    "move_case",
    "note_look",
    "open_case",
    "open_file",
    "pass_step",
    "remind",
    "renew_below",
    "renew_clocks",
    "return_case",
    "withdraw_case",
]
