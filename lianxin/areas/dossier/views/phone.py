from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.areas.dossier import actions, forms
from lianxin.areas.dossier.catalogue import NOTE
from lianxin.areas.dossier.models import Item, Proposal
from lianxin.areas.members import links
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.ui.forms import posted


def _myself(request: ActorRequest) -> Member:
    return get_object_or_404(Member.objects.of(request.actor).select_related("unit"))


@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest) -> HttpResponse:
    """Say what of one's own data is wrong."""
    member = _myself(request)
    form = forms.ProposeForm(posted(request), member=member)
    if form.is_valid():
        words = form.cleaned_data["words"]
        actions.propose_correction(member, form.facts(), words, by=request.actor, at=now())
        messages.success(request, "已提交，支部核对后会答复您。")
        return redirect(links.own_file())
    context = {"form": form, "file_url": links.own_file()}
    return render(request, "dossier/propose.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: ActorRequest, proposal_id: int) -> HttpResponse:
    found = Proposal.objects.of(request.actor).select_related("member__unit")
    proposal = get_object_or_404(found, pk=proposal_id)
    actions.withdraw_correction(proposal, by=request.actor, at=now())
    messages.success(request, "已撤回。")
    return redirect(links.own_file())


@require_POST
def confirm(request: ActorRequest) -> HttpResponse:
    """One button: my data are right."""
    actions.confirm_data(_myself(request), by=request.actor, at=now())
    messages.success(request, "已确认，谢谢。")
    return redirect(links.own_file())


@require_http_methods(["GET", "POST"])
def reply(request: ActorRequest, item_id: int) -> HttpResponse:
    """One's own word beside a note of discipline."""
    mine = Item.objects.filter(member=_myself(request), kind=NOTE, struck_at=None)
    item = get_object_or_404(mine.select_related("member__unit"), pk=item_id)
    form = forms.ReplyForm(posted(request))
    if form.is_valid():
        actions.reply_to_note(item, form.cleaned_data["text"], by=request.actor, at=now())
        messages.success(request, "您的说明已保存在这条记录旁边。")
        return redirect(links.own_file("awards"))
    context = {"form": form, "item": item, "file_url": links.own_file("awards")}
    return render(request, "dossier/reply.html", context, status=422 if form.errors else 200)
