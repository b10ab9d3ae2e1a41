"""Doors: the service worker and its page, the app's manifest, the gallery of parts."""

import json

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.foundation.core.actors import ActorRequest, public
from lianxin.foundation.ui import gallery as samples
from lianxin.foundation.ui import shell


@public
@require_GET
def service_worker(request: ActorRequest) -> HttpResponse:
    offline = reverse("ui:offline")
    given = {
        "version": shell.version(),
        "files": json.dumps([offline, *shell.files()]),
        "offline": offline,
        "static_url": settings.STATIC_URL,
    }
    answer = render(request, "ui/sw.js", given, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@public
@require_GET
def manifest(request: ActorRequest) -> HttpResponse:
    answer = JsonResponse(shell.manifest(), content_type="application/manifest+json")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@public
@require_GET
def offline(request: ActorRequest) -> HttpResponse:
    """Kept on the phone: the same for everybody, nothing personal in it."""
    return render(request, "ui/offline.html", {"navigation": {}})


@require_GET
def gallery(request: ActorRequest, page: str = "parts") -> HttpResponse:
    """Every part, and whole pages made of them; ?theme= and ?mode= set the look."""
    if page not in samples.PAGES:
        raise Http404
    look = {
        "theme": request.GET.get("theme", "auto"),
        "mode": request.GET.get("mode", "normal"),
    }
    return render(request, f"ui/gallery/{page}.html", samples.context(page, look))
