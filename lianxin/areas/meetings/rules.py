"""Keys of meetings: who sees them, who calls and keeps them, who signs in and asks for leave."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, reach, under


class Can(StrEnum):
    VIEW = "meetings.view"
    CONVENE = "meetings.convene"
    TAKE_ATTENDANCE = "meetings.take_attendance"
    DECIDE_LEAVE = "meetings.decide_leave"
    KEEP_MINUTES = "meetings.keep_minutes"
    CLOSE = "meetings.close"


KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.CONVENE: KEEPERS,
    Can.TAKE_ATTENDANCE: KEEPERS | {Role.COMMISSIONER},
    Can.DECIDE_LEAVE: KEEPERS,
    Can.KEEP_MINUTES: KEEPERS | {Role.COMMISSIONER},
    Can.CLOSE: KEEPERS,
}


def visible(by: Actor) -> Q:
    """Meetings of the units one oversees; the models add those one is invited to."""
    return reach(by, Can.VIEW)


def subtree(path: str) -> Q:
    return under(path)


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever oversees the meetings of the unit."""
    return may(by, Can.VIEW, at=at)


def may_convene(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers of the unit, or of one above it."""
    return may(by, Can.CONVENE, at=at)


def may_take_attendance(by: Actor, *, at: Place) -> bool:
    """Whoever hosts meetings of the unit: the committee."""
    return may(by, Can.TAKE_ATTENDANCE, at=at)


def may_decide_leave(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers."""
    return may(by, Can.DECIDE_LEAVE, at=at)


def may_keep_minutes(by: Actor, *, at: Place) -> bool:
    """The committee."""
    return may(by, Can.KEEP_MINUTES, at=at)


def may_close(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers; closing freezes the record."""
    return may(by, Can.CLOSE, at=at)


def may_answer_for_oneself(by: Actor, *, user_id: int | None) -> bool:
    """Signing in and asking for leave is done by the person, with his own session."""
    return by.user_id is not None and by.user_id == user_id
