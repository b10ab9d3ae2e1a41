from django.urls import URLPattern, URLResolver, include, path

from lianxin.foundation.core.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="healthz"),
    path("", include("lianxin.foundation.ui.urls")),
    path("accounts/", include("lianxin.foundation.accounts.urls")),
    path("imports/", include("lianxin.foundation.spreadsheets.urls")),
    path("insight/", include("lianxin.overview.insight.urls")),
    path("audit/", include("lianxin.overview.audit.urls")),
    path("", include("lianxin.foundation.workdays.urls")),
    path("", include("lianxin.foundation.policies.urls")),
    path("", include("lianxin.foundation.messaging.urls")),
    path("", include("lianxin.foundation.papers.urls")),
    path("", include("lianxin.foundation.procedures.urls")),
    path("", include("lianxin.areas.admission.urls")),
    path("", include("lianxin.areas.transfers.urls")),
    path("", include("lianxin.areas.terms.urls")),
    path("", include("lianxin.areas.dossier.urls")),
    path("", include("lianxin.areas.meetings.urls")),
    path("", include("lianxin.foundation.organisation.urls")),
    path("", include("lianxin.areas.members.urls")),
    path("", include("lianxin.overview.workbench.urls")),
]
