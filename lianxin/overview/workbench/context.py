"""What every page is given: the look its reader chose, and the ways through the house."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    visit = getattr(request, "visit", None)
    return {
        "look": {
            "theme": visit.theme if visit else "auto",
            "mode": visit.mode if visit else "normal",
        },
        "live_url": settings.LIVE_URL,
        "product": "连心",
    }
