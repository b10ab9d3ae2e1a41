from django.urls import path

from lianxin.overview.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("verify/", views.verify, name="verify"),
    path("export/", views.export, name="export"),
    path("<uuid:entry_id>/", views.entry, name="entry"),
]
