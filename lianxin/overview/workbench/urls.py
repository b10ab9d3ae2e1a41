from django.urls import path

from lianxin.overview.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("m/", views.phone, name="phone"),
    path("m/unit/", views.branch, name="branch"),
    path("m/file/", views.my_file, name="my_file"),
    path("members/<int:member_id>/file/", views.file, name="file"),
    path("members/<int:member_id>/file/then/", views.file_then, name="file_then"),
    path("search/", views.search, name="search"),
]
