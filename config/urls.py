from django.urls import URLPattern, URLResolver, include, path

from config.resolving import room
from lianxin.foundation.core.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="healthz"),
    room("lianxin.foundation.ui.urls"),
    path("accounts/", include("lianxin.foundation.accounts.urls")),
    path("imports/", include("lianxin.foundation.spreadsheets.urls")),
    path("insight/", include("lianxin.overview.insight.urls")),
    path("audit/", include("lianxin.overview.audit.urls")),
    room("lianxin.foundation.workdays.urls"),
    room("lianxin.foundation.policies.urls"),
    room("lianxin.foundation.messaging.urls"),
    room("lianxin.foundation.papers.urls"),
    room("lianxin.foundation.procedures.urls"),
    room("lianxin.areas.admission.urls"),
    room("lianxin.areas.transfers.urls"),
    room("lianxin.areas.terms.urls"),
    room("lianxin.areas.dossier.urls"),
    room("lianxin.areas.meetings.urls"),
    room("lianxin.foundation.organisation.urls"),
    room("lianxin.areas.members.urls"),
    room("lianxin.overview.workbench.urls"),
]
