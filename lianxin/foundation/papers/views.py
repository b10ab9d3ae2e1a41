"""Doors of papers: a draft with its preview, an issued paper, the register, the check by a code."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.accounts.visits import address_of
from lianxin.foundation.core.actors import ActorRequest, public
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers import actions, printing, queries, rules, serving
from lianxin.foundation.papers.catalogue import Draft, Paper, plugged
from lianxin.foundation.papers.forms import SeriesForm, VoidForm
from lianxin.foundation.papers.models import Issued
from lianxin.foundation.papers.printing import Print

WAYS = {"pdf": "下载 PDF", "word": "下载 Word"}


class TooManyChecks(Refused):
    status = 429
    sentence = "核验太频繁，请一分钟后再试。"


# ---- a draft --------------------------------------------------------------------------------


def _draft(request: ActorRequest, code: str, subject_id: int) -> tuple[Paper, Draft, Unit]:
    """What the address names, if the actor may draw it."""
    paper = plugged(code)
    drawn = paper.draft(subject_id, request.actor) if paper else None
    if paper is None or drawn is None:
        raise Http404
    unit = Unit.objects.get(pk=drawn.unit_id)
    require(rules.may_draw(request.actor, paper, subject_id, at=unit))
    return paper, drawn, unit


@require_GET
def draft(request: ActorRequest, code: str, subject_id: int) -> HttpResponse:
    """The preview, with what can be done: number it, or take it as PDF or Word."""
    paper, drawn, unit = _draft(request, code, subject_id)
    shown = printing.of_draft(paper, drawn)
    return render(
        request,
        "papers/draft.html",
        {
            "paper": paper,
            "draft": drawn,
            "unit": unit,
            "subject_id": subject_id,
            "print": shown,
            "lacks": shown.lacks,
            "issued": queries.in_force(code, subject_id) if paper.is_registered else None,
            "may_issue": paper.is_registered and rules.may_issue(request.actor, paper, at=unit),
            "may_view": rules.may_view(request.actor, at=unit),
        },
    )


@require_GET
def draft_pdf(request: ActorRequest, code: str, subject_id: int) -> HttpResponse:
    paper, drawn, _ = _draft(request, code, subject_id)
    shown = printing.of_draft(paper, drawn)
    return serving.shown(shown.pdf, serving.PDF, f"{shown.name}.pdf")


@require_GET
def draft_page(request: ActorRequest, code: str, subject_id: int, page: int) -> HttpResponse:
    paper, drawn, _ = _draft(request, code, subject_id)
    return _page(printing.of_draft(paper, drawn), page)


@require_GET
def take_draft(request: ActorRequest, code: str, subject_id: int, way: str) -> HttpResponse:
    paper, _, _ = _draft(request, code, subject_id)
    shown = printing.of_draft(paper, _wanted(way, paper, subject_id, request))
    return _download(shown, way)


def _wanted(way: str, paper: Paper, subject_id: int, request: ActorRequest) -> Draft:
    if way not in WAYS:
        raise Http404
    return actions.take_draft(paper.code, subject_id, WAYS[way], by=request.actor)


@require_POST
def issue(request: ActorRequest, code: str, subject_id: int) -> HttpResponse:
    _draft(request, code, subject_id)
    issued = actions.issue(code, subject_id, by=request.actor, at=now())
    messages.success(request, f"已登记：{issued.number or issued.title}。")
    return redirect("papers:issued", issued.pk)


def _page(shown: Print, page: int) -> HttpResponse:
    if not 1 <= page <= len(shown.pages):
        raise Http404
    return serving.shown(shown.pages[page - 1], serving.PNG, f"{shown.name}-{page}.png")


def _download(shown: Print, way: str) -> HttpResponse:
    if way == "pdf":
        return serving.attached(shown.pdf, serving.PDF, f"{shown.name}.pdf")
    if not shown.has_word_file:
        raise Http404
    return serving.attached(shown.word, serving.WORD, f"{shown.name}.docx")


# ---- an issued paper ------------------------------------------------------------------------


def _seen(request: ActorRequest, issued_id: int) -> Issued:
    """A paper of a register the actor reads, or one about himself."""
    found = Issued.objects.select_related("unit", "issued_by", "voided_by")
    seen = found.visible_to(request.actor).filter(pk=issued_id).first()
    if seen is not None:
        return seen
    issued = get_object_or_404(found, pk=issued_id)
    if not rules.may_take(request.actor, issued.paper, issued.subject_id, at=issued.unit):
        raise Http404
    return issued


def _print(request: ActorRequest, issued: Issued) -> Print:
    return printing.of_issued(issued, base=request.build_absolute_uri("/").rstrip("/"))


@require_GET
def issued(request: ActorRequest, issued_id: int) -> HttpResponse:
    """One paper of the register with its preview."""
    return render(request, "papers/issued.html", _about(request, _seen(request, issued_id)))


def _about(request: ActorRequest, held: Issued) -> dict[str, Any]:
    return {
        "issued": held,
        "unit": held.unit,
        "lacks": _print(request, held).lacks,
        "is_sound": queries.is_sound(held),
        "has_expired": held.has_expired(localdate()),
        "verify_url": request.build_absolute_uri(f"/v/{held.token}/"),
        "may_void": not held.is_void and rules.may_void(request.actor, at=held.unit),
        "may_view": rules.may_view(request.actor, at=held.unit),
    }


@require_GET
def issued_pdf(request: ActorRequest, issued_id: int) -> HttpResponse:
    """Looking at it leaves an entry, as taking it does."""
    held = actions.take(_seen(request, issued_id), "查看", by=request.actor)
    shown = _print(request, held)
    return serving.shown(shown.pdf, serving.PDF, f"{shown.name}.pdf")


@require_GET
def issued_page(request: ActorRequest, issued_id: int, page: int) -> HttpResponse:
    held = actions.take(_seen(request, issued_id), "查看", by=request.actor)
    return _page(_print(request, held), page)


@require_GET
def take_issued(request: ActorRequest, issued_id: int, way: str) -> HttpResponse:
    held = _seen(request, issued_id)
    if way not in WAYS:
        raise Http404
    return _download(_print(request, actions.take(held, WAYS[way], by=request.actor)), way)


@require_http_methods(["GET", "POST"])
def void(request: ActorRequest, issued_id: int) -> HttpResponse:
    held = _seen(request, issued_id)
    require(rules.may_void(request.actor, at=held.unit))
    form = VoidForm(request.POST or None)
    if not form.is_valid():
        given = {"issued": held, "unit": held.unit, "form": form}
        return render(request, "papers/void.html", given, status=422 if form.is_bound else 200)
    actions.void_paper(held, reason=form.cleaned_data["reason"], by=request.actor, at=now())
    messages.success(request, "已作废。扫码核验的人会看到这份文书已经作废。")
    return redirect("papers:issued", held.pk)


# ---- the register ---------------------------------------------------------------------------


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    return unit


@require_GET
def register(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The papers of a unit, by key, found by number."""
    unit, text = _unit(request, unit_id), request.GET.get("q", "")
    page = queries.register(unit, request.actor, text, Cursor.of(request.GET))
    return render(
        request,
        "papers/register.html",
        {
            "unit": unit,
            "page": page,
            "pager": page.pager({"q": text} if text else {}, "份"),
            "q": text,
            "series": queries.series_of(unit, year=localdate().year),
            "today": localdate(),
            "may_set_series": rules.may_set_series(request.actor, at=unit),
        },
    )


@require_http_methods(["GET", "POST"])
def series(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = _unit(request, unit_id)
    require(rules.may_set_series(request.actor, at=unit))
    known = queries.series_of(unit, year=localdate().year)
    first = {"word": known.word, "last": known.last} if known else None
    form = SeriesForm(request.POST or None, initial=first)
    if not form.is_valid():
        given = {"unit": unit, "form": form, "year": localdate().year}
        return render(request, "papers/series.html", given, status=422 if form.is_bound else 200)
    actions.set_series(unit, **form.cleaned_data, by=request.actor, at=now())
    messages.success(request, "发文字号已设置。")
    return redirect("papers:register", unit.pk)


# ---- the check by a code --------------------------------------------------------------------


@public
@require_GET
def verify(request: ActorRequest, token: str) -> HttpResponse:
    """Whoever scans the code learns whether the paper holds, and no more."""
    key = f"papers.verify.{address_of(request)}"
    if not cache.add(key, 1, timeout=60) and cache.incr(key) > queries.CHECKS_A_MINUTE:
        raise TooManyChecks
    verdict = queries.verify(token, on=localdate())
    return render(request, "papers/verify.html", {"verdict": verdict})
