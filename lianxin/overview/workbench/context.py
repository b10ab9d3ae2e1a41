"""What every page is given: the look its reader chose, and the ways through the house.

No statement is made here: everything is known from the request.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lianxin.foundation.accounts.visits import look_of
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.messaging import queries as messaging
from lianxin.foundation.organisation.queries import post_of
from lianxin.foundation.ui.ways import address
from lianxin.overview.workbench import navigation as menu


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {
        "look": look_of(request),
        "live_url": settings.LIVE_URL,
        "product": "连心",
        "navigation": SimpleLazyObject(lambda: _ways(request)),
    }


def _ways(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = getattr(request, "actor", None) or Actor.nameless()
    if actor.user_id is None:
        return {"home_url": address("workbench:desk")}
    match = request.resolver_match
    room, page = (match.app_name, match.url_name or "") if match else ("", "")
    unit_id = match.kwargs.get("unit_id") if match else None
    office = menu.has_office(actor)
    visit = getattr(request, "visit", None)
    unread = messaging.in_words(messaging.unread(visit))
    return {
        "home_url": address("workbench:desk" if office else "workbench:phone"),
        "search_url": address("workbench:search") if office else "",
        "search_text": request.GET.get("q", "") if page == "search" else "",
        "notices_url": address("messaging:inbox" if office else "messaging:phone"),
        "notices": unread,
        "phone_url": address("workbench:phone"),
        "preferences_url": address("accounts:preferences"),
        "sign_out_url": address("accounts:sign_out"),
        "user": {
            "name": actor.name,
            "detail": menu.detail(actor, post_of(visit)),
            "items": [
                {"label": "账号与安全", "url": address("accounts:me"), "icon": "settings"},
                {"label": "手机页面", "url": address("workbench:phone"), "icon": "smartphone"},
            ],
        },
        "groups": menu.groups(actor, room, page) if office else [],
        "around": menu.around(actor, unit_id, room) if office and unit_id else [],
        "tabs": menu.tabs(actor, room, page, unread=unread),
    }
