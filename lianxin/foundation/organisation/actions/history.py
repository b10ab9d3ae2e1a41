"""The threads of a unit's versions: each change sets some facts from a day on, and what it does
not set runs through from the change before. A change entered late is threaded in where it
belongs; later changes keep what they set.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.catalogue import KINDS, may_stand_below
from lianxin.foundation.organisation.models import Unit, UnitVersion

Cause = UnitVersion.Cause
FACTS = ("name", "short_name", "kind", "parent_id", "is_open")
SETS: dict[str, frozenset[str]] = {
    Cause.FOUNDED: frozenset(FACTS),
    Cause.RENAMED: frozenset({"name", "short_name"}),
    Cause.MOVED: frozenset({"parent_id"}),
    Cause.AMENDED: frozenset({"kind"}),
    Cause.MERGED: frozenset({"is_open"}),
    Cause.CLOSED: frozenset({"is_open"}),
}


class BeforeTheBeginning(Refused):
    sentence = "生效日期早于该组织成立（登记）的日期。请核对日期。"


class PastContradicted(Refused):
    """The change would make the tree impossible on some day of the past."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """When a change takes effect and on whose word."""

    on: date
    document: str = ""
    note: str = ""


def first_version(unit: Unit, paper: Paper, *, by: Actor) -> None:
    """Begin the thread; not before the unit above is itself known to the register."""
    above = unit.parent and unit.parent.versions.order_by("from_on", "id").first()
    UnitVersion.objects.create(
        unit=unit,
        cause=Cause.FOUNDED,
        from_on=max(paper.on, above.from_on) if above else paper.on,
        document=paper.document,
        note=paper.note,
        recorded_by_id=by.user_id,
        **{fact: getattr(unit, fact) for fact in FACTS if fact != "is_open"},
    )
    check_place(unit)


def change(unit: Unit, cause: str, paper: Paper, *, by: Actor, **facts: Any) -> UnitVersion:
    """Thread a change into the unit's versions and return what holds now."""
    thread = list(unit.versions.order_by("from_on", "id"))
    if paper.on < thread[0].from_on:
        raise BeforeTheBeginning
    new = UnitVersion(
        unit=unit,
        cause=cause,
        from_on=paper.on,
        document=paper.document,
        note=paper.note,
        recorded_by_id=by.user_id,
        **facts,
    )
    # On one day the later entry has the last word.
    place = sum(version.from_on <= paper.on for version in thread)
    thread.insert(place, new)
    _run_through(thread)
    return thread[-1]


def _run_through(thread: list[UnitVersion]) -> None:
    """Give every version the facts it does not set itself and the day it ends."""
    running: dict[str, Any] = {}
    for at, version in enumerate(thread):
        own = SETS[version.cause]
        for fact in FACTS:
            if fact in own:
                running[fact] = getattr(version, fact)
            else:
                setattr(version, fact, running[fact])
        later = thread[at + 1] if at + 1 < len(thread) else None
        version.until_on = later.from_on if later else None
    # The one current version must give way before another takes its place.
    for version in sorted(
        thread, key=lambda version: (version.pk is None, version.until_on is None)
    ):
        version.save()


def _holds(version: UnitVersion) -> bool:
    return version.until_on is None or version.until_on > version.from_on


def check_place(unit: Unit) -> None:
    """Refuse when on some day the unit stood below one that was not there, or could not bear it."""
    own = [version for version in unit.versions.all() if version.is_open and _holds(version)]
    above = UnitVersion.objects.filter(unit__in={version.parent_id for version in own})
    parents: dict[int, list[UnitVersion]] = {}
    for version in above.select_related("unit"):
        parents.setdefault(version.unit_id, []).append(version)
    for version in own:
        _check_pairs([version], parents.get(version.parent_id or 0, []))
        known = [parent.from_on for parent in parents.get(version.parent_id or 0, [])]
        if known and version.from_on < min(known):
            name = parents[version.parent_id or 0][0].unit.short_name
            raise PastContradicted(
                f"上级组织“{name}”自 {min(known):%Y-%m-%d} 起才有登记，"
                "生效日期不能早于这一天。请核对日期。"
            )


def check_below(unit: Unit) -> None:
    """Refuse when on some day a unit stood below this one that it could not bear then."""
    children = UnitVersion.objects.filter(parent=unit, is_open=True).select_related("unit")
    _check_pairs([child for child in children if _holds(child)], list(unit.versions.all()))


def _check_pairs(children: list[UnitVersion], parents: list[UnitVersion]) -> None:
    for child in children:
        for parent in filter(_holds, parents):
            if _overlap(child, parent):
                _check_pair(child, parent)


def _overlap(one: UnitVersion, other: UnitVersion) -> bool:
    return (other.until_on is None or one.from_on < other.until_on) and (
        one.until_on is None or other.from_on < one.until_on
    )


def _check_pair(child: UnitVersion, parent: UnitVersion) -> None:
    day = max(child.from_on, parent.from_on)
    if not parent.is_open:
        raise PastContradicted(
            f"{day:%Y-%m-%d} 起“{parent.short_name}”已经撤销，而“{child.short_name}”仍在其下。"
            "请核对生效日期。"
        )
    if not may_stand_below(child.kind, parent.kind):
        raise PastContradicted(
            f"{day:%Y-%m-%d} 时“{parent.short_name}”是{KINDS[parent.kind].name}，"
            f"其下不能有{KINDS[child.kind].name}“{child.short_name}”。请核对生效日期和组织类别。"
        )
