from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from lianxin.areas.dossier import actions as dossier
from lianxin.areas.dossier.rules import may_open
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.overview.workbench import desk as desks
from lianxin.overview.workbench import file as files
from lianxin.overview.workbench import file_then as then
from lianxin.overview.workbench import navigation, searching
from lianxin.overview.workbench import phone as phones
from lianxin.overview.workbench.greetings import greeting


@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    if not navigation.has_office(request.actor):
        return redirect("workbench:phone")
    wanted = request.GET.get("unit", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() else None
    shown = desks.desk(request.actor, wanted=number, at=now())
    offices = [
        {"label": unit.short_name, "url": f"?unit={unit.pk}", "current": unit == shown.unit}
        for unit in shown.offices
    ]
    context = {"desk": shown, "greeting": greeting(now()), "offices": offices, "today": now()}
    return render(request, "workbench/desk.html", context)


@require_GET
def phone(request: ActorRequest) -> HttpResponse:
    home = phones.home(request.actor, at=now())
    context = {
        "home": home,
        "greeting": greeting(now()),
        "today": now(),
        "has_office": navigation.has_office(request.actor),
    }
    return render(request, "workbench/phone.html", context)


@require_GET
def branch(request: ActorRequest) -> HttpResponse:
    return render(
        request, "workbench/branch.html", {"branch": phones.branch(request.actor, at=now())}
    )


@require_GET
def search(request: ActorRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = searching.search(request.actor, text, at=now())
    return render(request, "workbench/search.html", {"text": text, "found": found})


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
    member = Member.objects.of(request.actor).select_related("unit").first()
    if member is None:
        return render(request, "workbench/no_file.html")
    tab = request.GET.get("tab", "")
    page = files.page_of(request.actor, member, tab, today=localdate())
    return render(request, "workbench/my_file.html", page)


def _read(request: ActorRequest, member_id: int) -> Member:
    """A member whose file the reader may open."""
    member = get_object_or_404(
        Member.objects.visible_to(request.actor).select_related("unit"), pk=member_id
    )
    require(may_open(request.actor, member))
    return member
