"""Who stands, and who is left out of the count."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.areas.members.models import Member
from lianxin.areas.terms import actions, queries, rules
from lianxin.areas.terms.catalogue import OFFICES, Office, list_flaws
from lianxin.areas.terms.forms import CandidateForm, ExclusionForm
from lianxin.areas.terms.models import Candidate, Exclusion
from lianxin.areas.terms.views.shown import basics, case_of, past
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import posted


@require_http_methods(["GET", "POST"])
def candidates(request: ActorRequest, case_id: int) -> HttpResponse:
    """The list of candidates by office, with what it lacks; the electorate beside it."""
    case = case_of(request, case_id)
    given = _given(request, case)
    form = _form(request, case, given)
    if request.method == "POST":
        require(form is not None)
    if form is not None and form.is_valid():
        said = form.cleaned_data
        member = get_object_or_404(_people(request, case), pk=said["member"])
        actions.put_up(case, member, office=said["office"], brief=said["brief"], by=request.actor)
        messages.success(request, f"已把{member.name}列为{OFFICES[said['office']]}候选人。")
        return redirect("terms:candidates", case.pk)
    status = 422 if form is not None and form.errors else 200
    given |= {"form": form, "leaving": ExclusionForm(people=given["voters"])}
    return render(request, "terms/candidates.html", given, status=status)


def _people(request: ActorRequest, case: Case) -> Any:
    return Member.objects.visible_to(request.actor).under(case.unit.path).select_related("unit")


def _given(request: ActorRequest, case: Case) -> dict[str, Any]:
    plan, progress = queries.plan_of(case, past(case)), queries.progress_of([case])[case.pk]
    electors = queries.voters_of(case, today=localdate())
    rows = Candidate.objects.visible_to(request.actor).filter(case=case)
    ordered = queries.ballot_order(rows.select_related("member__unit"))
    offices = plan.offices or list(dict.fromkeys(Office(each.office) for each in ordered))
    return {
        **basics(request, case),
        "groups": [
            {
                "name": OFFICES[office], "seats": plan.seats_of(office),
                "least": plan.least(office),
                "rows": [each for each in ordered if each.office == office],
            }
            for office in offices
        ],
        "lacks": list(list_flaws(plan, progress)),
        "offices": offices,
        "electors": electors,
        "voters": [(person.key, person.name) for person in electors.voters],
        "exclusions": Exclusion.objects.visible_to(request.actor)
        .filter(case=case)
        .select_related("member"),
        "is_open": queries.list_is_open(case),
    }  # fmt: skip


def _form(request: ActorRequest, case: Case, given: dict[str, Any]) -> CandidateForm | None:
    """The form to put somebody up, where one may and the list is open."""
    if not (given["may"]["keep"] and given["is_open"] and given["offices"]):
        return None
    electors = given["electors"]
    people = [*electors.voters, *(person for person, _ in electors.left_out)]
    pairs = [(person.key, person.name) for person in people]
    data = posted(request)
    return CandidateForm(data, offices=given["offices"], people=pairs)


@require_POST
def take_down(request: ActorRequest, case_id: int, candidate_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    rows = Candidate.objects.visible_to(request.actor).select_related("member", "case__unit")
    require(rules.may_keep(request.actor, at=case.unit))
    candidate = rows.filter(pk=candidate_id, case=case).first()
    if candidate is not None:  # pressed twice, it is gone already
        actions.take_down(candidate, by=request.actor)
        messages.success(request, f"已把{candidate.member.name}移出候选人名单。")
    return redirect("terms:candidates", case.pk)


@require_POST
def leave_out(request: ActorRequest, case_id: int) -> HttpResponse:
    """Record a decision by which somebody is not counted."""
    case = case_of(request, case_id)
    given = _given(request, case)
    form = ExclusionForm(request.POST, people=given["voters"])
    if not form.is_valid():
        given |= {"form": _form(request, case, given), "leaving": form}
        return render(request, "terms/candidates.html", given, status=422)
    said = dict(form.cleaned_data)
    member = get_object_or_404(_people(request, case), pk=said.pop("member"))
    actions.leave_out(case, member, by=request.actor, **said)
    messages.success(request, f"已登记：{member.name}不计入应到会。")
    return redirect("terms:candidates", case.pk)


@require_POST
def count_in(request: ActorRequest, case_id: int, exclusion_id: int) -> HttpResponse:
    case = case_of(request, case_id)
    rows = Exclusion.objects.visible_to(request.actor).select_related("member", "case__unit")
    require(rules.may_keep(request.actor, at=case.unit))
    exclusion = rows.filter(pk=exclusion_id, case=case).first()
    if exclusion is not None:
        actions.count_in(exclusion, by=request.actor)
        messages.success(request, f"{exclusion.member.name}重新计入应到会。")
    return redirect("terms:candidates", case.pk)
