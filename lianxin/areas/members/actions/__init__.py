from lianxin.areas.members.actions.accounts import MOST as MOST_ACCOUNTS
from lianxin.areas.members.actions.accounts import Opening, Slip, open_accounts
from lianxin.areas.members.actions.admit import admit
from lianxin.areas.members.actions.affiliations import affiliate, end_affiliation
from lianxin.areas.members.actions.amend import amend, correct
from lianxin.areas.members.actions.batches import Amendment, Line, admit_all, amend_all
from lianxin.areas.members.actions.excuses import excuse_from_attendance, expect_at_meetings
from lianxin.areas.members.actions.exports import CONTEXT as EXPORT_CONTEXT
from lianxin.areas.members.actions.exports import (
    Wanted,
    expire_exports,
    export_roll,
    file_export,
    give_up_export,
)
from lianxin.areas.members.actions.history import AlreadyOnTheRoll, Implausible, NoBranch
from lianxin.areas.members.actions.joining import (
    become_activist,
    become_candidate,
    become_full,
    become_probationary,
    put_on_the_way,
)
from lianxin.areas.members.actions.leaving import leave_roll, restore, suspend
from lianxin.areas.members.actions.looks import show_sensitive
from lianxin.areas.members.actions.moves import MOST as MOST_MOVED
from lianxin.areas.members.actions.moves import move_all, move_within
from lianxin.areas.members.actions.photos import put_photo, remove_photo
from lianxin.areas.members.actions.rows import complete as complete
from lianxin.areas.members.actions.rows import plain as plain
from lianxin.areas.members.actions.saved import drop_view, save_view, share_view
from lianxin.areas.members.actions.transfers import (
    Coming,
    NoLongerThere,
    NotInForce,
    Release,
    arrive,
    receive,
    receive_all,
    release_all,
)
from lianxin.areas.members.actions.undo import revert_all

__all__ = [
    "EXPORT_CONTEXT",
    "MOST_ACCOUNTS",
    "MOST_MOVED",
    "AlreadyOnTheRoll",
    "Amendment",
    "Coming",
    "Implausible",
    "Line",
    "NoBranch",
    "NoLongerThere",
    "NotInForce",
    "Opening",
    "Release",
    "Slip",
    "Wanted",
    "admit",
    "admit_all",
    "affiliate",
    "amend",
    "amend_all",
    "arrive",
    "become_activist",
    "become_candidate",
    "become_full",
    "become_probationary",
    "correct",
    "drop_view",
    "end_affiliation",
    "excuse_from_attendance",
    "expect_at_meetings",
    "expire_exports",
    "export_roll",
    "file_export",
    "give_up_export",
    "leave_roll",
    "move_all",
    "move_within",
    "open_accounts",
    "put_on_the_way",
    "put_photo",
    "receive",
    "receive_all",
    "release_all",
    "remove_photo",
    "restore",
    "revert_all",
    "save_view",
    "share_view",
    "show_sensitive",
    "suspend",
]
