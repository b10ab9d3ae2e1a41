import re
from datetime import date

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.pinyin import initials, sort_key
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import tree
from lianxin.foundation.organisation.actions.history import Paper, first_version
from lianxin.foundation.organisation.catalogue import (
    APPROVERS,
    KINDS,
    ZONED,
    may_stand_below,
    term_end,
)
from lianxin.foundation.organisation.events import UnitFounded
from lianxin.foundation.organisation.models import Unit

step = tree.step


class MayNotApprove(Refused):
    sentence = "只有党委（党工委）可以具有审批预备党员权限，党总支、党支部不能勾选。"


@transaction.atomic
def found(
    *, parent: Unit, kind: str, name: str, on: date, by: Actor, **facts: str | bool | int | date
) -> Unit:
    """Found a unit below `parent`, on a date and by a document of approval.

    `facts`: short_name, domain, code, phone, document, has_committee, has_cells,
    approves_members, term_starts_on, term_ends_on, rank. A term without an end gets the one
    the regulations give it.
    """
    tree.share()
    parent = tree.fresh(parent)
    require(rules.may_found(by, at=parent))
    if not may_stand_below(kind, parent.kind):
        raise tree.NoSuchPlace(
            f"{parent.kind_of.name}之下不能设{KINDS[kind].name}。请核对组织类别和上级组织。"
        )

    paper = Paper(on=on, document=str(facts.pop("document", "")))
    unit = Unit(kind=kind, name=name, founded_on=on, parent=parent, **facts)
    unit.rank = unit.rank or ordinal(unit.short_name or name)
    unit.has_committee = unit.has_committee or unit.is_internal
    check_facts(unit)
    tree.free_code(unit.code)
    _place(unit)
    first_version(unit, paper, by=by)

    publish(
        UnitFounded(
            unit_id=unit.pk,
            subject_id=unit.pk,
            name=unit.name,
            kind=kind,
            on=on,
            document=paper.document,
            counted=(Count(what=f"units.{kind}", unit_id=unit.pk, amount=1),),
        ),
        by=by,
    )
    return unit


def check_facts(unit: Unit) -> None:
    """What holds of one unit whatever the verb: who may approve, and when a term is over."""
    if unit.approves_members and unit.kind not in APPROVERS:
        raise MayNotApprove
    if unit.term_starts_on and not unit.term_ends_on:
        unit.term_ends_on = term_end(unit.kind, unit.domain, starts_on=unit.term_starts_on)
    tree.check_term(unit)


def place_root(*, kind: str, name: str, on: date, by: Actor, **facts: str | bool) -> Unit:
    """Put the root of the tree into an empty house.

    `facts`: domain, approves_members.
    """
    root = Unit(kind=kind, name=name, founded_on=on, **facts)
    root.has_committee = root.is_internal
    check_facts(root)
    unit = _place(root)
    first_version(unit, Paper(on=on), by=by)
    return unit


def _place(unit: Unit) -> Unit:
    """Give the unit its step of the path. Steps are never reused and say nothing of order."""
    above = unit.parent
    sound(unit)
    unit.path = tree.step(1) if above is None else tree.new_path(above)
    if above is not None:
        unit.zone = above.zone
    if unit.kind == ZONED:
        unit.zone = _new_zone()
    unit.save()
    return unit


def sound(unit: Unit) -> None:
    """The short name and how it is found by its sound."""
    unit.short_name = unit.short_name or unit.name.removeprefix("中共")
    unit.pinyin = sort_key(unit.short_name)[:400]
    unit.initials = initials(unit.pinyin)[:60]


DIGITS = {digit: at for at, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
ORDINAL = re.compile(r"第([〇零一二三四五六七八九十百]+|\d+)")


def ordinal(name: str) -> int:
    """The number in a name, to stand in its order: 第十二党支部 → 12, 离退休党支部 → 0."""
    found = ORDINAL.search(name)
    if found is None:
        return 0
    if found[1].isdigit():
        return int(found[1][:5])
    total = now = 0
    for digit in found[1]:
        if digit in DIGITS:
            now = DIGITS[digit]
        else:
            total, now = total + (now or 1) * (10 if digit == "十" else 100), 0
    return total + now


def _new_zone() -> int:
    highest = Unit.objects.order_by("-zone").values_list("zone", flat=True).first()
    return (highest or 0) + 1
