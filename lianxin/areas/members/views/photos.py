from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.members import actions, forms, rules
from lianxin.areas.members.models import Member, Photo
from lianxin.areas.members.views.asking import asked
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.files import serving
from lianxin.foundation.ui.forms import posted

NOTE = "竖版正面照，会自动裁成 3∶4。照片加密保存，只有读得到个人信息的人和本人看得到。"


def _found(request: ActorRequest, member_id: int) -> Member:
    seen = Member.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("unit"), pk=member_id)


@require_GET
def photo(request: ActorRequest, member_id: int) -> HttpResponse:
    """The picture itself."""
    member, by = _found(request, member_id), request.actor
    is_self = member.is_person_of(by)
    require(rules.may_see_photo(by, at=member.unit, is_self=is_self))
    kept = Photo.objects.select_related("file").filter(member=member).first()
    if kept is None:
        raise Http404
    answer = serving.preview(kept.file)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def put_photo(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _found(request, member_id)
    require(rules.may_manage(request.actor, at=member.unit))
    files = request.FILES if request.method == "POST" else None
    form = forms.PhotoForm(posted(request), files)
    if form.is_valid():
        (handed,) = form.cleaned_data["photo"]
        actions.put_photo(member, handed, by=request.actor, at=now())
        messages.success(request, "照片已保存。")
        return redirect("members:member", member.pk)
    return asked(request, form, member, "上传照片", "保存照片", NOTE)


@require_http_methods(["GET", "POST"])
def remove_photo(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _found(request, member_id)
    require(rules.may_manage(request.actor, at=member.unit))
    form = forms.PhotoReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.remove_photo(member, reason, by=request.actor, at=now())
        messages.success(request, "照片已移除并清除。")
        return redirect("members:member", member.pk)
    return asked(request, form, member, "移除照片", "移除照片", "照片将被清除，不能恢复。")
