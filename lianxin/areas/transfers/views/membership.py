"""Begin what may take membership away or give it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, rules
from lianxin.areas.transfers.forms.membership import OpeningForm, RemovalForm, StopForm
from lianxin.areas.transfers.views.shown import asked, handled_member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import posted

NEVER_ALONE = "由支部大会讨论决定，报上级党组织审批；系统不会自动办理。"


def _begun(
    request: ActorRequest,
    member_id: int,
    form: OpeningForm,
    begin: Callable[..., Case],
    words: dict[str, Any],
) -> HttpResponse:
    member: Member = handled_member(request, member_id)
    require(rules.may_decide(request.actor, at=member.unit))
    if form.is_valid():
        case = begin(member, form.opening(), by=request.actor, at=now())
        messages.success(request, f"已启动{case.procedure_of.name}，请按环节办理。")
        return redirect("procedures:case", case.pk)
    back = reverse("members:member", args=[member.pk])
    title = f"{words['title']}：{member.name}"
    return asked(
        request, form, member.unit, title=title, button="启动", note=words["note"], back=back
    )


@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, member_id: int) -> HttpResponse:
    words = {"title": "启动停止党籍", "note": NEVER_ALONE}
    return _begun(request, member_id, StopForm(posted(request)), actions.begin_stop, words)


@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, member_id: int) -> HttpResponse:
    words = {"title": "启动出党", "note": f"除名、劝退、退党、开除党籍{NEVER_ALONE}"}
    form = RemovalForm(posted(request), initial={"ground": request.GET.get("ground", "")})
    return _begun(request, member_id, form, actions.begin_removal, words)


@require_http_methods(["GET", "POST"])
def restore(request: ActorRequest, member_id: int) -> HttpResponse:
    words = {"title": "启动恢复党籍", "note": "本人书面申请，支部大会讨论，报上级党组织审批。"}
    return _begun(request, member_id, OpeningForm(posted(request)), actions.begin_restore, words)
