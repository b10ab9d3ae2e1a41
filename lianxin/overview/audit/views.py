from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.overview.audit import actions, queries, rules
from lianxin.overview.audit.forms import AskForm
from lianxin.overview.audit.models import Entry

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The page proves the newest seals while one waits; the nightly job and the command prove all.
WHILE_ONE_WAITS = 40


@require_GET
def entries(request: ActorRequest) -> HttpResponse:
    require(rules.may_consult(request.actor))
    form = AskForm(request.GET or {})
    if not form.is_valid():
        return render(request, "audit/entries.html", {"form": form}, status=422)
    page = actions.consult(form.asked(), by=request.actor)
    kept = {key: value for key, value in request.GET.items() if key not in ("before", "after")}
    return render(
        request,
        "audit/entries.html",
        {
            "form": form,
            "page": page,
            "filters": [(key, value) for key, value in kept.items() if value],
            "newer": page.newer and "?" + urlencode({**kept, "after": page.newer}),
            "older": page.older and "?" + urlencode({**kept, "before": page.older}),
        },
    )


@require_GET
def entry(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    found = get_object_or_404(
        Entry.objects.visible_to(request.actor).select_related("unit"), id=entry_id
    )
    return render(request, "audit/entry.html", {"told": queries.told(found), "entry": found})


@require_POST
def export(request: ActorRequest) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return render(request, "audit/entries.html", {"form": form}, status=422)
    workbook = actions.export(form.asked(), by=request.actor)
    name = f"attachment; filename=audit-{localdate():%Y%m%d}.xlsx"
    return HttpResponse(workbook, content_type=XLSX, headers={"Content-Disposition": name})


@require_http_methods(["GET", "POST"])
def verify(request: ActorRequest) -> HttpResponse:
    require(rules.may_verify(request.actor))
    standing = queries.keeping()
    shown: dict[str, object] = {"keeping": standing}
    if request.method == "POST":
        newest = standing.last.number if standing.last else 0
        since = max(1, newest - WHILE_ONE_WAITS + 1)
        shown |= {"verdict": actions.verify(by=request.actor, since=since), "since": since}
        shown["keeping"] = queries.keeping()
    return render(request, "audit/verify.html", shown)
