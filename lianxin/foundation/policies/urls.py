"""Ways to the rules."""

from django.urls import path

from lianxin.foundation.policies import views

app_name = "policies"

urlpatterns = [
    path("policies/at/<int:unit_id>/", views.at, name="at"),
    path("policies/at/<int:unit_id>/<str:code>/", views.set_policy, name="set_policy"),
    path("policies/<int:policy_id>/end/", views.end_policy, name="end_policy"),
]
