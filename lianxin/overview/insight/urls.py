from django.urls import path

from lianxin.overview.insight import views

app_name = "insight"
urlpatterns = [
    path("<int:unit_id>/", views.dashboard, name="dashboard"),
    path("<int:unit_id>/data/", views.data, name="data"),
    path("<int:unit_id>/units/", views.units, name="units"),
    path("<int:unit_id>/meetings/", views.meetings, name="meetings"),
    path("<int:unit_id>/health/", views.health, name="health"),
    path("dictionary/", views.dictionary, name="dictionary"),
]
