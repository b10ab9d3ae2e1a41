from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.spreadsheets import queries, rules
from lianxin.foundation.spreadsheets.actions import lines, work
from lianxin.foundation.spreadsheets.actions.upload import take_tab
from lianxin.foundation.spreadsheets.catalogue import OPEN, Stage
from lianxin.foundation.spreadsheets.events import BatchMapped, TabChosen
from lianxin.foundation.spreadsheets.models import Batch, RememberedMapping
from lianxin.foundation.spreadsheets.reading.columns import Kind
from lianxin.foundation.spreadsheets.reading.headers import normal
from lianxin.foundation.spreadsheets.reading.mapping import fingerprint
from lianxin.foundation.spreadsheets.sheets import named


class NotNow(Refused):
    sentence = "这个批次已经开始导入或已结束，不能再改动。如需重新导入，请重新上传表格。"


class NoSuchTab(Refused):
    sentence = "文件里没有这个工作表，或表头行不在前几十行之内。请重新选择。"


class NotMapped(Refused):
    sentence = "还没有确定表头行。请先指定表头所在的行。"


class ClaimedTwice(Refused):
    sentence = "有两列对应到了同一个字段，请只保留一列。"


class RequiredMissing(Refused):
    sentence = "还有必填字段没有对应的列。"


@transaction.atomic
def choose_tab(batch: Batch, tab: int, header_row: int | None, *, by: Actor, at: datetime) -> Batch:
    """Read another tab of the file, or take the row a person points at for the header."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = work.locked(batch)
    if batch.stage not in OPEN:
        raise NotNow
    chosen = next((t for t in queries.tabs_of(batch) if t.index == tab), None)
    rows = {number for number, _ in chosen.head} if chosen else set()
    if chosen is None or (header_row is not None and header_row not in rows):
        raise NoSuchTab

    lines.erase(batch)
    take_tab(batch, tab, header_row=header_row, at=at)
    batch.stage, batch.done_through, batch.counts = Stage.UPLOADED, 0, {}
    batch.worked_at, batch.trouble = at, ""
    batch.save()

    publish(
        TabChosen(
            unit_id=batch.unit_id,
            subject_id=batch.pk,
            tab=chosen.name,
            header_row=batch.header_rows[0] if batch.header_rows else 0,
        ),
        by=by,
    )
    return batch


@transaction.atomic
def map_columns(batch: Batch, choices: Mapping[int, str], *, by: Actor, at: datetime) -> Batch:
    """Settle which column is which field, remember it for this unit, and have the lines checked.

    `choices` gives the key for each place of the row; a place that is not in it, or has "",
    is left out.
    """
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = work.locked(batch)
    if batch.stage not in OPEN:
        raise NotNow
    chosen = {place: key for place, key in choices.items() if key}
    _refuse_gaps(batch, chosen)

    lines.erase(batch)
    batch.mapping = {str(place): key for place, key in chosen.items()}
    _remember(batch, choices, at=at)
    batch.stage, batch.done_through, batch.counts = Stage.CHECKING, 0, {}
    batch.worked_at, batch.trouble, batch.restarts = at, "", 0
    batch.save()

    publish(BatchMapped(unit_id=batch.unit_id, subject_id=batch.pk, columns=len(chosen)), by=by)
    return work.begin(batch, by=by, at=at)


def _refuse_gaps(batch: Batch, chosen: Mapping[int, str]) -> None:
    if not batch.header_rows:
        raise NotMapped
    columns = {column.key: column for column in batch.plug.columns}
    keys = list(chosen.values())
    if twice := {key for key in keys if keys.count(key) > 1}:
        labels = "、".join(sorted(columns[key].label for key in twice if key in columns))
        raise ClaimedTwice(f"有两列都对应到“{labels}”，请只保留一列，其余选“不导入”。")
    # At a unit with others below it, each line must say where it belongs.
    missing = [
        column.label
        for column in columns.values()
        if column.key not in keys
        and (column.required or (column.kind is Kind.UNIT and batch.unit.is_internal))
    ]
    if missing:
        raise RequiredMissing(
            f"还没有对应“{'、'.join(missing)}”。请在下表选出对应的列；"
            "表里确实没有的，请在原表中补上这一列后重新上传。"
        )


def _remember(batch: Batch, choices: Mapping[int, str], *, at: datetime) -> None:
    header = queries.header_of(batch)
    made = {
        normal(header.texts[place]): key
        for place, key in choices.items()
        if place < len(header.texts) and normal(header.texts[place])
    }
    RememberedMapping.objects.update_or_create(
        unit=batch.unit,
        sheet=batch.sheet,
        fingerprint=fingerprint(header),
        defaults={"choices": made, "changed_at": at},
    )
