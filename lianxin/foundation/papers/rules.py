"""Keys of papers: who reads a unit's register, voids, sets its numbers. Whether somebody may draw
and issue a kind of paper is the rule of the area that plugged it."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, reach
from lianxin.foundation.papers.catalogue import Paper


class Can(StrEnum):
    VIEW = "papers.view"
    VOID = "papers.void"
    SET_SERIES = "papers.set_series"


KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.VOID: KEEPERS,
    Can.SET_SERIES: KEEPERS,
}


def visible(by: Actor) -> Q:
    """Papers of the units whose register one reads; whom a paper is about reads it besides."""
    return reach(by, Can.VIEW)


def may_view(by: Actor, *, at: Place) -> bool:
    """The committee of the unit, and whoever oversees it."""
    return may(by, Can.VIEW, at=at)


def may_issue(by: Actor, paper: Paper | None, *, at: Place) -> bool:
    """Whoever the area that owns the paper lets."""
    return paper is not None and paper.may(by, at=at)


def may_draw(by: Actor, paper: Paper | None, subject_id: int, *, at: Place) -> bool:
    """Whoever may issue it, and whom it is about: a draft tells what its area keeps sealed."""
    is_own = paper is not None and paper.is_own(subject_id, by)
    return is_own or may_issue(by, paper, at=at)


def may_take(by: Actor, paper: Paper | None, subject_id: int, *, at: Place) -> bool:
    """Readers of the register, whoever may issue it, and whom the paper is about."""
    return may_view(by, at=at) or may_draw(by, paper, subject_id, at=at)


def may_void(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers of the unit, or of one above it."""
    return may(by, Can.VOID, at=at)


def may_set_series(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers of the unit, or of one above it."""
    return may(by, Can.SET_SERIES, at=at)
