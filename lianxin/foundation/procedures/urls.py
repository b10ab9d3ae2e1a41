"""Ways to cases: on a unit's desk, one case and what is done around it, one's own."""

from django.urls import path

from lianxin.foundation.procedures.views import desk, one, own, papers

app_name = "procedures"

urlpatterns = [
    path("cases/at/<int:unit_id>/", desk.cases, name="list"),
    path("cases/at/<int:unit_id>/hand-over/", desk.hand_over, name="hand_over"),
    path("cases/<int:case_id>/", one.case, name="case"),
    path("cases/<int:case_id>/history/", one.history, name="history"),
    path("cases/<int:case_id>/draft/", one.draft, name="draft"),
    path("cases/<int:case_id>/return/", one.send_back, name="return"),
    path("cases/<int:case_id>/withdraw/", one.withdraw, name="withdraw"),
    path("cases/<int:case_id>/assign/", one.assign, name="assign"),
    path("cases/<int:case_id>/comment/", one.comment, name="comment"),
    path("cases/<int:case_id>/correct/<uuid:decision_id>/", one.correct, name="correct"),
    path("cases/<int:case_id>/attach/", papers.attach, name="attach"),
    path("cases/<int:case_id>/files/<uuid:attachment_id>/", papers.read, name="file"),
    path("cases/<int:case_id>/files/<uuid:attachment_id>/remove/", papers.detach, name="detach"),
    path("m/cases/", own.mine, name="mine"),
    path("m/cases/<int:case_id>/", own.own, name="own"),
]
