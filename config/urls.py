from django.urls import URLPattern, URLResolver, include, path

from lianxin.foundation.core.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="healthz"),
    path("", include("lianxin.foundation.ui.urls")),
    path("accounts/", include("lianxin.foundation.accounts.urls")),
    path("imports/", include("lianxin.foundation.spreadsheets.urls")),
    path("insight/", include("lianxin.overview.insight.urls")),
    path("audit/", include("lianxin.overview.audit.urls")),
    path("", include("lianxin.areas.meetings.urls")),
    path("", include("lianxin.foundation.organisation.urls")),
    path("", include("lianxin.areas.members.urls")),
    path("", include("lianxin.overview.workbench.urls")),
]
