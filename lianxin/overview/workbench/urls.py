from django.urls import path

from lianxin.overview.workbench.views import desk, file

app_name = "workbench"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("m/", desk.phone, name="phone"),
    path("m/unit/", desk.branch, name="branch"),
    path("m/file/export/", file.export_mine, name="export_my_file"),
    path("members/<int:member_id>/file/export/", file.export, name="export_file"),
    path("m/file/", file.my_file, name="my_file"),
    path("members/<int:member_id>/file/", file.file, name="file"),
    path("members/<int:member_id>/file/then/", file.file_then, name="file_then"),
    path("search/", desk.search, name="search"),
]
