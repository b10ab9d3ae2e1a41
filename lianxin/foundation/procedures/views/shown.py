"""What the doors of cases have in common."""

from typing import Any

import orjson
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.procedures import presenting, queries
from lianxin.foundation.procedures.forms.step import StepForm
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import posted


def case_of(request: ActorRequest, case_id: int) -> Case:
    """A case the actor may see."""
    seen = Case.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("unit", "desk", "other", "holder"), pk=case_id)


def step_form(request: ActorRequest, page: queries.Page) -> StepForm | None:
    """The form of the present step, with what was kept for later; nothing where one may not."""
    if not page.may_pass or page.standing is None:
        return None
    kept = orjson.loads(page.draft.content) if page.draft else {}
    return StepForm(
        posted(request),
        case=page.case,
        step=page.standing.step,
        past=page.past,
        by=request.actor,
        files=page.present_files,
        kept=kept,
    )


def shown(page: queries.Page, form: StepForm | None) -> dict[str, Any]:
    """What both pages of a case show, in the console and on the phone."""
    today, case = localdate(), page.case
    standing = page.standing
    return {
        "page": page,
        "case": case,
        "unit": case.unit,
        "subject": page.subject,
        "bar": presenting.bar(page),
        "standing": standing,
        "lead": standing.step.lead(page.past) if standing else "",
        "form": form,
        "due": presenting.due_tag(case, today),
        "waits": presenting.waits_until(case, today),
        "where": queries.where(case) if case.is_open else "",
        "file_asks": presenting.file_asks(page, standing.step) if standing and form else [],
        "timeline": presenting.timeline(page),
    }
