from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, retarget

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.spreadsheets import actions, queries
from lianxin.foundation.spreadsheets.catalogue import VERDICT_WORDS, Stage
from lianxin.foundation.spreadsheets.forms import CellForm, DecisionForm, LinesForm
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading.columns import Kind
from lianxin.foundation.spreadsheets.views.columns import mapping_page
from lianxin.foundation.spreadsheets.views.handing_in import STEPS, is_fragment, seen

PAGES = {
    Stage.CHECKED: "spreadsheets/check.html",
    Stage.APPLIED: "spreadsheets/result.html",
    Stage.UNDONE: "spreadsheets/result.html",
    Stage.DISCARDED: "spreadsheets/discarded.html",
}


@require_GET
def batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    found = seen(request, batch_id)
    if found.stage == Stage.UPLOADED:
        return mapping_page(request, found)
    if found.is_at_work:
        return render(request, "spreadsheets/work.html", {"batch": found, "steps": STEPS})
    return render(request, PAGES[Stage(found.stage)], given(request, found))


@require_GET
def progress(request: ActorRequest, batch_id: int) -> HttpResponse:
    found = seen(request, batch_id)
    if not found.is_at_work:
        return HttpResponseClientRedirect(reverse("spreadsheets:batch", args=[found.pk]))
    return render(request, "spreadsheets/work.html#progress", {"batch": found})


@require_POST
def fix(request: ActorRequest, batch_id: int) -> HttpResponse:
    found = seen(request, batch_id)
    form = CellForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    line, column, text = (form.cleaned_data[name] for name in ("line", "column", "text"))
    if "all" in request.POST:
        found = actions.replace_all(found, line, column, text, by=request.actor, at=now())
        return _whole(request, found)
    found = actions.fix_cell(found, line, column, text, by=request.actor, at=now())
    return _row(request, found, line)


@require_POST
def decide(request: ActorRequest, batch_id: int) -> HttpResponse:
    found = seen(request, batch_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    line, decision = form.cleaned_data["line"], form.cleaned_data["decision"]
    found = actions.decide(found, line, decision, by=request.actor, at=now())
    return _row(request, found, line)


def _row(request: ActorRequest, found: Batch, number: int) -> HttpResponse:
    """The line alone, and the counts beside it."""
    if not is_fragment(request):
        return redirect("spreadsheets:batch", found.pk)
    shown = queries.line(found, number)
    verdict = _looked_at(request).get("verdict") or _first(found)
    context = {**_frame(found, verdict), "line": shown, "fresh": True}
    return render(request, "spreadsheets/answer.html", context)


def _whole(request: ActorRequest, found: Batch) -> HttpResponse:
    if not is_fragment(request):
        return redirect("spreadsheets:batch", found.pk)
    response = render(request, "spreadsheets/answers.html", given(request, found))
    return retarget(response, "#lines")


def given(request: ActorRequest, found: Batch) -> dict[str, Any]:
    """What the pages with lines show: counts, the chosen lines, ways to the others."""
    form = LinesForm(_looked_at(request))
    chosen = form.cleaned_data if form.is_valid() else {}
    verdict = chosen.get("verdict") or _first(found)
    column = chosen.get("column") or ""
    asked = queries.Asked(verdict, column, chosen.get("after"), chosen.get("before"))
    page = queries.page(found, asked)
    here = {"verdict": verdict, "column": column}
    return {
        **_frame(found, verdict),
        "page": page,
        "asked": asked,
        "next_url": _url(**here, after=page.after) if page.after else "",
        "prev_url": _url(**here, before=page.before) if page.before else "",
        "left_out": queries.left_out(found),
        "kept": queries.kept(found) if found.stage == Stage.UNDONE else (),
    }


def _looked_at(request: ActorRequest) -> QueryDict:
    """Which lines the page shows; after a correction, those it showed before."""
    if request.method == "GET":
        return request.GET
    address = request.headers.get("HX-Current-URL", "")
    looked_at = QueryDict(urlsplit(address).query, mutable=True)
    looked_at.setdefault("verdict", request.POST.get("verdict", ""))
    return looked_at


def _frame(found: Batch, verdict: str = "") -> dict[str, Any]:
    words = {**VERDICT_WORDS, "warnings": "有提醒"}
    return {
        "batch": found,
        "verdict": verdict,
        "troubles": queries.troubles(found) if verdict == "error" else (),
        "steps": STEPS,
        "columns": found.columns.values(),
        "lists": [(column, _choices(column)) for column in found.columns.values()],
        "may_fix": found.stage == Stage.CHECKED,
        "tabs": [
            {"label": word, "url": _url(verdict=key), "count": found.count(key),
             "current": key == verdict}
            for key, word in words.items()
            if found.count(key) or key in ("new", "error", verdict)
        ],
    }  # fmt: skip


def _choices(column: Any) -> list[str]:
    if column.kind is Kind.BOOLEAN:
        return ["是", "否"]
    return [choice.label for choice in column.codes]


def _first(found: Batch) -> str:
    """What needs a person comes first."""
    order = ("error", "duplicate", "new", "changed", "unchanged")
    return next((word for word in order if found.count(word)), "new")


def _url(**asked: Any) -> str:
    return f"?{urlencode({key: value for key, value in asked.items() if value})}"
