from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import orjson
from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.spreadsheets import rules, storage
from lianxin.foundation.spreadsheets.actions import lines, work
from lianxin.foundation.spreadsheets.catalogue import CHUNK, LEFT_OUT_SHOWN, Stage
from lianxin.foundation.spreadsheets.drafts import Draft
from lianxin.foundation.spreadsheets.events import BatchChecked
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading import workbooks
from lianxin.foundation.spreadsheets.reading.headers import LeftOut
from lianxin.foundation.spreadsheets.sheets import Place, named
from lianxin.foundation.spreadsheets.staging import Clerk, judge

Sifted = Draft | LeftOut


@work.step(Stage.CHECKING)
def check(batch: Batch, *, by: Actor, at: datetime) -> None:
    """Read the file from where it was left, judge and stage every line, then compare keys."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    clerk = Clerk(batch, at=at)
    place = Place(batch.pk, batch.unit, by, at)
    with storage.opened(batch.stored_as) as path:
        first = max(batch.header_rows[-1], batch.done_through) + 1
        for chunk in _chunks(clerk.sift(_rows_from(path, batch.tab, first))):
            if not _stage(batch, chunk, clerk, place):
                return
    _finish(batch, by=by)


def _rows_from(path: Path, tab: int, first: int) -> Iterator[workbooks.Row]:
    for rows in workbooks.chunks(path, tab):
        for row in rows:
            if row[0] >= first:
                yield row


def _chunks(sifted: Iterator[Sifted]) -> Iterator[list[Sifted]]:
    chunk: list[Sifted] = []
    for each in sifted:
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@transaction.atomic
def _stage(batch: Batch, chunk: Sequence[Sifted], clerk: Clerk, place: Place) -> bool:
    """One chunk; False when somebody else ended the stage."""
    now = work.locked(batch)
    if now.stage != Stage.CHECKING:
        return False
    fresh = [each for each in chunk if _number(each) > now.done_through]
    drafts = [each for each in fresh if isinstance(each, Draft)]
    clerk.read(drafts)
    if drafts:
        judge(drafts, place, batch)
        lines.write(batch, drafts)
    _leave_out(now, [each for each in fresh if isinstance(each, LeftOut)])
    work.advance(now, max((_number(each) for each in chunk), default=0), len(fresh))
    return True


def _number(each: Sifted) -> int:
    return each.number if isinstance(each, Draft) else each.row


def _leave_out(batch: Batch, rows: Sequence[LeftOut]) -> None:
    if not rows:
        return
    shown = orjson.loads(batch.left_out) if batch.left_out else []
    shown += [[each.row, each.reason, each.text] for each in rows]
    batch.left_out = orjson.dumps(shown[:LEFT_OUT_SHOWN]).decode()
    batch.counts = {**batch.counts, "left_out": batch.count("left_out") + len(rows)}
    batch.save(update_fields=["left_out"])


@transaction.atomic
def _finish(batch: Batch, *, by: Actor) -> None:
    now = work.locked(batch)
    if now.stage != Stage.CHECKING:
        return
    lines.compare_all(now)
    lines.recount(now)
    now.lines = now.count("lines")
    now.counts = {**now.counts, "worked": 0}
    now.stage, now.done_through, now.trouble = Stage.CHECKED, 0, ""
    now.save()
    publish(
        BatchChecked(
            unit_id=now.unit_id, subject_id=now.pk, lines=now.lines, errors=now.count("error")
        ),
        by=by,
    )
