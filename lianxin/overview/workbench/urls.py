from django.urls import path

from lianxin.overview.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("m/", views.phone, name="phone"),
    path("m/unit/", views.branch, name="branch"),
    path("search/", views.search, name="search"),
]
