from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.areas.dossier import actions, forms, presenting, queries, rules
from lianxin.areas.dossier.models import Proposal, ProposalLine
from lianxin.areas.members import links
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted


@require_GET
def corrections(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What members of the unit and below it proposed."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_keep(request.actor, at=unit))
    tab = "closed" if request.GET.get("tab") == "closed" else "open"
    page = queries.proposals_at(unit, request.actor, tab, Cursor.of(request.GET))
    rows = [{"proposal": each, "lines": presenting.correction_lines(each)} for each in page.rows]
    context = {
        "unit": unit,
        "tab": tab,
        "rows": rows,
        "rooms": presenting.rooms(unit, "corrections", request.actor),
        **presenting.turning(request, page, "份"),
    }
    return render(request, "dossier/corrections.html", context)


@require_GET
def correction(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """One proposal, field by field."""
    found = _waiting(request, proposal_id)
    context = {
        "proposal": found,
        "member": found.member,
        "unit": found.member.unit,
        "lines": presenting.correction_lines(found),
        "form": forms.DeclineForm(),
        "may_decide": found.is_open and rules.may_decide(request.actor, found.member),
        "is_own": found.member.is_person_of(request.actor),
        "file_url": links.file_of(found.member_id),
    }
    return render(request, "dossier/correction.html", context)


@require_POST
def accept(request: ActorRequest, proposal_id: int) -> HttpResponse:
    found = _waiting(request, proposal_id)
    actions.accept_corrections(found, _keys(request, found), by=request.actor, at=now())
    messages.success(request, "已确认，档案已按本人申请更正。")
    return redirect("dossier:correction", found.pk)


@require_http_methods(["GET", "POST"])
def decline(request: ActorRequest, proposal_id: int) -> HttpResponse:
    found = _waiting(request, proposal_id)
    require(rules.may_decide(request.actor, found.member))
    form = forms.DeclineForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.decline_corrections(
            found, _keys(request, found), reason=reason, by=request.actor, at=now()
        )
        messages.success(request, "已答复，本人可以看到理由。")
        return redirect("dossier:correction", found.pk)
    context = {"proposal": found, "member": found.member, "form": form, "keys": _asked(request)}
    return render(request, "dossier/decline.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def show_proposed(request: ActorRequest, line_id: int) -> HttpResponse:
    """Ask for the purpose; then, and only then, show what was proposed in full."""
    line = get_object_or_404(
        ProposalLine.objects.select_related("proposal__member__unit").filter(
            proposal__in=Proposal.objects.waiting_for(request.actor)
        ),
        pk=line_id,
    )
    require(rules.may_decide(request.actor, line.proposal.member))
    form = forms.PurposeForm(posted(request))
    context = {"line": line, "member": line.proposal.member, "form": form, "values": None}
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        context["values"] = actions.show_proposed(line, purpose=purpose, by=request.actor, at=now())
    return render(request, "dossier/proposed.html", context, status=422 if form.errors else 200)


def _waiting(request: ActorRequest, proposal_id: int) -> Proposal:
    found = Proposal.objects.waiting_for(request.actor).select_related("member__unit")
    return get_object_or_404(found.prefetch_related("lines"), pk=proposal_id)


def _asked(request: ActorRequest) -> list[str]:
    """The lines that were ticked or named."""
    given = request.POST if request.method == "POST" else request.GET
    return given.getlist("key")


def _keys(request: ActorRequest, proposal: Proposal) -> list[str]:
    """The chosen lines; all open ones where none is named."""
    asked = _asked(request)
    return asked or [line.key for line in proposal.lines.all() if line.is_open]
