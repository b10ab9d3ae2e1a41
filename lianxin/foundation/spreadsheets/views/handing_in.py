from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets import actions, queries, rules
from lianxin.foundation.spreadsheets.forms import UploadForm
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading import template
from lianxin.foundation.spreadsheets.sheets import Sheet, named

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EARLIER = 20
STEPS = ("上传表格", "对应列", "检查更正", "导入")


def place_of(request: ActorRequest, unit_id: int, sheet: str) -> tuple[Unit, Sheet]:
    """The unit and the sheet of the address, if the actor may import there."""
    plugged = named(sheet)
    if plugged is None:
        raise Http404
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_import(request.actor, plugged, at=unit))
    return unit, plugged


@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, unit_id: int, sheet: str) -> HttpResponse:
    unit, plugged = place_of(request, unit_id, sheet)
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        batch = actions.upload(
            unit, sheet, file_name=file.name, content=file.read(), by=request.actor, at=now()
        )
        return redirect("spreadsheets:batch", batch.pk)
    earlier = Batch.objects.visible_to(request.actor).filter(unit=unit, sheet=sheet)
    return render(
        request,
        "spreadsheets/upload.html",
        {
            "unit": unit,
            "sheet": plugged,
            "form": form,
            "steps": STEPS,
            "earlier": earlier.select_related("uploaded_by").order_by("-pk")[:EARLIER],
        },
        status=422 if form.errors else 200,
    )


@require_GET
def take_template(request: ActorRequest, unit_id: int, sheet: str) -> HttpResponse:
    unit, plugged = place_of(request, unit_id, sheet)
    content = template.make(plugged.title, plugged.columns, queries.units_offered(unit))
    return workbook(content, f"{plugged.title}导入模板.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    attached = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = attached or "attachment"
    return response


def seen(request: ActorRequest, batch_id: int) -> Batch:
    """The batch of the address, if the actor may see it."""
    batches = Batch.objects.visible_to(request.actor).select_related("unit", "uploaded_by")
    return get_object_or_404(batches, pk=batch_id)


def is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
