"""What several pages of elections have in common."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from lianxin.areas.terms import rules
from lianxin.areas.terms.catalogue import by_election, election
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import past_of

ELECTING = (election.CODE, by_election.CODE)


def unit_of(request: ActorRequest, unit_id: int) -> Unit:
    """A unit whose elections the actor oversees."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    require(rules.may_view(request.actor, at=unit))
    return unit


def case_of(request: ActorRequest, case_id: int) -> Case:
    """An election or by-election the actor oversees."""
    seen = Case.objects.visible_to(request.actor).filter(procedure__in=ELECTING)
    case = get_object_or_404(seen.select_related("unit", "desk"), pk=case_id)
    require(rules.may_view(request.actor, at=case.unit))
    return case


def past(case: Case) -> Past:
    return past_of(case, today=localdate())


def basics(request: ActorRequest, case: Case) -> dict[str, Any]:
    keeps = rules.may_keep(request.actor, at=case.unit)
    return {"case": case, "unit": case.unit, "may": {"keep": keeps and case.is_open}}
