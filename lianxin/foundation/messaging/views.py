"""The inbox at the desk and on the phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from lianxin.foundation.accounts.visits import move, way_back
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.messaging import actions, queries
from lianxin.foundation.messaging.models import Message


@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    return _page(request, "messaging/inbox.html")


@require_GET
def phone(request: ActorRequest) -> HttpResponse:
    return _page(request, "messaging/phone.html")


def _page(request: ActorRequest, template: str) -> HttpResponse:
    page = queries.page(request.actor, Cursor.of(request.GET))
    pager = page.pager({}, "条")
    unread = queries.unread(getattr(request, "visit", None))
    return render(request, template, {"lines": page.rows, "pager": pager, "unread": unread})


@require_POST
def open_message(request: ActorRequest, key: str) -> HttpResponse:
    """Read it, and go where it leads."""
    message = get_object_or_404(Message.objects.visible_to(request.actor), key=key)
    actions.mark_read(message, by=request.actor, at=now())
    return move(request, message.url or way_back(request))


@require_POST
def mark_all_read(request: ActorRequest) -> HttpResponse:
    read = actions.mark_all_read(by=request.actor, at=now())
    messages.success(request, f"已把 {read} 条消息标为已读。" if read else "没有未读消息。")
    return redirect(way_back(request))
