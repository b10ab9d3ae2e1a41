"""Keys of cases. Each procedure names its own permissions; here they are put to use."""

from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.grants import NOWHERE, Place, may, own, reach, under
from lianxin.foundation.procedures.catalogue import Desk, Procedure, Step, procedures


def visible(by: Actor) -> Q:
    """Cases of the units one oversees, those that lie on one's desk or come to one's side, and
    one's own."""
    if by.is_system:
        return Q()
    found = (Q(procedure=each.code) & _seen(by, each.view) for each in procedures())
    return reduce(or_, found, own_cases(by))


def _seen(by: Actor, view: StrEnum) -> Q:
    at_units = reach(by, view)
    if at_units == NOWHERE:
        return NOWHERE
    return at_units | reach(by, view, unit="desk") | reach(by, view, unit="other")


def own_cases(by: Actor) -> Q:
    """Cases about the actor himself."""
    return own(by)


def subtree(path: str) -> Q:
    return under(path)


def desks(path: str) -> Q:
    """Cases that wait at the unit of this path or below it."""
    return under(path, unit="desk")


def may_view(by: Actor, *, of: Procedure, at: Place) -> bool:
    """Whoever oversees such matters at the unit."""
    return may(by, of.view, at=at)


def may_open(by: Actor, *, of: Procedure, at: Place) -> bool:
    """Whoever keeps such matters at the unit."""
    return may(by, of.keep, at=at)


def may_keep(by: Actor, *, of: Procedure, at: Place) -> bool:
    """Whoever keeps such matters at the unit withdraws, comments and hands over."""
    return may(by, of.keep, at=at)


def may_pass(by: Actor, *, step: Step, unit: Place, desk: Place, user_id: int | None) -> bool:
    """Whoever holds the step's key at the desk where the case lies; what the person himself does,
    he does, or his unit enters for him."""
    if step.desk is Desk.SUBJECT:
        return is_own(by, user_id=user_id) or may(by, step.key, at=unit)
    return may(by, step.key, at=desk)


def is_own(by: Actor, *, user_id: int | None) -> bool:
    """Whether the case is about the actor himself."""
    return by.user_id is not None and by.user_id == user_id


def may_hand_over(by: Actor, *, at: Place) -> bool:
    """Whoever keeps any matter at the unit hands its desk over."""
    return any(may(by, each.keep, at=at) for each in procedures())
