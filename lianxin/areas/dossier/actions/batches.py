"""Many entries at once, from a spreadsheet: one write, one event, taken back by striking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.actions.recording import (
    EnteredAlready,
    Entry,
    checked,
    columns_of,
)
from lianxin.areas.dossier.catalogue import AWARD, KINDS, TRAINING
from lianxin.areas.dossier.events import ItemsRecorded, ItemsReverted
from lianxin.areas.dossier.models import Item
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.copying import copy_in, next_ids
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.many import among
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

#: Kinds that come in lists. Others are decided about one person, and entered one by one.
IN_LISTS = frozenset({TRAINING, AWARD})
TAKEN_BACK = "撤销导入批次"
STRUCK = "这条记录已经撤销。"
NOT_OF_BATCH = "这条记录不是这一批写入的，或者已不在本组织管理的党员档案中。"


class GoneMeanwhile(Refused):
    sentence = "有的成员在检查之后离开了本组织，请重新检查表格。"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry for one member."""

    member_id: int
    entry: Entry


@transaction.atomic
def record_all(
    kind: str, lines: Sequence[Line], *, unit: Unit, batch: int, by: Actor, at: datetime
) -> list[int]:
    """Enter many trainings or awards of members at and below a unit; their ids, in order."""
    require(kind in IN_LISTS and rules.may_record(by, kind, at=unit))
    held = _held(lines, unit)
    declared, today = KINDS[kind], day_of(at)
    rows = [
        {"member_id": line.member_id}
        | columns_of(declared, line.entry, checked(declared, line.entry, today=today))
        for line in lines
    ]
    _not_yet(kind, rows, held)
    ids = next_ids(Item, len(rows))
    told = {
        "source": "batch", "batch": batch, "at": at, "created_at": at, "user_id": by.user_id,
        "actor": by.name, "lifted_document": "", "struck_by": "", "struck_reason": "",
    }  # fmt: skip
    copy_in(Item, ({"id": pk} | row | told for pk, row in zip(ids, rows, strict=True)))

    publish(
        ItemsRecorded(
            unit_id=unit.pk, subject_id=unit.pk, item_kind=kind, batch=batch, rows=len(rows)
        ),
        by=by,
    )
    return ids


@transaction.atomic
def revert_all(
    item_ids: Sequence[int], *, batch: int, unit: Unit, by: Actor, at: datetime
) -> dict[int, str]:
    """Strike out what a batch entered. Answers a sentence for each: why it stays, or ""."""
    require(rules.may_keep(by, at=unit))
    found = {
        item.pk: item
        for item in Item.objects.select_for_update(of=("self",))
        .filter(pk__in=among(item_ids, "int8"), batch=batch)
        .filter(rules.in_subtree(unit.path))
        .order_by("id")
    }
    outcome = {
        pk: NOT_OF_BATCH if pk not in found else STRUCK if found[pk].is_struck else ""
        for pk in item_ids
    }
    free = [pk for pk, sentence in outcome.items() if not sentence]
    Item.objects.filter(pk__in=among(free, "int8")).update(
        struck_at=at, struck_by=by.name, struck_reason=TAKEN_BACK
    )

    publish(ItemsReverted(unit_id=unit.pk, subject_id=unit.pk, batch=batch, rows=len(free)), by=by)
    return outcome


def _held(lines: Sequence[Line], unit: Unit) -> set[int]:
    """The members of the lines, all of them at or below the unit, held until the end."""
    wanted = {line.member_id for line in lines}
    rows = Member.objects.select_for_update(of=("self",)).under(unit.path).order_by("id")
    held = set(rows.filter(pk__in=among(sorted(wanted), "int8")).values_list("pk", flat=True))
    if held != wanted:
        raise GoneMeanwhile
    return held


def _not_yet(kind: str, rows: Sequence[Mapping[str, Any]], held: set[int]) -> None:
    """Refuse what the files have already, or what stands twice in the list."""
    standing = Item.objects.standing().filter(kind=kind, member__in=among(sorted(held), "int8"))
    known = set(standing.values_list("member_id", "on", "title"))
    for row in rows:
        key = (row["member_id"], row["on"], row["title"])
        if key in known:
            raise EnteredAlready
        known.add(key)
