"""What stands in the file of a batch, and what its columns mean."""

from datetime import datetime

import orjson
from django.utils.timezone import localdate

from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.models import Batch, RememberedMapping
from lianxin.foundation.spreadsheets.reading.headers import Header
from lianxin.foundation.spreadsheets.reading.mapping import Proposal, fingerprint, propose
from lianxin.foundation.spreadsheets.reading.workbooks import Tab

REMEMBERED_AT_MOST = 5


def tabs_of(batch: Batch) -> list[Tab]:
    """The tabs of the file as they were found when it was handed in."""
    told = orjson.loads(batch.survey) if batch.survey else []
    return [
        Tab(
            t["index"], t["name"], t["hidden"], t["rows"],
            tuple((number, cells) for number, cells in t["head"]),
        )
        for t in told
    ]  # fmt: skip


def tab_of(batch: Batch, index: int) -> Tab:
    return next(tab for tab in tabs_of(batch) if tab.index == index)


def header_of(batch: Batch) -> Header:
    texts, inner = batch.headers
    return Header(tuple(batch.header_rows), tuple(texts), tuple(inner))


def proposal(batch: Batch, *, at: datetime) -> Proposal:
    """Which header means which field, with what was chosen here before."""
    header = header_of(batch)
    head = tab_of(batch, batch.tab).head
    sample = [cells for number, cells in head if number > header.last_row]
    memory = remembered(batch.unit, batch.sheet, fingerprint(header))
    return propose(header, sample, batch.plug.columns, today=localdate(at), remembered=memory)


def remembered(unit: Unit, sheet: str, fingerprint: str) -> dict[str, str]:
    """What was chosen for such headers at this unit before; the same set of headers wins."""
    kept = RememberedMapping.objects.filter(unit=unit, sheet=sheet).order_by("-changed_at")
    choices: dict[str, str] = {}
    for memory in sorted(
        kept[:REMEMBERED_AT_MOST], key=lambda m: (m.fingerprint == fingerprint, m.changed_at)
    ):
        choices |= memory.choices
    return choices
