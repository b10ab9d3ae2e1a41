"""Questions of meetings: who is in, who may come in, what was frozen, what waits."""

from lianxin.areas.meetings.queries.door import Door, door_of
from lianxin.areas.meetings.queries.figures import counted_now, waiting
from lianxin.areas.meetings.queries.record import Verdict, content, digest_of, verify
from lianxin.areas.meetings.queries.roll import Line, late_ones, line_of, roll
from lianxin.areas.meetings.queries.turnout import SNAPSHOT, Turnout, turnout

__all__ = [
    "SNAPSHOT",
    "Door",
    "Line",
    "Turnout",
    "Verdict",
    "content",
    "counted_now",
    "digest_of",
    "door_of",
    "late_ones",
    "line_of",
    "roll",
    "turnout",
    "verify",
    "waiting",
]
