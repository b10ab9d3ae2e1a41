from datetime import datetime

import orjson
from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import unseal_bytes
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.spreadsheets import rules, storage
from lianxin.foundation.spreadsheets.actions import lines, work
from lianxin.foundation.spreadsheets.actions.mapping import NotNow
from lianxin.foundation.spreadsheets.catalogue import CHUNK, KEPT_FOR, OPEN, Stage
from lianxin.foundation.spreadsheets.events import (
    BatchDiscarded,
    BatchForgotten,
    BatchUndone,
    UndoStarted,
)
from lianxin.foundation.spreadsheets.models import Batch, Outcome
from lianxin.foundation.spreadsheets.sheets import Applied, Place, Undone, named

LAST = 2**31 - 1
MARK = """
update spreadsheets_outcome o set undone = n.undone, why_kept = n.why_kept
from unnest(%s::int4[], %s::bool[], %s::varchar[]) as n(number, undone, why_kept)
where o.zone = %s and o.batch_id = %s and o.number = n.number
"""


class TooLateToUndo(Refused):
    sentence = (
        f"只能撤销最近 {KEPT_FOR.days} 天内、且尚未撤销的导入。"
        "如需更正，请在对应的记录上逐条办理，或重新导入一份正确的表格。"
    )


@transaction.atomic
def undo(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Take back what the batch wrote, as far as nobody has touched it since."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = work.locked(batch)
    if batch.stage != Stage.APPLIED or batch.forgotten_at is not None:
        raise TooLateToUndo

    batch.stage, batch.done_through, batch.restarts = Stage.UNDOING, LAST, 0
    batch.worked_at, batch.trouble = at, ""
    batch.counts = {**batch.counts, "worked": 0, "undone": 0, "kept": 0}
    batch.save()

    publish(UndoStarted(unit_id=batch.unit_id, subject_id=batch.pk), by=by)
    return work.begin(batch, by=by, at=at)


@work.step(Stage.UNDOING)
def take_back(batch: Batch, *, by: Actor, at: datetime) -> None:
    """Undo chunk after chunk, the newest lines first."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    while _take_back(batch, by=by, at=at):
        pass
    _finish(batch, by=by)


@transaction.atomic
def _take_back(batch: Batch, *, by: Actor, at: datetime) -> bool:
    now = work.locked(batch)
    if now.stage != Stage.UNDOING:
        return False
    outcomes = Outcome.objects.filter(zone=now.zone, batch=now, number__lt=now.done_through)
    done = list(outcomes.order_by("-number")[:CHUNK])
    if not done:
        return False
    said = now.plug.undo([_applied(outcome) for outcome in done], Place(now.pk, now.unit, by, at))
    _mark(now, list(said))
    undone = sum(each.undone for each in said)
    now.counts = {
        **now.counts,
        "undone": now.count("undone") + undone,
        "kept": now.count("kept") + len(done) - undone,
    }
    work.advance(now, done[-1].number, len(done))
    return True


def _applied(outcome: Outcome) -> Applied:
    before = unseal_bytes(outcome.before, context=Outcome.CONTEXT) if outcome.before else b"{}"
    return Applied(outcome.number, outcome.subject_id, outcome.created, orjson.loads(before))


def _mark(batch: Batch, said: list[Undone]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            MARK,
            [
                [each.number for each in said],
                [each.undone for each in said],
                [each.sentence[:200] for each in said],
                batch.zone,
                batch.pk,
            ],
        )


@transaction.atomic
def _finish(batch: Batch, *, by: Actor) -> None:
    now = work.locked(batch)
    if now.stage != Stage.UNDOING:
        return
    now.stage, now.trouble = Stage.UNDONE, ""
    now.save()
    publish(
        BatchUndone(
            unit_id=now.unit_id,
            subject_id=now.pk,
            undone=now.count("undone"),
            kept=now.count("kept"),
        ),
        by=by,
    )


@transaction.atomic
def discard(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Give up a batch of which nothing was written; its file and lines leave the house at once."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = work.locked(batch)
    if batch.stage not in OPEN:
        raise NotNow

    _empty(batch, at=at)
    batch.stage = Stage.DISCARDED
    batch.save()

    publish(BatchDiscarded(unit_id=batch.unit_id, subject_id=batch.pk), by=by)
    return batch


@transaction.atomic
def forget(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Erase the file and the staged lines after their time; the counts stay."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = work.locked(batch)
    if batch.is_at_work or batch.worked_at > at - KEPT_FOR:
        raise NotNow

    _empty(batch, at=at)
    if batch.stage in OPEN:
        batch.stage = Stage.DISCARDED
    batch.save()

    publish(BatchForgotten(unit_id=batch.unit_id, subject_id=batch.pk), by=by)
    return batch


def _empty(batch: Batch, *, at: datetime) -> None:
    lines.erase(batch)
    stored = batch.stored_as
    transaction.on_commit(lambda: storage.forget(stored))
    batch.stored_as, batch.survey, batch.left_out = "", "", ""
    batch.forgotten_at = at
