import hashlib
from datetime import datetime

import orjson
from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets import queries, rules, storage
from lianxin.foundation.spreadsheets.catalogue import LARGEST_UPLOAD, OPEN
from lianxin.foundation.spreadsheets.events import BatchUploaded
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading import headers, workbooks
from lianxin.foundation.spreadsheets.reading.refusals import TooLarge
from lianxin.foundation.spreadsheets.reading.workbooks import Survey
from lianxin.foundation.spreadsheets.sheets import named

LONGEST_NAME = 200


@transaction.atomic
def upload(
    unit: Unit, sheet_name: str, *, file_name: str, content: bytes, by: Actor, at: datetime
) -> Batch:
    """Take a file in: look into it, find its header, propose which column is which field.

    The same file again, while the first is still open, gives the same batch.
    """
    sheet = named(sheet_name)
    require(rules.may_import(by, sheet, at=unit))
    if len(content) > LARGEST_UPLOAD:
        raise TooLarge
    sha256 = hashlib.sha256(content).hexdigest()
    earlier = Batch.objects.filter(unit=unit, sheet=sheet_name, sha256=sha256, stage__in=OPEN)
    if same := earlier.select_related("unit").order_by("-pk").first():
        return same
    with storage.unpacked(content) as path:
        survey = workbooks.survey(path)

    batch = _made(unit, sheet_name, survey, at=at)
    batch.file_name = file_name[-LONGEST_NAME:]
    batch.file_size, batch.sha256 = len(content), sha256
    batch.uploaded_by_id = batch.asked_by_id = by.user_id
    batch.stored_as = storage.keep(content)
    batch.save()

    publish(
        BatchUploaded(
            unit_id=unit.pk,
            subject_id=batch.pk,
            sheet=sheet_name,
            file_name=batch.file_name,
            sha256=sha256,
        ),
        by=by,
    )
    return batch


def _made(unit: Unit, sheet_name: str, survey: Survey, *, at: datetime) -> Batch:
    batch = Batch(
        unit=unit,
        sheet=sheet_name,
        format=survey.format,
        epoch_1904=survey.epoch_1904,
        worked_at=at,
        survey=orjson.dumps(
            [
                {"index": t.index, "name": t.name, "hidden": t.hidden, "rows": t.rows,
                 "head": t.head}
                for t in survey.tabs
            ]
        ).decode(),
    )  # fmt: skip
    heads = {tab.index: tab.head for tab in survey.tabs}
    best = headers.best_tab(heads, batch.plug.columns)
    tab = best if best is not None else next(i for i, head in heads.items() if head)
    take_tab(batch, tab, header_row=None, at=at)
    return batch


def take_tab(batch: Batch, tab: int, *, header_row: int | None, at: datetime) -> None:
    """Set the tab, its header (found, or the row a person pointed at) and a proposed mapping."""
    chosen = queries.tab_of(batch, tab)
    if header_row is None:
        header = headers.find(chosen.head, batch.plug.columns)
    else:
        header = headers.at_row(chosen.head, header_row)
    batch.tab = tab
    batch.header_rows = list(header.rows) if header else []
    batch.headers = [header.texts, header.inner] if header else [[], []]
    batch.lines = max(0, chosen.rows - (header.last_row if header else 0))
    batch.mapping = {}
    if header is not None:
        proposal = queries.proposal(batch, at=at)
        batch.mapping = {str(place): key for place, key in proposal.chosen.items()}
