"""Redirects under scripts."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("lianxin.foundation.ui.tests.urls"), pytest.mark.django_db]


def test_messages_wait_for_the_page_to_come():
    client = Client()
    answer = client.post("/try/form/", {"word": "家中有事"}, headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/try/"
    assert "Location" not in answer.headers
    assert "已保存事由" in client.get("/try/").content.decode()


def test_a_browser_gets_an_ordinary_redirect():
    answer = Client().post("/try/form/", {"word": "家中有事"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/try/")
