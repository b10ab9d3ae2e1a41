from pathlib import PurePath

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.spreadsheets import actions
from lianxin.foundation.spreadsheets.views.handing_in import seen, workbook


@require_POST
def apply_good(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = actions.apply_good(seen(request, batch_id), by=request.actor, at=now())
    return redirect("spreadsheets:batch", batch.pk)


@require_POST
def apply_whole(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = actions.apply_whole(seen(request, batch_id), by=request.actor, at=now())
    return redirect("spreadsheets:batch", batch.pk)


@require_POST
def undo(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = actions.undo(seen(request, batch_id), by=request.actor, at=now())
    return redirect("spreadsheets:batch", batch.pk)


@require_POST
def resume(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = actions.resume(seen(request, batch_id), by=request.actor, at=now())
    return redirect("spreadsheets:batch", batch.pk)


@require_POST
def discard(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = actions.discard(seen(request, batch_id), by=request.actor, at=now())
    return redirect("spreadsheets:upload", batch.unit_id, batch.sheet)


@require_POST
def annotated(request: ActorRequest, batch_id: int) -> HttpResponse:
    batch = seen(request, batch_id)
    content = actions.hand_back(batch, by=request.actor, at=now())
    return workbook(content, f"{PurePath(batch.file_name).stem}（已标注）.xlsx")
