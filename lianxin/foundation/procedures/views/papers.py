"""Files that stand with a case: put there, read, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.files import serving
from lianxin.foundation.procedures import actions, queries, rules
from lianxin.foundation.procedures.forms.around import AttachForm
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.views.shown import case_of


def _back(request: ActorRequest, case: Case) -> HttpResponse:
    """To the page one came from: the person's own, or the console's."""
    is_own = rules.is_own(request.actor, user_id=case.user_id)
    return redirect("procedures:own" if is_own else "procedures:case", case.pk)


@require_POST
def attach(request: ActorRequest, case_id: int) -> HttpResponse:
    """Put a file with the present step."""
    case = case_of(request, case_id)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        ask = form.cleaned_data["ask"]
        file = actions.Given(name=given.name, content=given.read(), ask=ask)
        actions.attach(case, file, by=request.actor, at=now())
        messages.success(request, f"已上传：{given.name}")
    else:
        messages.error(request, "没有收到文件，请重新选择后上传。")
    return _back(request, case)


@require_GET
def read(request: ActorRequest, case_id: int, attachment_id: UUID) -> HttpResponse:
    case = case_of(request, case_id)
    found = queries.attachment_of(case, attachment_id)
    if found is None:
        raise Http404
    return serving.answer(actions.open_file(case, found.file, by=request.actor))


@require_POST
def detach(request: ActorRequest, case_id: int, attachment_id: UUID) -> HttpResponse:
    case = case_of(request, case_id)
    actions.detach(case, attachment_id, by=request.actor, at=now())
    messages.success(request, "材料已移除。")
    return _back(request, case)
