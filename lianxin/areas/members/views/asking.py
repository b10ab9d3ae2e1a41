"""One page for all deeds done to one member by a short form."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import ActorRequest


def asked(
    request: ActorRequest, form: BaseForm, member: Member, title: str, button: str, note: str = ""
) -> HttpResponse:
    context = {"form": form, "member": member, "title": title, "button": button, "note": note}
    return render(request, "members/deed.html", context, status=422 if form.errors else 200)
