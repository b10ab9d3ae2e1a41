"""What people may type about meetings; forms validate and never save."""

from lianxin.areas.meetings.forms.answers import (
    CancelForm,
    DigitsForm,
    LeaveForm,
    NoteForm,
    TickForm,
)
from lianxin.areas.meetings.forms.minutes import MinutesForm
from lianxin.areas.meetings.forms.plan import KindsForm, PlanForm, of_cell, proposed, said_of

__all__ = [
    "CancelForm",
    "DigitsForm",
    "KindsForm",
    "LeaveForm",
    "MinutesForm",
    "NoteForm",
    "PlanForm",
    "TickForm",
    "of_cell",
    "proposed",
    "said_of",
]
