"""The desk (工作台): what one works with at a unit, in a constant number of statements."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from lianxin.areas.meetings import queries as meetings
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.rules import Can as Meetings
from lianxin.areas.members import queries as members
from lianxin.areas.members.rules import Can as Members
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import queries as organisation
from lianxin.foundation.organisation.grants import may
from lianxin.foundation.organisation.health import Finding
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.rules import Can as Organisation
from lianxin.overview.workbench.todo import Task, tasks_at

COMING = 6
OFFICES = 8


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything on the desk of a person at one of the units he works at."""

    unit: Unit | None
    offices: list[Unit]
    tasks: list[Task]
    roll: members.Figures | None
    coming: list[Meeting]
    findings: list[Finding]
    may_convene: bool = False
    may_import: bool = False
    may_admit: bool = False

    # A roll answers to words as a mapping does, which a template would take for these names.
    @property
    def party(self) -> int:
        return self.roll.members if self.roll else 0

    @property
    def growing(self) -> int:
        return self.roll.growing if self.roll else 0


def desk(by: Actor, *, wanted: int | None, at: datetime) -> Desk:
    """The desk at the wanted unit, if one works there; else at the first."""
    offices = offices_of(by)
    unit = next((each for each in offices if each.pk == wanted), offices[0] if offices else None)
    if unit is None:
        return Desk(unit=None, offices=[], tasks=[], roll=None, coming=[], findings=[])
    sees_roll = may(by, Members.VIEW, at=unit)
    roll = members.figures(unit, today=localdate(at)) if sees_roll else None
    coming = meetings.under_way(unit) if may(by, Meetings.VIEW, at=unit) else []
    return Desk(
        unit=unit,
        offices=offices,
        tasks=tasks_at(unit, by, coming, at=at, roll=roll),
        roll=roll,
        coming=coming[:COMING],
        findings=organisation.findings_of(unit, at=localdate(at)) if sees_roll else [],
        may_convene=may(by, Meetings.CONVENE, at=unit),
        may_import=may(by, Members.MANAGE, at=unit),
        may_admit=may(by, Members.MANAGE, at=unit) and unit.kind_of.holds_members,
    )


def offices_of(by: Actor) -> list[Unit]:
    """The units at which one holds a role, from the top."""
    paths = by.reach.get(Organisation.VIEW, ())[:OFFICES]
    return list(Unit.objects.filter(path__in=paths).order_by("path"))
