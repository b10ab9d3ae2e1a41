"""Ways to working days."""

from django.urls import path

from lianxin.foundation.workdays import views

app_name = "workdays"

urlpatterns = [
    path("workdays/", views.this_year, name="now"),
    path("workdays/set/", views.set_days, name="set_days"),
    path("workdays/restore/", views.restore_day, name="restore_day"),
    path("workdays/<int:number>/", views.year, name="year"),
    path("workdays/<int:number>/confirm/", views.confirm_year, name="confirm_year"),
]
