"""The floor: one raw indexed query through the same server and the same middleware."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as house


def row(request: HttpRequest, member_id: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select name from members_member where id = %s", [member_id])
        (name,) = cursor.fetchone()
    return HttpResponse(name)


urlpatterns = [path("bench/row/<int:member_id>/", row), *house]
