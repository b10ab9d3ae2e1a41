from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.dossier import actions as dossier
from lianxin.areas.dossier import forms
from lianxin.areas.dossier.rules import may_export, may_open
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.papers.serving import PDF, attached
from lianxin.foundation.ui.forms import posted
from lianxin.overview.workbench import file as files
from lianxin.overview.workbench import file_then as then
from lianxin.overview.workbench.file_paper import FilePaper


@require_GET
def file(request: ActorRequest, member_id: int) -> HttpResponse:
    """The whole file of a member; that it was opened is kept."""
    member = _read(request, member_id)
    if member.is_person_of(request.actor):
        return redirect("workbench:my_file")
    dossier.open_dossier(member, by=request.actor, at=now())
    tab = request.GET.get("tab", "")
    page = files.page_of(request.actor, member, tab, today=localdate())
    return render(request, "workbench/file.html", page)


@require_GET
def file_then(request: ActorRequest, member_id: int) -> HttpResponse:
    """The same file as of a day."""
    member, today = _read(request, member_id), localdate()
    dossier.open_dossier(member, by=request.actor, at=now())
    page = then.ThenPage(
        by=request.actor,
        member=member,
        day=then.day_of(request.GET.get("on", ""), today),
        basis=then.basis_of(request.GET.get("basis", "")),
        today=today,
    )
    return render(request, "workbench/file_then.html", page.all())


@require_GET
def my_file(request: ActorRequest) -> HttpResponse:
    """One's own file, on the phone."""
    member = Member.objects.of(request.actor).select_related("unit", "photo").first()
    if member is None:
        return render(request, "workbench/no_file.html")
    tab = request.GET.get("tab", "")
    page = files.page_of(request.actor, member, tab, today=localdate())
    return render(request, "workbench/my_file.html", page)


@require_http_methods(["GET", "POST"])
def export(request: ActorRequest, member_id: int) -> HttpResponse:
    """Ask what it is for; record it; then make the PDF."""
    member = _read(request, member_id)
    require(may_export(request.actor, member))
    return _exported(request, member, "workbench/export.html")


@require_http_methods(["GET", "POST"])
def export_mine(request: ActorRequest) -> HttpResponse:
    """One's own file as a PDF, in full but for what is under seal."""
    member = get_object_or_404(Member.objects.of(request.actor).select_related("unit"))
    return _exported(request, member, "workbench/export_mine.html")


def _exported(request: ActorRequest, member: Member, page: str) -> HttpResponse:
    form = forms.ExportForm(posted(request))
    if form.is_valid():
        at, by = now(), request.actor
        purpose = form.cleaned_data["purpose"]
        opening = dossier.export_dossier(member, purpose=purpose, by=by, at=at)
        paper = FilePaper(by=by, member=member, opening=opening, at=at)
        return attached(paper.pdf(), PDF, paper.name)
    context = {"member": member, "form": form}
    return render(request, page, context, status=422 if form.errors else 200)


def _read(request: ActorRequest, member_id: int) -> Member:
    """A member whose file the reader may open."""
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(may_open(request.actor, member))
    return member
