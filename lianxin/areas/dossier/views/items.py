from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.dossier import actions, forms, presenting, rules
from lianxin.areas.dossier.catalogue import (
    APPRAISAL,
    AWARD,
    DOCUMENT,
    HELP,
    KINDS,
    NOTE,
    SEALED,
    TRAINING,
)
from lianxin.areas.dossier.models import Item, Scan
from lianxin.areas.dossier.views.asking import asked, read_by
from lianxin.areas.members import links
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.files import serving
from lianxin.foundation.ui.forms import posted

RECORD: Mapping[str, Callable[..., Item]] = {
    TRAINING: actions.record_training,
    AWARD: actions.record_award,
    APPRAISAL: actions.record_appraisal,
    HELP: actions.record_help,
    NOTE: actions.note_discipline,
}
TABS = {
    TRAINING: "training", APPRAISAL: "appraisal", AWARD: "awards", HELP: "awards", NOTE: "awards",
    DOCUMENT: "documents",
}  # fmt: skip
NOTES = {
    HELP: "除日期外全部加密保存，查看须说明用途，本人可以看到。",
    NOTE: "除日期外全部加密保存，只有书记、纪检委员说明用途后可以查看，本人可以看到并作出说明。"
    "不随档案导出。",
}


@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, member_id: int, kind: str) -> HttpResponse:
    """Enter a training, an award, an appraisal, help, or a note of discipline."""
    member = _kept(request, member_id, kind)
    if kind not in RECORD:
        raise Http404(kind)
    form = forms.item_form(kind, posted(request))
    if form.is_valid():
        RECORD[kind](member, form.entry(), by=request.actor, at=now())
        messages.success(request, f"已登记{KINDS[kind].name}。")
        return redirect(links.file_of(member.pk, TABS[kind]))
    title = f"登记{KINDS[kind].name}"
    return asked(request, form, member, title, "登记", NOTES.get(kind, ""))


@require_http_methods(["GET", "POST"])
def file_document(request: ActorRequest, member_id: int) -> HttpResponse:
    member = _kept(request, member_id, DOCUMENT)
    wanted = {"document": request.GET.get("document", "")}
    files = request.FILES if request.method == "POST" else None
    form = forms.item_form(DOCUMENT, posted(request), files, initial=wanted)
    if form.is_valid():
        actions.file_document(member, form.entry(), form.handed(), by=request.actor, at=now())
        messages.success(request, "材料已归档。")
        return redirect(links.file_of(member.pk, "documents"))
    note = "可以只登记纸质原件的存放处，以后再补扫描件。"
    return asked(request, form, member, "归档材料", "归档", note)


@require_GET
def scan(request: ActorRequest, scan_id: int) -> HttpResponse:
    found = get_object_or_404(
        Scan.objects.select_related("file", "item__member__unit").filter(
            item__in=Item.objects.visible_to(request.actor)
        ),
        pk=scan_id,
    )
    return serving.preview(actions.open_document(found, by=request.actor, at=now()))


@require_GET
def item(request: ActorRequest, item_id: int) -> HttpResponse:
    """Leads to where an item stands in its file."""
    found = get_object_or_404(Item.objects.visible_to(request.actor), pk=item_id)
    return redirect(links.file_of(found.member_id, TABS[found.kind]))


@require_http_methods(["GET", "POST"])
def strike(request: ActorRequest, item_id: int) -> HttpResponse:
    item = _held(request, item_id)
    form = forms.StrikeForm(posted(request))
    if form.is_valid():
        actions.strike_item(item, reason=form.cleaned_data["reason"], by=request.actor, at=now())
        messages.success(request, "已撤销，原记录保留。")
        return redirect(links.file_of(item.member_id, TABS[item.kind]))
    title = f"撤销{item.kind_of.name}登记"
    return asked(request, form, item.member, title, "撤销", "登记错误时使用。")


@require_http_methods(["GET", "POST"])
def lift(request: ActorRequest, item_id: int) -> HttpResponse:
    item = _held(request, item_id)
    form = forms.LiftForm(posted(request))
    if form.is_valid():
        actions.lift_note(item, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, "已登记解除。")
        return redirect(links.file_of(item.member_id, TABS[item.kind]))
    return asked(request, form, item.member, "提前解除影响期", "登记解除")


@require_http_methods(["GET", "POST"])
def sealed(request: ActorRequest, member_id: int, kind: str) -> HttpResponse:
    """Ask for the purpose; then, and only then, show what lies under seal."""
    member = read_by(request.actor, member_id)
    require(kind in SEALED and rules.may_see(request.actor, member, kind))
    form = forms.PurposeForm(posted(request))
    context = {
        "member": member, "kind": KINDS[kind], "form": form, "items": None,
        "file_url": links.file_of(member.pk, TABS[kind]),
        "may_record": rules.may_record(request.actor, kind, at=member.unit),
    }  # fmt: skip
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        found = actions.open_sealed(member, kind, purpose=purpose, by=request.actor, at=now())
        context["items"] = presenting.sealed_lines(found, today=localdate())
    return render(request, "dossier/sealed.html", context, status=422 if form.errors else 200)


def _kept(request: ActorRequest, member_id: int, kind: str) -> Member:
    """A member about whom the actor enters items of a kind."""
    member = read_by(request.actor, member_id)
    require(rules.may_record(request.actor, kind, at=member.unit))
    return member


def _held(request: ActorRequest, item_id: int) -> Item:
    """An item that the actor sees and may change."""
    item = get_object_or_404(
        Item.objects.visible_to(request.actor).select_related("member__unit"), pk=item_id
    )
    require(rules.may_record(request.actor, item.kind, at=item.member.unit))
    return item
