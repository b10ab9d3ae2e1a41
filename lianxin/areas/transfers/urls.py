"""Ways to transfers: the board of a unit, one letter, floating and lost members, one's own page."""

from django.urls import path

from lianxin.areas.transfers.views import board, floating, membership, phone

app_name = "transfers"

urlpatterns = [
    path("transfers/at/<int:unit_id>/", board.board, name="board"),
    path("transfers/at/<int:unit_id>/whole/", board.begin_whole, name="begin_whole"),
    path("transfers/at/<int:unit_id>/arrive/", board.arrive, name="arrive"),
    path("transfers/at/<int:unit_id>/branches/", board.branches, name="branches"),
    path("transfers/at/<int:unit_id>/floating/", floating.floatings, name="floatings"),
    path("transfers/at/<int:unit_id>/floating/come/", floating.come, name="come"),
    path("transfers/at/<int:unit_id>/lost/", floating.lost, name="lost"),
    path("transfers/destinations/", board.destinations, name="destinations"),
    path("transfers/cases/<int:case_id>/press/", board.press, name="press"),
    path("transfers/letters/<int:letter_id>/", board.letter, name="letter"),
    path("transfers/applications/<int:application_id>/decline/", board.decline, name="decline"),
    path("transfers/members/<int:member_id>/", board.begin, name="begin"),
    path("transfers/members/<int:member_id>/float/", floating.leave, name="float"),
    path("transfers/members/<int:member_id>/stop/", membership.stop, name="stop"),
    path("transfers/members/<int:member_id>/remove/", membership.remove, name="remove"),
    path("transfers/members/<int:member_id>/restore/", membership.restore, name="restore"),
    path("transfers/floating/<int:floating_id>/", floating.floating, name="floating"),
    path(
        "transfers/floating/<int:floating_id>/amend/",
        floating.amend_floating,
        name="amend_floating",
    ),
    path("transfers/floating/<int:floating_id>/end/", floating.end_floating, name="end_floating"),
    path("m/transfer/", phone.mine, name="mine"),
    path("m/transfer/apply/", phone.apply, name="apply"),
    path("m/transfer/<int:application_id>/withdraw/", phone.withdraw, name="withdraw"),
    path("m/transfer/floating/<int:floating_id>/report/", phone.report, name="report"),
]
