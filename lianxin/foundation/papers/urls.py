"""Ways to papers: a draft, an issued one, the register of a unit, the check by a code."""

from django.urls import path

from lianxin.foundation.papers import views

app_name = "papers"

_DRAFT = "papers/draft/<str:code>/<int:subject_id>/"
urlpatterns = [
    path(_DRAFT, views.draft, name="draft"),
    path(f"{_DRAFT}pdf/", views.draft_pdf, name="draft_pdf"),
    path(f"{_DRAFT}pages/<int:page>/", views.draft_page, name="draft_page"),
    path(f"{_DRAFT}take/<slug:way>/", views.take_draft, name="take_draft"),
    path(f"{_DRAFT}issue/", views.issue, name="issue"),
    path("papers/<int:issued_id>/", views.issued, name="issued"),
    path("papers/<int:issued_id>/pdf/", views.issued_pdf, name="issued_pdf"),
    path("papers/<int:issued_id>/pages/<int:page>/", views.issued_page, name="issued_page"),
    path("papers/<int:issued_id>/take/<slug:way>/", views.take_issued, name="take_issued"),
    path("papers/<int:issued_id>/void/", views.void, name="void"),
    path("papers/at/<int:unit_id>/", views.register, name="register"),
    path("papers/at/<int:unit_id>/series/", views.series, name="series"),
    path("v/<str:token>/", views.verify, name="verify"),
]
