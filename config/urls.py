from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("lianxin.foundation.accounts.urls")),
    path("", include("lianxin.foundation.organisation.urls")),
]
