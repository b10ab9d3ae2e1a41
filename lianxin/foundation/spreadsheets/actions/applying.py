from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson
from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import seal_bytes
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.spreadsheets import rules
from lianxin.foundation.spreadsheets.actions import lines, work
from lianxin.foundation.spreadsheets.actions.mapping import NotNow
from lianxin.foundation.spreadsheets.catalogue import CHUNK, Stage
from lianxin.foundation.spreadsheets.drafts import STORED, Draft, unseal
from lianxin.foundation.spreadsheets.events import BatchApplied, BatchStarted
from lianxin.foundation.spreadsheets.models import Batch, Line, Outcome
from lianxin.foundation.spreadsheets.sheets import Applied, Place, Verdict, named
from lianxin.foundation.spreadsheets.staging import judge

WRITTEN = frozenset({Verdict.NEW, Verdict.CHANGED})


class NothingToImport(Refused):
    sentence = "没有可以导入的行：没有新增，也没有变化。请先修正有错误的行，或换一份表格。"


class NotAllGood(Refused):
    sentence = (
        "还有行存在错误或疑似重复没有判定，不能整表导入。"
        "请先修正或略过这些行，或选择“只导入没有问题的行”。"
    )


@transaction.atomic
def apply_good(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Write every line that is good; the others stay behind, with their sentences."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = _ready(batch)
    _start(batch, at=at)
    publish(_started(batch), by=by)
    return work.begin(batch, by=by, at=at)


@transaction.atomic
def apply_whole(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Write all lines in one transaction, or none."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = _ready(batch)
    if batch.count("error") or batch.count("duplicate"):
        raise NotAllGood
    batch.whole = True
    _start(batch, at=at)
    publish(_started(batch), by=by)
    return work.begin(batch, by=by, at=at)


def _ready(batch: Batch) -> Batch:
    batch = work.locked(batch)
    if batch.stage != Stage.CHECKED:
        raise NotNow
    if not batch.good:
        raise NothingToImport
    return batch


def _start(batch: Batch, *, at: datetime) -> None:
    batch.stage, batch.done_through, batch.restarts = Stage.APPLYING, 0, 0
    batch.worked_at, batch.trouble = at, ""
    batch.counts = {**batch.counts, "worked": 0, "created": 0, "amended": 0, "refused": 0}
    batch.save()


def _started(batch: Batch) -> BatchStarted:
    return BatchStarted(
        unit_id=batch.unit_id, subject_id=batch.pk, lines=batch.good, whole=batch.whole
    )


@work.step(Stage.APPLYING)
def apply(batch: Batch, *, by: Actor, at: datetime) -> None:
    """Write chunk after chunk from where it was left; as one transaction if all or nothing."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    if batch.whole:
        _whole(batch, by=by, at=at)
    else:
        while _write(batch, by=by, at=at):
            pass
    _finish(batch, by=by, at=at)


def _whole(batch: Batch, *, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            while _write(batch, by=by, at=at):
                pass
            if work.locked(batch).count("refused"):
                raise NotAllGood
    except Refused:
        Batch.objects.filter(pk=batch.pk).update(stage=Stage.CHECKED, whole=False)
        raise


@transaction.atomic
def _write(batch: Batch, *, by: Actor, at: datetime) -> bool:
    """One chunk, as it was judged; if that no longer stands, judge it again and write the rest."""
    now = work.locked(batch)
    if now.stage != Stage.APPLYING:
        return False
    good = Line.objects.of(now).good().filter(number__gt=now.done_through).order_by("number")
    drafts = [unseal(line) for line in good.values_list(*STORED, named=True)[:CHUNK]]
    if not drafts:
        return False
    place = Place(now.pk, now.unit, by, at)
    turned: list[Draft] = []
    try:
        with transaction.atomic():
            applied = _apply(now, drafts, place)
    except Refused:
        turned = _judged_again(now, drafts, place)
        applied = _apply(now, [draft for draft in drafts if draft.word in WRITTEN], place)
    _count(now, applied, turned)
    work.advance(now, drafts[-1].number, len(drafts))
    return True


def _judged_again(batch: Batch, drafts: Sequence[Draft], place: Place) -> list[Draft]:
    """The world has changed since the check: tell the lines that turned out otherwise."""
    before = {draft.number: draft.word for draft in drafts}
    judge(drafts, place, batch)
    turned = [draft for draft in drafts if draft.word != before[draft.number]]
    if turned:
        lines.rewrite(batch, turned)
    return turned


def _apply(batch: Batch, drafts: Sequence[Draft], place: Place) -> Sequence[Applied]:
    lasting = [(draft.row, draft.judged) for draft in drafts if draft.judged is not None]
    if not lasting:
        return ()
    applied = batch.plug.apply(lasting, place)
    lines.write_outcomes(batch, _sealed(applied))
    return applied


def _sealed(applied: Iterable[Applied]) -> Iterable[tuple[Applied, bytes | None]]:
    for done in applied:
        before = dict(done.before)
        sealed = seal_bytes(orjson.dumps(before), context=Outcome.CONTEXT) if before else None
        yield done, sealed


def _count(batch: Batch, applied: Sequence[Applied], turned: Sequence[Draft]) -> None:
    created = sum(done.created for done in applied)
    refused = sum(draft.word in (Verdict.ERROR, Verdict.DUPLICATE) for draft in turned)
    batch.counts = {
        **batch.counts,
        "created": batch.count("created") + created,
        "amended": batch.count("amended") + len(applied) - created,
        "refused": batch.count("refused") + refused,
    }


@transaction.atomic
def _finish(batch: Batch, *, by: Actor, at: datetime) -> None:
    now = work.locked(batch)
    if now.stage != Stage.APPLYING:
        return
    lines.recount(now)
    now.stage, now.applied_at, now.trouble = Stage.APPLIED, at, ""
    now.save()
    publish(
        BatchApplied(
            unit_id=now.unit_id,
            subject_id=now.pk,
            created=now.count("created"),
            changed=now.count("amended"),
            refused=now.count("refused"),
        ),
        by=by,
    )
