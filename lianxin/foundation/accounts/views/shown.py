"""How the doors of accounts answer: the whole page, or its one part for htmx."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import ActorRequest


def show(
    request: HttpRequest, page: str, given: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page whose body is the partial "door"."""
    part = f"{page}#door" if getattr(request, "htmx", False) else page
    return render(request, part, given or {}, status=status)


def oneself(request: ActorRequest) -> User:
    return get_object_or_404(User.objects.of(request.actor))
