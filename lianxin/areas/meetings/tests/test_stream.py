"""The turnout through the real live process."""

import time

import pytest
from django.test import Client
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.tests.making import before, opened, shown
from lianxin.foundation.accounts import visits
from tests.cast import Cast, actor, sign_in
from tests.streams import live_process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return Cast()


def cookie(user):
    return f"{visits.COOKIE}={sign_in(Client(), user).cookies[visits.COOKIE].value}"


def test_the_turnout_is_shown_at_once_and_climbs_within_three_seconds(cast):
    meeting = opened(cast)
    host, guest, stranger = (cookie(user) for user in (cast.wang, cast.chen, cast.zhao))
    with live_process() as live:
        topic = f"turnout:{meeting.pk}"
        screen = live.watch(topic, Cookie=host)
        first = screen.state()
        assert (first["expected"], first["present"], first["recent"]) == (4, 0, [])
        assert live.watch(topic, Cookie=guest).status == 200
        assert live.watch(topic, Cookie=stranger).status == 403
        assert live.watch("turnout:0", Cookie=host).status == 403

        at, began = now(), time.monotonic()
        by = actor(cast.chen)
        actions.sign_in(before(meeting, cast.chen), shown(meeting, at), by=by, at=at)
        state = screen.state()

        assert time.monotonic() - began < 3
        assert (state["present"], state["absent"], state["share"]) == (1, 3, 25)
        assert state["recent"][0].endswith("陈晓帆")
