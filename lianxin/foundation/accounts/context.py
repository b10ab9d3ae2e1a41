"""What every page knows of the session behind it: when it ends unused, the installation's mark."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lianxin.foundation.accounts.visits import Visit


def session(request: HttpRequest) -> dict[str, Any]:
    visit: Visit | None = getattr(request, "visit", None)
    if visit is None:
        return {}
    idle = {
        "minutes": settings.SESSION_IDLE_MINUTES,
        "stay_url": reverse("accounts:stay"),
        "leave_url": reverse("accounts:sign_in"),
    }
    return {"idle": idle, "single_machine": visit.single_machine}
