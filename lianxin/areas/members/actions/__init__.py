from lianxin.areas.members.actions.admit import admit
from lianxin.areas.members.actions.affiliations import affiliate, end_affiliation
from lianxin.areas.members.actions.amend import amend
from lianxin.areas.members.actions.batches import Amendment, Line, admit_all, amend_all
from lianxin.areas.members.actions.excuses import excuse_from_attendance, expect_at_meetings
from lianxin.areas.members.actions.history import AlreadyOnTheRoll, Implausible, NoBranch
from lianxin.areas.members.actions.leaving import leave_roll, restore, suspend
from lianxin.areas.members.actions.looks import show_sensitive
from lianxin.areas.members.actions.moves import move_all, move_within
from lianxin.areas.members.actions.rows import complete, plain
from lianxin.areas.members.actions.undo import revert_all

__all__ = [
    "AlreadyOnTheRoll",
    "Amendment",
    "Implausible",
    "Line",
    "NoBranch",
    "admit",
    "admit_all",
    "affiliate",
    "amend",
    "amend_all",
    "complete",
    "end_affiliation",
    "excuse_from_attendance",
    "expect_at_meetings",
    "leave_roll",
    "move_all",
    "move_within",
    "plain",
    "restore",
    "revert_all",
    "show_sensitive",
    "suspend",
]
