from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.many import in_batches
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.spreadsheets import rules
from lianxin.foundation.spreadsheets.actions import lines, work
from lianxin.foundation.spreadsheets.actions.mapping import NotNow
from lianxin.foundation.spreadsheets.catalogue import CHUNK, Stage
from lianxin.foundation.spreadsheets.drafts import Draft, unseal
from lianxin.foundation.spreadsheets.events import CellsFixed, DuplicateDecided
from lianxin.foundation.spreadsheets.models import Batch, Flaw
from lianxin.foundation.spreadsheets.sheets import Decision, Place, named
from lianxin.foundation.spreadsheets.staging import Clerk, judge

Change = Callable[[Draft], None]
NUMBERS_KEPT = 100


class NoSuchLine(Refused):
    status = 404
    sentence = "这一行已不在批次中，可能刚被重新检查过。请刷新页面。"


class NothingTheSame(Refused):
    sentence = "没有其他单元格写着同样的内容，可能已经改过。请刷新页面。"


@transaction.atomic
def fix_cell(
    batch: Batch, number: int, column: str, text: str, *, by: Actor, at: datetime
) -> Batch:
    """Put another text into one cell and judge the line again."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = _checked(batch)
    if column not in batch.columns:
        raise NoSuchLine
    clerk = Clerk(batch, at=at)

    _change(batch, [number], clerk, by, at, lambda draft: clerk.correct(draft, column, text))

    publish(
        CellsFixed(
            unit_id=batch.unit_id,
            subject_id=batch.pk,
            column=column,
            lines=(number,),
            amount=1,
        ),
        by=by,
    )
    return batch


@transaction.atomic
def replace_all(
    batch: Batch, number: int, column: str, text: str, *, by: Actor, at: datetime
) -> Batch:
    """Put a text into every flawed cell of the column that says the same as this one."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = _checked(batch)
    flaws = Flaw.objects.filter(zone=batch.zone, batch=batch, column=column)
    pattern = flaws.filter(number=number).first()
    if pattern is None or column not in batch.columns:
        raise NothingTheSame
    numbers = sorted(set(flaws.filter(same=bytes(pattern.same)).values_list("number", flat=True)))
    clerk = Clerk(batch, at=at)

    for some in in_batches(numbers, CHUNK):
        _change(
            batch, some, clerk, by, at,
            lambda draft: clerk.correct(draft, column, text),
        )  # fmt: skip

    publish(
        CellsFixed(
            unit_id=batch.unit_id,
            subject_id=batch.pk,
            column=column,
            lines=tuple(numbers[:NUMBERS_KEPT]),
            amount=len(numbers),
        ),
        by=by,
    )
    return batch


@transaction.atomic
def decide(batch: Batch, number: int, decision: Decision, *, by: Actor, at: datetime) -> Batch:
    """Say whether a possible duplicate is the known record, somebody else, or to be left out.

    Any line may be left out, and taken in again."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    batch = _checked(batch)

    def take(draft: Draft) -> None:
        draft.decision = decision

    _change(batch, [number], Clerk(batch, at=at), by, at, take)

    publish(
        DuplicateDecided(
            unit_id=batch.unit_id, subject_id=batch.pk, line=number, decision=decision.value
        ),
        by=by,
    )
    return batch


def _checked(batch: Batch) -> Batch:
    batch = work.locked(batch)
    if batch.stage != Stage.CHECKED:
        raise NotNow
    return batch


def _change(
    batch: Batch, numbers: Sequence[int], clerk: Clerk, by: Actor, at: datetime, change: Change
) -> None:
    """Change these lines, judge them again, compare keys old and new, count anew."""
    drafts = [unseal(line) for line in lines.fetch(batch, numbers)]
    if not drafts:
        raise NoSuchLine
    keys = {draft.judged.key for draft in drafts if draft.judged}
    for draft in drafts:
        change(draft)
    clerk.place_again(drafts)
    judge(drafts, Place(batch.pk, batch.unit, by, at), batch)
    keys |= {draft.judged.key for draft in drafts if draft.judged}
    lines.rewrite(batch, drafts)
    lines.compare(batch, [key for key in keys if key])
    lines.recount(batch)
    batch.worked_at = at
    batch.save(update_fields=["counts", "worked_at"])
