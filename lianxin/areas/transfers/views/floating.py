"""The register of floating members of a unit, one entry, and those nobody can find."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, queries, rules
from lianxin.areas.transfers.forms import floating as forms
from lianxin.areas.transfers.models import Floating
from lianxin.areas.transfers.views.shown import (
    asked,
    handled_member,
    handled_unit,
    tabs,
    unit_of,
)
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor, Page
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import posted


@require_GET
def floatings(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit, by, today = unit_of(request, unit_id), request.actor, localdate()
    tab = request.GET.get("tab", "")
    tab = tab if tab in queries.TABS else "out"
    cursor, flows = Cursor.of(request.GET), queries.flows(unit, by, today=today)
    counts = {
        "out": flows.out,
        "in": flows.came,
        "late": flows.late,
        queries.UNLISTED: flows.unlisted,
    }
    if tab == queries.UNLISTED:
        return _unlisted(request, unit, queries.unlisted(unit, by, cursor), counts)
    page = queries.floatings(unit, by, tab, cursor, today=today)
    context = {
        "unit": unit,
        "tab": tab,
        "tabs": tabs(queries.TABS, tab, counts),
        "lines": [(each, each.is_overdue(today)) for each in page.rows],
        "pager": page.pager(request.GET, "人"),
        "may": {"handle": rules.may_handle(by, at=unit)},
    }
    return render(request, "transfers/floatings.html", context)


def _unlisted(
    request: ActorRequest, unit: Unit, page: Page[Member], counts: dict[str, int]
) -> HttpResponse:
    """Whom the roll calls floating and the register does not know."""
    may = rules.may_handle(request.actor, at=unit)
    context = {
        "unit": unit,
        "tab": queries.UNLISTED,
        "tabs": tabs(queries.TABS, queries.UNLISTED, counts),
        "people": [(each, rules.may_float(request.actor, each)) for each in page.rows],
        "pager": page.pager(request.GET, "人"),
        "may": {"handle": may},
    }
    return render(request, "transfers/floatings.html", context)


@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, member_id: int) -> HttpResponse:
    """One of our members goes away for a time."""
    member = handled_member(request, member_id)
    entry = queries.entry_of(member)
    if entry is not None and request.method == "GET":
        messages.info(request, f"{member.name}已登记外出流动，可以在这里更正或登记联系。")
        return redirect("transfers:floating", entry.pk)
    known = {"whereabouts": member.floating_to}
    form = forms.AwayForm(posted(request), by=request.actor, initial=known)
    if form.is_valid():
        entry = actions.register_outflow(member, form.away(), by=request.actor, at=now())
        messages.success(request, f"已登记{member.name}外出流动，组织关系仍在本支部。")
        return redirect("transfers:floating", entry.pk)
    back = reverse("members:member", args=[member.pk])
    note = (
        "正式组织关系不变，表决、党费和统计仍在本支部。"
        "外出 6 个月以上且地点固定的，应当转接组织关系。"
    )
    return asked(
        request, form, member.unit, title=f"登记外出流动：{member.name}", button="登记", note=note,
        back=back, about=f"{member.unit.short_name} · {member.get_category_display()}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def come(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Somebody of another organisation comes to a branch here."""
    unit = handled_unit(request, unit_id)
    form = forms.ComeForm(posted(request), by=request.actor)
    if form.is_valid():
        name, away = form.cleaned_data["name"], form.away()
        entry = actions.register_inflow(unit, name, away, by=request.actor, at=now())
        messages.success(request, f"已登记流入党员{entry.name}。")
        return redirect("transfers:floating", entry.pk)
    note = "流入党员的正式组织关系在流出地，在这里参加组织生活，没有表决权、选举权和被选举权。"
    back = reverse("transfers:floatings", args=[unit.pk])
    return asked(request, form, unit, title="登记流入党员", button="登记", note=note, back=back)


def _entry(request: ActorRequest, floating_id: int) -> Floating:
    rows = Floating.objects.visible_to(request.actor).select_related("unit", "host", "member")
    return get_object_or_404(rows, pk=floating_id)


@require_http_methods(["GET", "POST"])
def floating(request: ActorRequest, floating_id: int) -> HttpResponse:
    """One entry with its talks; the form writes a talk down."""
    entry, by, today = _entry(request, floating_id), request.actor, localdate()
    places = [entry.unit, *filter(None, [entry.host])]
    require(any(rules.may_view(by, at=place) for place in places))
    form = forms.TalkForm(posted(request))
    if form.is_valid():
        actions.log_contact(entry, form.talk(), by=by, at=now())
        messages.success(request, "已记入联系记录。")
        return redirect("transfers:floating", entry.pk)
    handles = entry.is_open and rules.may_handle(by, at=entry.unit)
    accompanies = any(rules.may_accompany(by, at=place) for place in places)
    context = {
        "entry": entry, "unit": entry.unit, "form": form, "overdue": entry.is_overdue(today),
        "contacts": queries.contacts_of(entry),
        "may": {"handle": handles, "accompany": entry.is_open and accompanies},
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "transfers/floating.html", context, status=status)


@require_http_methods(["GET", "POST"])
def amend_floating(request: ActorRequest, floating_id: int) -> HttpResponse:
    entry = _entry(request, floating_id)
    require(rules.may_handle(request.actor, at=entry.unit))
    form = forms.AmendForm(posted(request), floating=entry, by=request.actor)
    if form.is_valid():
        actions.amend_floating(entry, form.away(), by=request.actor, at=now())
        messages.success(request, "已更正。")
        return redirect("transfers:floating", entry.pk)
    back = reverse("transfers:floating", args=[entry.pk])
    title = f"更正流动登记：{entry.name}"
    return asked(request, form, entry.unit, title=title, button="保存", back=back)


@require_http_methods(["GET", "POST"])
def end_floating(request: ActorRequest, floating_id: int) -> HttpResponse:
    entry = _entry(request, floating_id)
    require(rules.may_handle(request.actor, at=entry.unit))
    form = forms.EndForm(posted(request))
    if form.is_valid():
        actions.end_floating(entry, by=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, "流动登记已结束，记录保留。")
        return redirect("transfers:floatings", entry.unit_id)
    back = reverse("transfers:floating", args=[entry.pk])
    title = f"结束流动登记：{entry.name}"
    return asked(request, form, entry.unit, title=title, button="结束", back=back)


@require_GET
def lost(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Lost members and stopped memberships, with the day from which the next step is lawful."""
    unit, by, today = unit_of(request, unit_id), request.actor, localdate()
    lines = [
        (each, each.is_ripe and rules.may_decide(by, at=each.member.unit))
        for each in queries.lost_members(unit, by, today=today)
    ]
    return render(request, "transfers/lost.html", {"unit": unit, "lines": lines})
