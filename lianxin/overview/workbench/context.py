"""What every page is given: the look its reader chose, and the ways through the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lianxin.foundation.accounts.visits import look_of


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {
        "look": look_of(request),
        "live_url": settings.LIVE_URL,
        "product": "连心",
    }
