from django.urls import URLPattern, path

from lianxin.areas.terms.views import board, candidates, count, polls

app_name = "terms"

urlpatterns: list[URLPattern] = [
    path("terms/at/<int:unit_id>/", board.board, name="board"),
    path("terms/at/<int:unit_id>/start/", board.start, name="start"),
    path("terms/<int:case_id>/candidates/", candidates.candidates, name="candidates"),
    path(
        "terms/<int:case_id>/candidates/<int:candidate_id>/down/",
        candidates.take_down,
        name="take_down",
    ),
    path("terms/<int:case_id>/leave-out/", candidates.leave_out, name="leave_out"),
    path("terms/<int:case_id>/count-in/<int:exclusion_id>/", candidates.count_in, name="count_in"),
    path("terms/<int:case_id>/polls/", polls.polls, name="polls"),
    path("terms/<int:case_id>/polls/<slug:office>/", polls.open_poll, name="open_poll"),
    path("terms/<int:case_id>/duties/", polls.duties, name="duties"),
    path("terms/polls/<int:poll_id>/aside/", polls.set_aside, name="set_aside"),
    path("terms/polls/<int:poll_id>/fewer/", polls.fewer, name="fewer"),
    path("m/terms/polls/<int:poll_id>/", count.count, name="count"),
]
