from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.areas.members import actions, forms, rules
from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.members.views.asking import asked
from lianxin.areas.members.views.chosen import chosen
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted

ACCOUNT = "本人账号同时停用，恢复时一并恢复；还有任职或其他授权的，账号保留到办完交接。"


#: Said where a fact is entered past the procedure the regulation asks.
OUTSIDE = (
    "这里只补录以前已经按规定办结的事，须填写文号，经过里标明补录；现在要办的，请在“办理”里启动。"
)


def _kept(request: ActorRequest, member_id: int) -> Member:
    """A member whose roll the actor keeps."""
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(rules.may_manage(request.actor, at=member.unit))
    return member


@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _kept(request, member_id)
    form = forms.MoveForm(posted(request), by=request.actor)
    if form.is_valid():
        actions.move_within(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"{member.name}已调整到{form.cleaned_data['to'].short_name}。")
        return redirect("members:member", member.pk)
    return asked(request, form, member, "调整所在支部", "调整", "只能调整到您管理范围内的支部。")


@require_POST
def move_chosen(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_manage(request.actor, at=unit))
    who = chosen(request, unit)
    form = forms.MoveForm(request.POST if request.POST.get("sure") else None, by=request.actor)
    if form.is_valid():
        members = list(who.members().select_related("unit")[: actions.MOST_MOVED + 1])
        moved = actions.move_all(members, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"已将 {moved} 人调整到{form.cleaned_data['to'].short_name}。")
        return redirect("members:roll", unit.pk)
    context = {"unit": unit, "chosen": who, "count": who.members().count(), "form": form}
    return render(request, "members/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def suspend(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _kept(request, member_id)
    form = forms.SuspendForm(posted(request), by=request.actor)
    if form.is_valid():
        actions.suspend(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"已登记{member.name}停止党籍。")
        return redirect("members:member", member.pk)
    return asked(
        request, form, member, "补录停止党籍", "补录", f"{OUTSIDE}停止党籍的党员留在名册上。"
    )


@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _kept(request, member_id)
    form = forms.LeaveForm(posted(request), by=request.actor)
    if form.is_valid():
        actions.leave_roll(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"{member.name}已离开名册，记录保留，可以恢复。")
        return redirect("members:member", member.pk)
    note = f"{OUTSIDE}去世、错误录入等在这里直接登记。" + (ACCOUNT if member.user_id else "")
    return asked(request, form, member, "离开名册", "登记离开", note)


@require_http_methods(["GET", "POST"])
def restore(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _kept(request, member_id)
    first = {"unit": member.unit} if member.unit.is_open else {}
    form = forms.RestoreForm(posted(request), by=request.actor, initial=first)
    if form.is_valid():
        actions.restore(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, f"{member.name}已恢复。")
        return redirect("members:member", member.pk)
    note = f"{OUTSIDE}停止党籍期间如不计算党龄，请在“编辑信息”中填写党龄校正值。"
    return asked(request, form, member, "补录恢复", "恢复到名册", note)


@require_http_methods(["GET", "POST"])
def affiliate(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _kept(request, member_id)
    form = forms.AffiliateForm(posted(request), by=request.actor)
    if form.is_valid():
        actions.affiliate(member, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, "已登记活动组织关系。正式组织关系不变。")
        return redirect("members:member", member.pk)
    note = "正式组织关系不变；表决、党费和统计只随正式组织关系。"
    return asked(request, form, member, "增加活动组织关系", "登记", note)


@require_http_methods(["GET", "POST"])
def end_affiliation(request: ActorRequest, affiliation_id: int) -> HttpResponse:
    affiliation = get_object_or_404(
        Affiliation.objects.select_related("member__unit", "unit").filter(
            member__in=Member.objects.visible_to(request.actor)
        ),
        pk=affiliation_id,
    )
    member = affiliation.member
    require(rules.may_manage(request.actor, at=member.unit))
    form = forms.EndForm(posted(request), by=request.actor)
    if form.is_valid():
        actions.end_affiliation(affiliation, on=form.cleaned_data["on"], by=request.actor, at=now())
        return redirect("members:member", member.pk)
    return asked(request, form, member, f"结束在{affiliation.unit.short_name}的活动", "结束")
