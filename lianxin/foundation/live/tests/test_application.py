"""A real process, a real database, real sockets."""

import time

import pytest
from django.test import Client

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import User
from tests.cast import Cast, sign_in
from tests.streams import live_process

pytestmark = pytest.mark.django_db(transaction=True)
TARGET = "lianxin.foundation.live.tests.example:application"


@pytest.fixture
def cast():
    return Cast()


def cookie(user: User) -> str:
    return f"{visits.COOKIE}={sign_in(Client(), user).cookies[visits.COOKIE].value}"


def test_a_page_is_shown_the_state_first_and_then_each_change(cast):
    mine = cookie(cast.chen)
    with live_process(TARGET) as live:
        page = live.watch(f"name:{cast.chen.pk}", Cookie=mine)

        assert page.status == 200
        assert page.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert page.headers["x-accel-buffering"] == "no"
        assert page.state() == {"name": "陈晓帆"}

        User.objects.filter(pk=cast.chen.pk).update(name="陈小帆")
        began = time.monotonic()
        assert page.state() == {"name": "陈小帆"}
        assert time.monotonic() - began < 3
        assert page.is_silent(1.2)


def test_who_may_watch_and_from_where(cast):
    mine, administrator = cookie(cast.chen), cookie(cast.system_admin)
    User.objects.filter(pk=cast.system_admin.pk).update(second_factor_at=None)
    with live_process(TARGET) as live:

        def status(topic, **headers):
            return live.watch(topic, **headers).status

        assert status(f"name:{cast.wang.pk}", Cookie=mine) == 403
        assert status(f"name:{cast.chen.pk}") == 401
        assert status(f"name:{cast.chen.pk}", Cookie=f"{visits.COOKIE}=forged") == 401
        assert status(f"name:{cast.system_admin.pk}", Cookie=administrator) == 403
        assert status("name:0", Cookie=mine) == 403
        assert status("gossip:1", Cookie=mine) == 404
        assert status("name:x", Cookie=mine) == 404
        assert status(f"name:{9**30}", Cookie=mine) == 404
        own = f"name:{cast.chen.pk}"
        assert status(own, Cookie=mine, Origin="https://elsewhere.example") == 403
        assert status(own, Cookie=mine, Host="elsewhere.example") == 403
        near = live.watch(own, Cookie=mine, Origin="http://127.0.0.1:8000")
        assert near.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
        assert near.headers["access-control-allow-credentials"] == "true"


def test_a_full_process_answers_503_and_a_stream_ends_by_itself(cast):
    mine = cookie(cast.chen)
    with live_process(TARGET) as live:
        pages = [live.watch(f"name:{cast.chen.pk}", Cookie=mine) for _ in range(3)]
        assert [page.status for page in pages] == [200, 200, 200]
        assert live.watch(f"name:{cast.chen.pk}", Cookie=mine).status == 503

        pages[0].close()
        pages[1].state()
        time.sleep(1.5)
        assert live.watch(f"name:{cast.chen.pk}", Cookie=mine).status == 200
        with pytest.raises(EOFError):
            pages[1].state(10)
