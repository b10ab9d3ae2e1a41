import base64

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET, require_http_methods
from procrastinate.contrib.django import app

from lianxin.areas.members import actions, forms, rules, workbooks
from lianxin.areas.members.actions import Wanted
from lianxin.areas.members.models import Export
from lianxin.areas.members.views.chosen import Chosen, chosen
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.crypto import unseal
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit

BUILD = "lianxin.areas.members.tasks.build_export"
#: Up to here the file is made while one waits.
AT_ONCE = 5000


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Ask which fields and why, then make the file now or behind the scenes."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_export(request.actor, at=unit))
    who = chosen(request, unit)
    given = request.POST if request.POST.get("sure") else None
    form = forms.ExportForm(given, by=request.actor, unit=unit)
    count = who.members().count()
    if form.is_valid():
        made = actions.export_roll(unit, _wanted(who, form, count), by=request.actor, at=now())
        _make(made, request)
        return redirect("members:one_export", made.pk)
    context = {"unit": unit, "chosen": who, "count": count, "form": form}
    return render(request, "members/export.html", context, status=422 if form.errors else 200)


def _wanted(who: Chosen, form: forms.ExportForm, count: int) -> Wanted:
    return Wanted(
        query=who.query,
        filter=who.spoken(),
        ids=who.ids,
        fields=form.cleaned_data["fields_wanted"],
        members=count,
        purpose=form.cleaned_data["purpose"],
        unmasked=form.cleaned_data.get("unmasked", False),
    )


def _make(made: Export, request: ActorRequest) -> None:
    if made.members > AT_ONCE:
        app.configure_task(BUILD).defer(export_id=made.pk)
        return
    content = workbooks.build(made, at=now())
    actions.file_export(made, content, by=request.actor, at=now())


@require_GET
def exports(request: ActorRequest) -> HttpResponse:
    """One's own exports, newest first."""
    mine = Export.objects.of(request.actor).select_related("unit").order_by("-id")[:50]
    return render(request, "members/exports.html", {"exports": mine, "at": now()})


@require_GET
def one(request: ActorRequest, export_id: int) -> HttpResponse:
    found = get_object_or_404(Export.objects.of(request.actor).select_related("unit"), pk=export_id)
    context = {"export": found, "is_open": found.is_open(now())}
    if request.headers.get("HX-Target") == "state":
        return render(request, "members/one_export.html#state", context)
    return render(request, "members/one_export.html", context)


@require_GET
def take(request: ActorRequest, export_id: int) -> FileResponse:
    found = get_object_or_404(Export.objects.of(request.actor).select_related("unit"), pk=export_id)
    if not found.is_open(now()):
        raise Http404("expired")
    with default_storage.open(found.file) as kept:
        content = base64.b64decode(unseal(kept.read(), context=actions.EXPORT_CONTEXT))
    name = f"{found.unit.short_name}党员名册{localtime(found.created_at):%Y%m%d-%H%M}.xlsx"
    return HttpResponse(  # type: ignore[return-value]
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )
