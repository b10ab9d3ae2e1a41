from datetime import date
from typing import Any

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import closing, rules
from lianxin.foundation.organisation.actions import history, tree
from lianxin.foundation.organisation.actions.found import check_facts
from lianxin.foundation.organisation.actions.history import Paper
from lianxin.foundation.organisation.catalogue import KINDS, may_stand_below
from lianxin.foundation.organisation.events import UnitAmended
from lianxin.foundation.organisation.models import Unit, UnitVersion

# What the unit's own staff keep; everything else is decided above it.
OWN = frozenset({"phone", "has_cells"})
AMENDABLE = OWN | {
    "kind", "domain", "code", "rank", "approves_members", "has_committee", "founded_on",
    "term_starts_on", "term_ends_on",
}  # fmt: skip


class NothingChanged(Refused):
    sentence = "没有需要变更的内容。"


class KindDoesNotFit(Refused):
    """The other kind cannot stand here, bear what stands below, or hold the members."""


@transaction.atomic
def amend(unit: Unit, *, on: date, document: str, by: Actor, **facts: Any) -> Unit:
    """Put facts of a unit right, or change its kind from a day on.

    `facts`: any of AMENDABLE. Fields that keep their value are no change.
    """
    if "kind" in facts:
        tree.hold()
    unit = tree.fresh(unit)
    changed = {name: value for name, value in facts.items() if getattr(unit, name) != value}
    require(may_change(by, unit, changed))
    if not changed:
        raise NothingChanged

    old_kind = unit.kind
    changes = tuple(_said(unit, name, value) for name, value in changed.items())
    for name, value in changed.items():
        setattr(unit, name, value)
    if {"term_starts_on", "term_ends_on"} & changed.keys():
        unit.term_extended_from = None
    _change_kind(unit, old_kind, Paper(on=on, document=document), by=by)
    check_facts(unit)
    tree.free_code(unit.code, unit_id=unit.pk)
    unit.save(update_fields=[*changed, "term_ends_on", "term_extended_from"])

    publish(
        UnitAmended(
            unit_id=unit.pk,
            subject_id=unit.pk,
            changes=changes,
            old_kind=old_kind,
            kind=unit.kind,
            on=on,
            document=document,
            counted=_counted(unit, old_kind),
        ),
        by=by,
    )
    return unit


def may_change(by: Actor, unit: Unit, changed: Any) -> bool:
    """Own staff for what is theirs, whoever stands above for the rest."""
    if set(changed) <= OWN:
        return rules.may_amend(by, unit=unit)
    return rules.may_restructure(by, unit=unit)


def _said(unit: Unit, name: str, value: Any) -> tuple[str, str, str]:
    """How a change is told; a telephone number is personal and is not."""
    if name in Unit.personal:
        return name, "", "（已更新）"
    return name, str(getattr(unit, name)), str(value)


def _change_kind(unit: Unit, old_kind: str, paper: Paper, *, by: Actor) -> None:
    if unit.kind == old_kind:
        return
    new, old = KINDS[unit.kind], KINDS[old_kind]
    if unit.parent and not may_stand_below(new.code, unit.parent.kind):
        raise KindDoesNotFit(
            f"{unit.parent.kind_of.name}之下不能设{new.name}。请另选组织类别，或先调整隶属。"
        )
    if old.holds_members and not new.holds_members and (found := closing.obstacles(unit.pk)):
        raise KindDoesNotFit(f"{new.name}不能直接存放组织关系：{''.join(found)}")
    history.change(unit, UnitVersion.Cause.AMENDED, paper, by=by, kind=new.code)
    current = unit.versions.get(until_on=None)
    if current.kind != new.code:
        raise KindDoesNotFit(
            f"该组织在 {paper.on:%Y-%m-%d} 之后还有类别变更登记，生效日期不能早于那次变更。"
        )
    history.check_place(unit)
    history.check_below(unit)


def _counted(unit: Unit, old_kind: str) -> tuple[Count, ...]:
    if unit.kind == old_kind:
        return ()
    return (
        Count(what=f"units.{old_kind}", unit_id=unit.pk, amount=-1),
        Count(what=f"units.{unit.kind}", unit_id=unit.pk, amount=1),
    )
