"""Leaving single-machine mode: three names, a look at them, done."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import actions, queries, rules
from lianxin.foundation.organisation.forms.grants import SeparateForm
from lianxin.foundation.organisation.grants import may_anywhere
from lianxin.foundation.ui.forms import posted


@require_http_methods(["GET", "POST"])
def separate(request: ActorRequest) -> HttpResponse:
    """Name the three administrators; sent a second time, after a look, it is done."""
    require(may_anywhere(request.actor, rules.Can.GRANT))
    if not queries.is_single_machine():
        raise Http404
    form = SeparateForm(posted(request))
    if not form.is_valid() or "sure" not in request.POST:
        given = {"form": form, "named": form.named() if form.is_valid() else []}
        status = 422 if form.errors else 200
        return render(request, "organisation/separate.html", given, status=status)
    actions.separate_administrators(form.chosen(), by=request.actor, on=localdate())
    messages.success(request, "已结束单机模式，三名管理员即日起分别履职。")
    return redirect("/")
