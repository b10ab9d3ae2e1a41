from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.spreadsheets import queries, rules, storage
from lianxin.foundation.spreadsheets.catalogue import SHOWN
from lianxin.foundation.spreadsheets.events import BatchHandedBack
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading.cells.texts import written
from lianxin.foundation.spreadsheets.reading.notes import Issue, Severity
from lianxin.foundation.spreadsheets.reading.remarks import Remark, annotate
from lianxin.foundation.spreadsheets.sheets import named

Told = tuple[str, str, str, str, str]
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.FIXED: "已自动修正"}
GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.FIXED)


class NothingToHandBack(Refused):
    sentence = "这个批次的原表已按规定清除，或还没有检查完，不能下载标注。"


@transaction.atomic
def hand_back(batch: Batch, *, by: Actor, at: datetime) -> bytes:
    """The workbook that was handed in, as .xlsx, with flawed cells coloured and commented and
    corrected ones corrected. It holds personal data, so taking it leaves an entry."""
    require(rules.may_import(by, named(batch.sheet), at=batch.unit))
    if batch.stage not in SHOWN or not batch.stored_as:
        raise NothingToHandBack
    remarks: list[Remark] = []
    summary: list[Told] = []
    for remark, told in _remarks(batch):
        remarks.append(remark)
        summary += told
    with storage.opened(batch.stored_as) as path:
        last = batch.header_rows[-1] + batch.lines
        content = annotate(path, batch.tab, last, remarks, summary)

    publish(BatchHandedBack(unit_id=batch.unit_id, subject_id=batch.pk), by=by)
    return content


def _remarks(batch: Batch) -> Iterator[tuple[Remark, list[Told]]]:
    """One remark for each cell that has something to say, with its lines of the summary."""
    places, columns = batch.places, batch.columns
    first = next(iter(columns))
    for number, draft, found in queries.remarkable(batch):
        said: dict[str, list[Issue]] = {key: [] for key in draft.edited}
        for key, issue in found:
            said.setdefault(key if key in places else first, []).append(issue)
        for key, issues in said.items():
            corrected = written(draft.cells.get(key)) if key in draft.edited else None
            gravest = min((GRAVEST.index(i.severity) for i in issues), default=2)
            text = "\n".join(_sentence(issue) for issue in issues)
            told = [
                (str(number), columns[key].label, WORDS[i.severity], i.sentence, i.suggestion)
                for i in issues
                if i.severity is not Severity.FIXED
            ]
            yield Remark(number, places[key], GRAVEST[gravest].value, text, corrected), told


def _sentence(issue: Issue) -> str:
    offer = f"建议改为：{issue.suggestion}" if issue.suggestion else ""
    return f"{issue.sentence}{offer}"
