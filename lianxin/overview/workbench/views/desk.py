from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from lianxin.foundation.core.actors import ActorRequest
from lianxin.overview.workbench import desk as desks
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
