"""Ways to transfers and to floating members: at a unit, one entry, one's own page."""

from django.urls import path

from lianxin.areas.transfers.views import floating, phone

app_name = "transfers"

urlpatterns = [
    path("transfers/at/<int:unit_id>/floating/", floating.floatings, name="floatings"),
    path("transfers/at/<int:unit_id>/floating/come/", floating.come, name="come"),
    path("transfers/at/<int:unit_id>/lost/", floating.lost, name="lost"),
    path("transfers/members/<int:member_id>/float/", floating.leave, name="float"),
    path("transfers/floating/<int:floating_id>/", floating.floating, name="floating"),
    path(
        "transfers/floating/<int:floating_id>/amend/",
        floating.amend_floating,
        name="amend_floating",
    ),
    path("transfers/floating/<int:floating_id>/end/", floating.end_floating, name="end_floating"),
    path("m/transfer/", phone.mine, name="mine"),
    path("m/transfer/floating/<int:floating_id>/report/", phone.report, name="report"),
]
