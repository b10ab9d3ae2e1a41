"""Posts: taking up, handing over, laying down."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation import actions, queries, rules
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.forms import posts as forms
from lianxin.foundation.organisation.models import Appointment
from lianxin.foundation.organisation.views.structure import Verb, ask, done, given, unit_of

APPOINT = Verb(
    title="登记任职", button="登记任职",
    then=(
        "任职期间本人自动获得该职务在本组织及下级的权限，日期到了自动开始、自动收回。",
        "书记、副书记由上级组织批准并登记；委员由本组织登记，报上级备案。",
    ),
    law="《中国共产党支部工作条例（试行）》第二十三条：党支部书记一般应当具有 1 年以上党龄。",
)  # fmt: skip
HAND_OVER = Verb(
    title="接任", button="登记接任",
    then=("前任的职务和权限到接任日期为止，接任人自同一天起履职。",),
)  # fmt: skip
END = Verb(
    title="免职", button="登记免职", danger=True,
    then=("自免职日期起收回该职务的权限。", "任职记录保留在沿革里。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def appoint(request: ActorRequest, unit_id: int) -> HttpResponse:
    unit = unit_of(request, unit_id)
    choices = [
        (code, name)
        for code, name in queries.post_choices(unit)
        if rules.may_appoint(request.actor, at=unit, post=POSTS[code])
    ]
    require(bool(choices))
    asked = request.GET.get("post", "")
    initial = {"post": asked, "starts_on": localdate()}
    form = forms.AppointForm(request.POST or None, unit=unit, posts=choices, initial=initial)
    if not form.is_valid():
        return ask(request, unit, APPOINT, form)
    new = actions.appoint(unit=unit, by=request.actor, **given(form))
    return done(request, unit, f"已登记{new.user.name}任{new.post_of.name}。")


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, unit_id: int, appointment_id: int) -> HttpResponse:
    post = _post(request, unit_id, appointment_id)
    form = forms.HandOverForm(request.POST or None, unit=post.unit, initial={"on": localdate()})
    if not form.is_valid():
        return ask(request, post.unit, HAND_OVER, form)
    asked = given(form)
    new = actions.hand_over(post, to=asked.pop("user"), by=request.actor, **asked)
    return done(request, post.unit, f"已登记{new.user.name}接任{new.post_of.name}。")


@require_http_methods(["GET", "POST"])
def end_appointment(request: ActorRequest, unit_id: int, appointment_id: int) -> HttpResponse:
    post = _post(request, unit_id, appointment_id)
    form = forms.EndPostForm(request.POST or None, initial={"on": localdate()})
    if not form.is_valid():
        return ask(request, post.unit, END, form)
    actions.end_appointment(post, by=request.actor, **form.cleaned_data)
    return done(request, post.unit, f"已登记{post.user.name}不再担任{post.post_of.name}。")


def _post(request: ActorRequest, unit_id: int, appointment_id: int) -> Appointment:
    unit = unit_of(request, unit_id)
    posts = unit.appointments.select_related("user", "unit", "unit__parent")
    post = get_object_or_404(posts, pk=appointment_id)
    require(rules.may_appoint(request.actor, at=unit, post=post.post_of))
    return post
