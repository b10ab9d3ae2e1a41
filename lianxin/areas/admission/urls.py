"""Ways to admission: the book of a unit, an application, yearly numbers, the simulator, and the
page of who is on the way himself."""

from django.urls import path

from lianxin.areas.admission import views

app_name = "admission"

urlpatterns = [
    path("admission/at/<int:unit_id>/", views.book, name="book"),
    path("admission/at/<int:unit_id>/receive/", views.receive, name="receive"),
    path("admission/at/<int:unit_id>/take-over/", views.take_over, name="take_over"),
    path("admission/at/<int:unit_id>/plan/", views.plan, name="plan"),
    path("admission/simulator/", views.simulator, name="simulator"),
    path("m/admission/", views.mine, name="mine"),
    path("admission/cases/<int:case_id>/course/", views.course, name="course"),
]
