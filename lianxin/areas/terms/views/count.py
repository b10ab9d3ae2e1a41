"""The page of a teller, on his own phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from lianxin.areas.terms import actions, queries, rules
from lianxin.areas.terms.catalogue import tally_of
from lianxin.areas.terms.forms import CountForm
from lianxin.areas.terms.models import Count, Poll
from lianxin.areas.terms.views.shown import past
from lianxin.foundation.core.actors import Actor, ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.grants import own
from lianxin.foundation.ui.forms import posted


@require_http_methods(["GET", "POST"])
def count(request: ActorRequest, poll_id: int) -> HttpResponse:
    """Enter what one has counted; where the other differs, look again."""
    seen = Poll.objects.visible_to(request.actor).select_related("case__unit")
    poll = get_object_or_404(seen, pk=poll_id)
    require(rules.may_count(request.actor, tellers=poll.tellers))
    (told,) = queries.tell([poll])
    form = _form(poll, told, request.actor, posted(request))
    if form.is_valid():
        done = actions.enter_count(poll, form.tally(), by=request.actor, at=now())
        _say(request, done)
        return redirect("terms:count", poll.pk)
    given = {"poll": poll, "told": told, "form": form, "unit": poll.case.unit}
    return render(request, "terms/count.html", given, status=422 if form.errors else 200)


def _say(request: ActorRequest, poll: Poll) -> None:
    (told,) = queries.tell([poll])
    if told.differences:
        messages.warning(request, "已录入。两人的结果不一致，请重新清点。")
    else:
        done = poll.is_decided
        messages.success(request, "两名计票人的结果一致。" if done else "已录入您的计票结果。")


def _form(poll: Poll, told: queries.Told, by: Actor, data: Any) -> CountForm:
    people = queries.eligible(poll.case, poll.office, past(poll.case), today=localdate())
    writable = [pair for pair in people if pair[0] not in poll.keys]
    kept = Count.objects.filter(own(by), poll=poll).first()
    typed = tally_of(kept.tally) if kept else None
    return CountForm(data, poll=poll, names=told.names, writable=writable, own=typed)
