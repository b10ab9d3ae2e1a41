"""Pages for the browser tests: the gallery without a door, and small pages that answer back."""

import json
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import include, path
from django.utils.timezone import now

from lianxin.foundation.core.actors import public
from lianxin.foundation.ui import codes, gallery

RECEIVED: list[dict] = []
PAGES = Path(__file__).with_name("pages")


def draw(request: HttpRequest, page: str, status: int = 200, **given: object) -> HttpResponse:
    source = (PAGES / f"{page}.html").read_text("utf-8")
    return HttpResponse(engines["django"].from_string(source).render(given, request), status=status)


@public
def pages(request, page="parts"):
    look = {"theme": request.GET.get("theme", "auto"), "mode": request.GET.get("mode", "normal")}
    return render(request, f"ui/gallery/{page}.html", gallery.context(page, look))


@public
def console(request):
    nodes = [{"label": "港务局党委", "url": "/try/", "count": 60, "children_url": "/try/nodes/"}]
    groups = [{"title": "组织", "items": [{"label": "名册", "url": "/try/", "icon": "users"}]}]
    return draw(request, "console", nodes=nodes, navigation={"groups": groups})


@public
def nodes(request):
    children = [{"label": name, "url": "/try/", "count": 1} for name in ("一号码头", "二号码头")]
    return render(request, "ui/tree_nodes.html", {"nodes": children})


@public
def form(request):
    from django import forms

    class Why(forms.Form):
        word = forms.CharField(label="事由")

    bound = Why(request.POST or None)
    if request.method != "POST" or not bound.is_valid():
        return draw(request, "form", 422 if request.method == "POST" else 200, form=bound)
    RECEIVED.append(request.POST.dict())
    messages.success(request, "已保存事由")
    return redirect("/try/")


@public
def refuse(request):
    from lianxin.foundation.core.refusals import Refused

    raise Refused("签到已于 16:30 结束。")


@public
def fail(request):
    return HttpResponse("<html>出错页</html>", status=500)


@public
def away(request):
    return redirect("/try/m/")


@public
def good(request):
    answer = HttpResponse("办成了")
    answer["HX-Trigger"] = json.dumps({"lx:toast": {"text": "Ready", "kind": "success"}})
    return answer


@public
def people(request):
    found = [{"value": "7", "label": "王思远", "note": "第一党支部"}]
    return JsonResponse({"items": found if request.GET["q"] == "wsy" else []})


@public
def state(request):
    return JsonResponse({"present": 38, "share": 90})


@public
def stream(request):
    """Two states of one topic, named after it, as the live process tells them."""
    topic = request.GET["topic"]
    states = [{"present": 39}, {"present": 40, "share": 95, "recent": ["14:28 王思远"]}]
    told = [f"id: {n}\nevent: {topic}\ndata: {json.dumps(s)}\n\n" for n, s in enumerate(states)]
    return StreamingHttpResponse(told, content_type="text/event-stream")


@public
def streamed(request):
    return draw(request, "stream")


@public
def upload(request):
    RECEIVED.append({"file": request.FILES["sheet"].name})
    return redirect("/try/")


@public
def phone(request):
    answer = draw(request, "phone")
    answer["X-Offline"] = "allow"
    return answer


@public
def send(request):
    if request.POST["why"] == "满了":
        from lianxin.foundation.core.refusals import Refused

        raise Refused("请假已经截止。")
    RECEIVED.append(request.POST.dict() | {"key": request.headers["Idempotency-Key"]})
    return HttpResponse(status=204)


@public
def upcoming(request):
    """Four codes of two seconds each."""
    at = now().timestamp()
    step = int(at // 2)
    ahead = [
        {"step": step + n, "svg": codes.draw(str(step + n)), "text": str(step + n)}
        for n in range(4)
    ]
    return draw(request, "codes", codes={"now": at, "seconds": 2, "codes": ahead})


urlpatterns = [
    path("ui/", pages),
    path("ui/<slug:page>/", pages),
    path("try/", console),
    path("try/nodes/", nodes),
    path("try/form/", form),
    path("try/refuse/", refuse),
    path("try/fail/", fail),
    path("try/away/", away),
    path("try/good/", good),
    path("try/people/", people),
    path("try/state/", state),
    path("try/stream/", stream),
    path("try/streamed/", streamed),
    path("try/upload/", upload),
    path("try/codes/", upcoming),
    path("try/m/", phone),
    path("m/", phone),
    path("m/try/send/", send),
    path("", include("lianxin.foundation.ui.urls")),
    path("accounts/", include("lianxin.foundation.accounts.urls")),
    # The rest of the house, whose menu stands on every page.
    path("", include("config.urls")),
]
