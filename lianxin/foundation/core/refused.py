"""How a refusal is shown: a line in the page's notice for htmx, else a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from lianxin.foundation.core.refusals import Refused


class StaleForm(Refused):
    status = 403
    sentence = "页面放置太久，安全校验已过期。请返回上一页刷新后再提交，填写的内容请先复制保存。"


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if getattr(request, "htmx", False):
        shown = render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
        return reswap(retarget(shown, "#notice"), "innerHTML")
    return render(request, "ui/refused.html", {"refusal": refusal}, status=refusal.status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, StaleForm())
