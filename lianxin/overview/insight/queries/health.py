"""What is amiss with the units one answers for (组织体检)."""

from dataclasses import dataclass
from datetime import date

from lianxin.foundation.organisation import queries as organisation
from lianxin.foundation.organisation.health import Finding
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight.queries.dashboard import Dashboard

# Every check of every unit below is worked out only for a tree of this size; above larger ones
# one sees the unit's own, and goes down for the rest.
MOST = 500
GRAVITY = {"danger": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, kw_only=True)
class Amiss:
    """A finding at a unit."""

    unit: Unit
    finding: Finding


@dataclass(frozen=True, kw_only=True)
class Findings:
    rows: list[Amiss]
    is_partial: bool

    @property
    def grave(self) -> int:
        return sum(row.finding.tone != "info" for row in self.rows)


def findings(unit: Unit, board: Dashboard, *, at: date) -> Findings:
    """Findings at the unit and below it, the gravest first."""
    if board.below > MOST:
        own = organisation.findings_of(unit, at=at)
        return Findings(rows=[Amiss(unit=unit, finding=each) for each in own], is_partial=True)
    found = organisation.findings_under(unit.path, at=at)
    units = Unit.objects.in_bulk(list(found))
    rows = [Amiss(unit=units[pk], finding=each) for pk, listed in found.items() for each in listed]
    rows.sort(key=lambda row: (GRAVITY[row.finding.tone], row.unit.path))
    return Findings(rows=rows, is_partial=False)
