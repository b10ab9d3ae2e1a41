"""The votes of a case: begun, explained, set aside; the work of the new committee; the report."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.terms import actions, queries, rules
from lianxin.areas.terms.catalogue import OFFICES, Office, Sort
from lianxin.areas.terms.forms import AsideForm, BallotForm, DutiesForm, FewerForm
from lianxin.areas.terms.models import Duty, Poll
from lianxin.areas.terms.views.shown import basics, case_of, past
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import posted


@require_GET
def polls(request: ActorRequest, case_id: int) -> HttpResponse:
    """Each office with its votes, and what is to be done next."""
    case = case_of(request, case_id)
    before = past(case)
    turns = queries.turns(case, before)
    given = {
        **basics(request, case),
        "turns": [
            {
                "turn": turn,
                "is_here": queries.is_at(case, turn.office, before),
                "step": queries.step_of(case, turn.office, before),
                "fewer": FewerForm(auto_id=f"{turn.office}_%s"),
            }
            for turn in turns
        ],
        "electors": queries.voters_of(case, today=localdate()),
        "duties": _duties(case),
        "is_counted": any(told.tally for turn in turns for told in turn.votes),
    }
    return render(request, "terms/polls.html", given)


def _duties(case: Case, data: Any = None) -> DutiesForm | None:
    """The form of the work of the new committee; secretaries have theirs by their office."""
    progress = queries.progress_of([case])[case.pk]
    leading = {*progress.elected(Office.SECRETARY), *progress.elected(Office.DEPUTY)}
    elected = [
        (key, progress.name(key))
        for key in progress.elected(Office.COMMITTEE)
        if key not in leading
    ]
    offices = queries.plan_of(case, past(case)).offices
    if not elected or not all(map(progress.is_decided, offices)):
        return None  # who leads is elected first: he has his post by that
    kept = {
        str(pk): post
        for pk, post in Duty.objects.filter(case=case).values_list("member_id", "post")
    }
    return DutiesForm(data, elected=elected, kept=kept)


@require_http_methods(["GET", "POST"])
def open_poll(request: ActorRequest, case_id: int, office: str) -> HttpResponse:
    """How many are there and who counts: the vote begins."""
    case = case_of(request, case_id)
    require(rules.may_keep(request.actor, at=case.unit))
    before = past(case)
    if office not in queries.plan_of(case, before).offices:
        raise Http404
    given = _ballot(case, office, before)
    form = BallotForm(posted(request), **given["form"])
    if form.is_valid():
        actions.open_poll(case, office, form.ballot(), by=request.actor, at=now())
        messages.success(request, "已登记，请两名计票人分别录入计票结果。")
        return redirect("terms:polls", case.pk)
    given = {**basics(request, case), **given, "form": form, "office": OFFICES[office]}
    return render(request, "terms/open_poll.html", given, status=422 if form.errors else 200)


def _ballot(case: Case, office: str, before: Past) -> dict[str, Any]:
    today = localdate()
    plan, progress = queries.plan_of(case, before), queries.progress_of([case])[case.pk]
    now_at = queries.contest_in(case, office, plan, progress)
    expected = queries.expected_at(case, office, before, today=today)
    candidates: list[tuple[str, str]] = []
    if now_at.due and now_at.due.sort is Sort.MISSING and not now_at.due.candidates:
        taken = {*now_at.elected, *now_at.nominated}
        people = queries.eligible(case, office, before, today=today)
        candidates = [pair for pair in people if pair[0] not in taken]
    return {
        "due": now_at.due,
        "expected": expected,
        "standing": [progress.name(key) for key in (now_at.due.candidates if now_at.due else ())],
        "form": {
            "expected": expected, "counters": queries.counters(case), "candidates": candidates,
        },
    }  # fmt: skip


def _poll(request: ActorRequest, poll_id: int) -> Poll:
    """A vote whose case the actor oversees."""
    seen = Poll.objects.visible_to(request.actor).select_related("case__unit", "case__desk")
    poll = get_object_or_404(seen, pk=poll_id)
    require(rules.may_keep(request.actor, at=poll.case.unit))
    return poll


@require_http_methods(["GET", "POST"])
def set_aside(request: ActorRequest, poll_id: int) -> HttpResponse:
    """A vote that was entered wrongly no longer counts."""
    poll = _poll(request, poll_id)
    form = AsideForm(posted(request))
    if form.is_valid():
        actions.set_aside(poll, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, f"已作废这次{poll.name}。")
        return redirect("terms:polls", poll.case_id)
    given = {**basics(request, poll.case), "poll": poll, "form": form}
    return render(request, "terms/aside.html", given, status=422 if form.errors else 200)


@require_POST
def fewer(request: ActorRequest, poll_id: int) -> HttpResponse:
    """More than half of the voters agree to leave the missing seats open."""
    poll, form = _poll(request, poll_id), FewerForm(request.POST)
    agreed = form.cleaned_data["agreed"] if form.is_valid() else 0
    actions.agree_to_fewer(poll, agreed=agreed, by=request.actor)
    messages.success(request, "已登记减少名额，不再选举。")
    return redirect("terms:polls", poll.case_id)


@require_POST
def duties(request: ActorRequest, case_id: int) -> HttpResponse:
    """The work of the new committee."""
    case = case_of(request, case_id)
    form = _duties(case, request.POST)
    if form is None or not form.is_valid():
        messages.error(request, "请为每名委员选择分工。")
        return redirect("terms:polls", case.pk)
    actions.assign_duties(case, form.duties(), by=request.actor)
    messages.success(request, "已保存委员分工。")
    return redirect("terms:polls", case.pk)
