"""A database that was started anew is found again by the very next request."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import Cast, sign_in


@pytest.mark.django_db(transaction=True)
def test_a_request_after_the_connection_was_cut_is_answered(client):
    sign_in(client, Cast().chen)
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (own,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [own])
    other.close()

    assert client.get(reverse("accounts:me")).status_code == 200
