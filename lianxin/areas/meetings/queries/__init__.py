"""Questions of meetings: who is in, who may come in, what was frozen, what waits."""

from lianxin.areas.meetings.queries.door import Door, door_of
from lianxin.areas.meetings.queries.figures import counted_now, under_way, waiting
from lianxin.areas.meetings.queries.lists import (
    Asked,
    Mine,
    Tab,
    meetings_at,
    mine,
    tabs_of,
    turnouts_of,
)
from lianxin.areas.meetings.queries.people import (
    CellHabit,
    Habits,
    cells_of,
    guests_to_invite,
    habits_of,
    leaders_of,
    people_of,
    sitters_of,
)
from lianxin.areas.meetings.queries.record import Verdict, content, digest_of, outcomes, verify
from lianxin.areas.meetings.queries.roll import Line, late_of, late_ones, line_of, roll
from lianxin.areas.meetings.queries.turnout import SNAPSHOT, Turnout, turnout

__all__ = [
    "SNAPSHOT",
    "Asked",
    "CellHabit",
    "Door",
    "Habits",
    "Line",
    "Mine",
    "Tab",
    "Turnout",
    "Verdict",
    "cells_of",
    "content",
    "counted_now",
    "digest_of",
    "door_of",
    "guests_to_invite",
    "habits_of",
    "late_of",
    "late_ones",
    "leaders_of",
    "line_of",
    "meetings_at",
    "mine",
    "outcomes",
    "people_of",
    "roll",
    "sitters_of",
    "tabs_of",
    "turnout",
    "turnouts_of",
    "under_way",
    "verify",
    "waiting",
]
