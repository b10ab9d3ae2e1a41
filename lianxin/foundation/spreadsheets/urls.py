from django.urls import path

from lianxin.foundation.spreadsheets.views import checking, columns, handing_in, settling

app_name = "spreadsheets"
urlpatterns = [
    path("at/<int:unit_id>/<slug:sheet>/", handing_in.upload, name="upload"),
    path("at/<int:unit_id>/<slug:sheet>/template/", handing_in.take_template, name="template"),
    path("<int:batch_id>/", checking.batch, name="batch"),
    path("<int:batch_id>/progress/", checking.progress, name="progress"),
    path("<int:batch_id>/columns/", columns.columns, name="columns"),
    path("<int:batch_id>/columns/map/", columns.map_columns, name="map"),
    path("<int:batch_id>/tab/", columns.choose_tab, name="tab"),
    path("<int:batch_id>/fix/", checking.fix, name="fix"),
    path("<int:batch_id>/decide/", checking.decide, name="decide"),
    path("<int:batch_id>/apply/", settling.apply_good, name="apply_good"),
    path("<int:batch_id>/apply-whole/", settling.apply_whole, name="apply_whole"),
    path("<int:batch_id>/undo/", settling.undo, name="undo"),
    path("<int:batch_id>/resume/", settling.resume, name="resume"),
    path("<int:batch_id>/discard/", settling.discard, name="discard"),
    path("<int:batch_id>/annotated/", settling.annotated, name="annotated"),
]
