from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.spreadsheets import actions, queries
from lianxin.foundation.spreadsheets.forms import MappingForm, TabForm
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.queries.grid import masked
from lianxin.foundation.spreadsheets.reading.mapping import How, Match, Proposal
from lianxin.foundation.spreadsheets.views.handing_in import STEPS, seen

HEAD_SHOWN = 12
CELLS_SHOWN = 8
TONES = {How.EXACT: "ok", How.SYNONYM: "ok", How.MEMORY: "ok", How.EVIDENCE: "info"}
WORDS = {
    How.EXACT: "列名一致",
    How.SYNONYM: "同义列名",
    How.MEMORY: "沿用上次",
    How.EVIDENCE: "按内容识别",
    How.ALIKE: "名称相近，请确认",
    How.ORDINAL: "序号，不需要",
    How.NOTHING: "未识别",
}


@require_GET
def columns(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = seen(request, batch_id)
    if not batch.is_open:
        return redirect("spreadsheets:batch", batch.pk)
    return mapping_page(request, batch)


def mapping_page(
    request: ActorRequest, batch: Batch, data: Any = None, tab_form: TabForm | None = None
) -> HttpResponse:
    """The page on which columns are matched; `data` is what was sent and could not be taken."""
    proposal = queries.proposal(batch, at=now()) if batch.header_rows else None
    chosen = {int(place): key for place, key in batch.mapping.items()}
    form = MappingForm(proposal, _offered(batch), data, chosen) if proposal else None
    return render(
        request,
        "spreadsheets/columns.html",
        {
            "batch": batch,
            "steps": STEPS,
            "form": form,
            "rows": _rows(proposal, form) if proposal and form else (),
            "proposal": proposal,
            "missing": _labels(batch, proposal.missing if proposal else ()),
            "conflicts": _labels(batch, proposal.conflicts if proposal else ()),
            "tab_form": tab_form or TabForm(batch, _tabs(batch)),
            "head": _head(batch),
        },
        status=422 if data is not None or tab_form is not None else 200,
    )


@require_POST
def choose_tab(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = seen(request, batch_id)
    form = TabForm(batch, _tabs(batch), request.POST)
    if not form.is_valid():
        return mapping_page(request, batch, tab_form=form)
    tab, row = form.cleaned_data["tab"], form.cleaned_data["header_row"]
    if tab != batch.tab:  # another tab has another header: let it be found
        row = None
    actions.choose_tab(batch, tab, row, by=request.actor, at=now())
    return redirect("spreadsheets:columns", batch.pk)


@require_POST
def map_columns(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = seen(request, batch_id)
    form = MappingForm(queries.proposal(batch, at=now()), _offered(batch), request.POST)
    if not form.is_valid():
        return mapping_page(request, batch, request.POST)
    actions.map_columns(batch, form.choices, by=request.actor, at=now())
    return redirect("spreadsheets:batch", batch.pk)


def _offered(batch: Batch) -> list[tuple[str, str]]:
    return [
        (column.key, f"{column.label}（必填）" if column.required else column.label)
        for column in batch.plug.columns
    ]


def _labels(batch: Batch, keys: Any) -> list[str]:
    return [column.label for column in batch.plug.columns if column.key in keys]


def _tabs(batch: Batch) -> list[tuple[int, str]]:
    return [
        (tab.index, f"{tab.name or '表格'}（{tab.rows} 行）{'（隐藏）' if tab.hidden else ''}")
        for tab in queries.tabs_of(batch)
    ]


def _head(batch: Batch) -> list[tuple[int, list[str]]]:
    """The first rows, to point at the header by."""
    return [
        (number, [masked(str(cell)) if _is_long_number(cell) else _said(cell) for cell in cells])
        for number, cells in (
            (number, cells[:CELLS_SHOWN])
            for number, cells in queries.tab_of(batch, batch.tab).head[:HEAD_SHOWN]
        )
    ]


def _said(cell: Any) -> str:
    return next(iter(cell.values())) if isinstance(cell, dict) else str(cell or "")


def _is_long_number(cell: Any) -> bool:
    return sum(mark.isdigit() for mark in str(cell)) >= 10


def _rows(proposal: Proposal, form: MappingForm) -> list[dict[str, Any]]:
    return [
        {
            "match": match,
            "field": form[f"c{match.place}"],
            "samples": [masked(text) if _is_long_number(text) else text for text in match.samples],
            "how": WORDS[match.how],
            "tone": _tone(match),
        }
        for match in proposal.matches
    ]


def _tone(match: Match) -> str:
    if match.doubt or match.how is How.ALIKE:
        return "warn"
    return TONES.get(match.how, "")
