"""Ways to the inbox."""

from django.urls import path

from lianxin.foundation.messaging import views

app_name = "messaging"

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.mark_all_read, name="mark_all_read"),
    path("inbox/open/<str:key>/", views.open_message, name="open"),
    path("m/inbox/", views.phone, name="phone"),
]
