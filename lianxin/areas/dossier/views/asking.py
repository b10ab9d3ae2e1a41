"""What the doors of files have in common."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lianxin.areas.dossier import rules
from lianxin.areas.members import links
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor, ActorRequest
from lianxin.foundation.core.refusals import require


def read_by(by: Actor, member_id: int) -> Member:
    """A member whom the actor sees and whose file he reads."""
    member = get_object_or_404(Member.objects.visible_to(by).select_related("unit"), pk=member_id)
    require(rules.may_open(by, member))
    return member


def asked(
    request: ActorRequest, form: BaseForm, member: Member, title: str, button: str, note: str = ""
) -> HttpResponse:
    """One short form about one file, as a page or in a dialog."""
    context = {
        "form": form, "member": member, "title": title, "button": button, "note": note,
        "file_url": links.file_of(member.pk),
    }  # fmt: skip
    return render(request, "dossier/deed.html", context, status=422 if form.errors else 200)
