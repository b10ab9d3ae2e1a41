"""The year of working days, a small reckoner, and the forms of those who keep the days."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.workdays import actions, queries, rules, sources
from lianxin.foundation.workdays.forms import ConfirmForm, CountForm, DaysForm


@require_GET
def this_year(request: ActorRequest) -> HttpResponse:
    return redirect("workdays:year", localdate().year)


@require_GET
def year(request: ActorRequest, number: int) -> HttpResponse:
    """A year with its holidays, and the reckoner."""
    today = localdate()
    latest = today.year + actions.FAR
    if not sources.FIRST <= number <= latest:
        raise Http404
    given = {
        "page": queries.year_page(number),
        "today": today,
        "before": number - 1 if number > sources.FIRST else None,
        "after": number + 1 if number < latest else None,
        "may": {"set": rules.may_set_days(request.actor)},
        **_counted(request, today),
    }
    return render(request, "workdays/year.html", given)


def _counted(request: ActorRequest, today: date) -> dict[str, Any]:
    """What the reckoner was asked, and its answer."""
    if "count" not in request.GET:
        return {"form": CountForm(initial={"start": today, "count": 10})}
    form = CountForm(request.GET)
    if not form.is_valid():
        return {"form": form}
    start, count = form.cleaned_data["start"], form.cleaned_data["count"]
    end = start + timedelta(days=3 * count + 60)
    return {"form": form, "counted": queries.calendar(start, end).after(start, count)}


@require_http_methods(["GET", "POST"])
def set_days(request: ActorRequest) -> HttpResponse:
    """Make days free or working."""
    require(rules.may_set_days(request.actor))
    form = DaysForm(request.POST or None, initial=_asked(request))
    if not form.is_valid():
        return _ask(request, form, "workdays/set_days.html")
    days = form.days()
    document = form.cleaned_data["document"]
    changed = actions.set_days(days, document, by=request.actor, at=now())
    said = f"{len(changed)} 天的上班安排有变化，未办结事项的期限已重新计算。"
    messages.success(request, f"已登记。{said if changed else ''}")
    return redirect("workdays:year", days[0].on.year)


def _asked(request: ActorRequest) -> dict[str, Any]:
    return {key: request.GET[key] for key in ("first", "last", "name") if key in request.GET}


def _ask(request: ActorRequest, form: Any, template: str, **given: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "today": localdate(), **given}, status=status)


@require_POST
def restore_day(request: ActorRequest) -> HttpResponse:
    on = parse_date(request.POST.get("on", ""))
    if on is None:
        raise Http404
    actions.restore_day(on, by=request.actor, at=now())
    messages.success(request, "已恢复为放假通知的安排。")
    return redirect("workdays:year", on.year)


@require_http_methods(["GET", "POST"])
def confirm_year(request: ActorRequest, number: int) -> HttpResponse:
    """The year stands as its notice has it."""
    require(rules.may_set_days(request.actor))
    form = ConfirmForm(request.POST or None)
    if not form.is_valid():
        return _ask(request, form, "workdays/confirm_year.html", number=number)
    document = form.cleaned_data["document"]
    actions.confirm_year(number, document, by=request.actor, at=now())
    messages.success(request, f"{number} 年的工作日历不再标为暂定。")
    return redirect("workdays:year", number)
