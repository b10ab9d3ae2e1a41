"""Verbs of meetings: ask, check, write, tell. Nothing else writes here."""

from lianxin.areas.meetings.actions.attendance import (
    confirm_sign_in,
    confirm_sign_ins,
    enter_leave,
    strike_sign_ins,
    take_attendance,
)
from lianxin.areas.meetings.actions.close import cancel_meeting, close_meeting
from lianxin.areas.meetings.actions.convene import (
    EARLY,
    Plan,
    amend,
    convene,
    open_meeting,
    record_past_meeting,
)
from lianxin.areas.meetings.actions.leave import (
    Request,
    approve_leave,
    ask_leave,
    decline_leave,
    withdraw_leave,
)
from lianxin.areas.meetings.actions.minutes import Decision, Minutes, Section, save_minutes
from lianxin.areas.meetings.actions.roll import invite_guest, refresh_roll, withdraw_guest
from lianxin.areas.meetings.actions.sign_in import (
    accept_late_sign_in,
    dismiss_late_sign_in,
    look_again,
    note_wrong_digits,
    sign_in,
    sign_in_late,
)

__all__ = [
    "EARLY",
    "Decision",
    "Minutes",
    "Plan",
    "Request",
    "Section",
    "accept_late_sign_in",
    "amend",
    "approve_leave",
    "ask_leave",
    "cancel_meeting",
    "close_meeting",
    "confirm_sign_in",
    "confirm_sign_ins",
    "convene",
    "decline_leave",
    "dismiss_late_sign_in",
    "enter_leave",
    "invite_guest",
    "look_again",
    "note_wrong_digits",
    "open_meeting",
    "record_past_meeting",
    "refresh_roll",
    "save_minutes",
    "sign_in",
    "sign_in_late",
    "strike_sign_ins",
    "take_attendance",
    "withdraw_guest",
    "withdraw_leave",
]
