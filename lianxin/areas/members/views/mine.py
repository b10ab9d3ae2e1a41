from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lianxin.areas.members.models import Member
from lianxin.areas.members.presenting import MyFile
from lianxin.foundation.core.actors import ActorRequest


@require_GET
def my_file(request: ActorRequest) -> HttpResponse:
    """One's own particulars, and who looked at them."""
    member = Member.objects.of(request.actor).select_related("unit").first()
    if member is None:
        return render(request, "members/no_file.html")
    return render(request, "members/my_file.html", MyFile(member, localdate()).all())
