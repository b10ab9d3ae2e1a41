"""One case: its page with the present step, its whole history, what is done around it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.procedures import actions, presenting, queries, rules
from lianxin.foundation.procedures.forms.around import (
    AssignForm,
    CommentForm,
    ReasonForm,
    ReturnForm,
)
from lianxin.foundation.procedures.forms.step import StepForm
from lianxin.foundation.procedures.models import Case, Decision
from lianxin.foundation.procedures.views.shown import case_of, shown, step_form
from lianxin.foundation.ui.forms import posted


@require_http_methods(["GET", "POST"])
def case(request: ActorRequest, case_id: int) -> HttpResponse:
    """The page of a case; its form records the present step."""
    one, by = case_of(request, case_id), request.actor
    require(_oversees(request, one))
    actions.note_look(one, by=by, at=now())
    page = queries.page_of(one, by, today=localdate())
    form = step_form(request, page)
    if request.method == "POST":
        require(form is not None)
    if form is not None and form.is_valid():
        return _passed(request, one, form)
    context = {
        **shown(page, form),
        "loose": presenting.loose_files(page),
        "comments": CommentForm(),
        "papers": queries.papers_of(one, by) if page.may_keep or page.may_pass else [],
        "sights": queries.sights_of(one),
        "returnable": queries.returnable(page) if page.may_send_back else [],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "procedures/case.html", context, status=status)


def _oversees(request: ActorRequest, one: Case) -> bool:
    """Whoever oversees such matters where the case lies, or was named to see it through."""
    places = filter(None, (one.unit, one.desk, one.other))
    return queries.is_held(one, request.actor) or any(
        rules.may_view(request.actor, of=one.procedure_of, at=place) for place in places
    )


def _passed(request: ActorRequest, one: Case, form: StepForm) -> HttpResponse:
    name = one.step_of.name
    done = actions.pass_step(one, form.passing(), by=request.actor, at=now())
    now_at = f"下一步：{done.step_of.name}。" if done.is_open else f"事项已结束：{done.outcome}。"
    messages.success(request, f"已登记“{name}”。{now_at}")
    return redirect("procedures:case", one.pk)


@require_GET
def history(request: ActorRequest, case_id: int) -> HttpResponse:
    """Everything that happened, with what was entered, and who looked."""
    one = case_of(request, case_id)
    require(_oversees(request, one))
    page = queries.page_of(one, request.actor, today=localdate())
    context = {
        "page": page, "case": one, "unit": one.unit, "subject": page.subject,
        "lines": presenting.whole_history(page), "sights": queries.sights_of(one),
    }  # fmt: skip
    return render(request, "procedures/history.html", context)


@require_POST
def draft(request: ActorRequest, case_id: int) -> HttpResponse:
    """What was typed so far, kept for later."""
    one = case_of(request, case_id)
    content = {
        key: value for key, value in request.POST.items()
        if key not in {"csrfmiddlewaretoken", "version", "sure"}
    }  # fmt: skip
    kept = actions.keep_draft(one, step=one.step, content=content, by=request.actor, at=now())
    return HttpResponse(
        f"{localtime(kept.at):%H:%M} 已自动暂存", content_type="text/plain; charset=utf-8"
    )


@require_http_methods(["GET", "POST"])
def send_back(request: ActorRequest, case_id: int) -> HttpResponse:
    """Return the case to an earlier step."""
    one, by = case_of(request, case_id), request.actor
    page = queries.page_of(one, by, today=localdate())
    require(page.may_send_back)
    form = ReturnForm(posted(request), steps=queries.returnable(page))
    if form.is_valid():
        actions.return_case(one, by=by, at=now(), **form.cleaned_data)
        messages.success(request, "已退回，经过里留有退回原因。")
        return redirect("procedures:case", one.pk)
    return _asked(request, one, form, "退回", "退回到所选环节")


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, case_id: int) -> HttpResponse:
    one, by = case_of(request, case_id), request.actor
    require(rules.may_keep(by, of=one.procedure_of, at=one.unit))
    form = ReasonForm(posted(request))
    if form.is_valid():
        actions.withdraw_case(one, by=by, at=now(), **form.cleaned_data)
        messages.success(request, "事项已撤回，记录保留。")
        return redirect("procedures:case", one.pk)
    return _asked(request, one, form, "撤回事项", "撤回")


@require_http_methods(["GET", "POST"])
def assign(request: ActorRequest, case_id: int) -> HttpResponse:
    """Name the one who sees the case through."""
    one, by, today = case_of(request, case_id), request.actor, localdate()
    require(_oversees(request, one))
    people = queries.holders(one.step_of, [one.desk_id], today=today).get(one.desk_id, [])
    form = AssignForm(posted(request), people=people)
    if form.is_valid():
        actions.assign_case(one, by=by, at=now(), **form.cleaned_data)
        messages.success(request, f"已请{form.cleaned_data['to'].name}经办。")
        return redirect("procedures:case", one.pk)
    return _asked(request, one, form, "指定经办人", "指定")


@require_POST
def comment(request: ActorRequest, case_id: int) -> HttpResponse:
    one = case_of(request, case_id)
    form = CommentForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    actions.comment(one, text=text, by=request.actor, at=now())
    messages.success(request, "批注已记入经过。")
    return redirect("procedures:case", one.pk)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, case_id: int, decision_id: UUID) -> HttpResponse:
    """Put right what was entered at a step already passed."""
    one, by = case_of(request, case_id), request.actor
    require(rules.may_keep(by, of=one.procedure_of, at=one.unit))
    row = queries.decision_of(one, decision_id)
    if row is None:
        raise Http404
    page = queries.page_of(one, by, today=localdate())
    form = _correction(request, page, row)
    reason = ReasonForm(posted(request), prefix="why")
    if form.is_valid() and reason.is_valid():
        why = reason.cleaned_data["reason"]
        actions.correct_step(one, row.id, form.passing(), reason=why, by=by, at=now())
        messages.success(request, "已更正，原来的登记仍保留在经过里。")
        return redirect("procedures:case", one.pk)
    context = {"case": one, "unit": one.unit, "row": row, "form": form, "reason": reason,
               "step": one.procedure_of.step(row.step)}  # fmt: skip
    status = 422 if form.errors or reason.errors else 200
    return render(request, "procedures/correct.html", context, status=status)


def _correction(request: ActorRequest, page: queries.Page, row: Decision) -> StepForm:
    case, values = page.case, row.all_values()
    files = {key: value for key, value in values.items() if isinstance(value, list)}
    return StepForm(
        posted(request),
        case=case,
        step=case.procedure_of.step(row.step),
        past=queries.before(case, row, page.past),
        by=request.actor,
        files=files,
        kept={**values, "held_on": row.held_on, "way": row.way},
    )


def _asked(
    request: ActorRequest, one: Case, form: ReasonForm | AssignForm, title: str, button: str
) -> HttpResponse:
    context = {"case": one, "unit": one.unit, "form": form, "title": title, "button": button}
    status = 422 if form.errors else 200
    return render(request, "procedures/deed.html", context, status=status)
