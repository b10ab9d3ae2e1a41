"""Work that goes on chunk by chunk: at once when there is little, else by the queue.

Each chunk is one transaction that also moves `done_through`, so that a worker may die at any
moment: whoever takes the batch up again goes on with the next chunk.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.core.resting import collector_at_rest
from lianxin.foundation.spreadsheets import rules
from lianxin.foundation.spreadsheets.catalogue import AT_ONCE, MOST_RESTARTS, Stage
from lianxin.foundation.spreadsheets.events import BatchTakenUp
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.sheets import named

TASK = "lianxin.foundation.spreadsheets.tasks.carry_on"
GAVE_UP = "处理多次中断，已停下。请点“继续”再试；仍不成功时请联系系统管理员查看日志。"

Step = Callable[..., None]
_steps: dict[Stage, Step] = {}
_back_to: Mapping[Stage, Stage] = {Stage.CHECKING: Stage.UPLOADED}


def step(stage: Stage) -> Callable[[Step], Step]:
    """Marks the function that does the work of a stage until it is over."""

    def mark(work: Step) -> Step:
        _steps[stage] = work
        return work

    return mark


def locked(batch: Batch) -> Batch:
    """The batch as it stands, for this transaction alone."""
    return Batch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)


def advance(batch: Batch, through: int, amount: int) -> None:
    """Note that a chunk is done, in the transaction of the chunk."""
    batch.done_through = through
    batch.counts = {**batch.counts, "worked": batch.count("worked") + amount}
    batch.save(update_fields=["done_through", "counts"])
    Batch.objects.filter(pk=batch.pk).update(worked_at=Now())


def begin(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Do the work of the stage now if there is little and somebody waits for it, else leave it
    to the queue."""
    if by.user_id is not None:
        batch.asked_by_id = by.user_id
        batch.save(update_fields=["asked_by"])
    if batch.lines <= AT_ONCE and by.user_id is not None:
        _steps[Stage(batch.stage)](batch, by=by, at=at)
    else:
        _leave_to_the_queue(batch)
    return Batch.objects.select_related("unit").get(pk=batch.pk)


def _leave_to_the_queue(batch: Batch) -> None:
    """The worker acts for whoever asked. A job that is queued already is enough."""
    job = app.configure_task(TASK, queueing_lock=f"batch-{batch.pk}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(batch_id=batch.pk)


def carry_on(batch: Batch, *, by: Actor, at: datetime) -> None:
    """Go on with the work of the stage, from the chunk it had come to. A refusal is kept with
    the batch, where its people find it."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    if not batch.is_at_work:
        return
    try:
        with collector_at_rest():
            _steps[Stage(batch.stage)](batch, by=by, at=at)
    except Refused as refusal:
        _stop(batch, str(refusal))


def _stop(batch: Batch, sentence: str) -> None:
    stage = Stage(Batch.objects.get(pk=batch.pk).stage)
    Batch.objects.filter(pk=batch.pk).update(
        stage=_back_to.get(stage, stage), trouble=sentence[:300]
    )


@transaction.atomic
def resume(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Take up a batch whose worker died or stopped. After several vain tries it waits for a
    person."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = locked(batch)
    if not batch.is_at_work:
        return batch

    batch.restarts = 0 if by.user_id else batch.restarts + 1
    batch.trouble = GAVE_UP if batch.restarts > MOST_RESTARTS else ""
    batch.worked_at = at
    batch.save(update_fields=["restarts", "trouble", "worked_at"])

    publish(
        BatchTakenUp(unit_id=batch.unit_id, subject_id=batch.pk, line=batch.done_through), by=by
    )
    return batch if batch.trouble else begin(batch, by=by, at=at)
