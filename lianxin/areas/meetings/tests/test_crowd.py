"""Twenty phones at the door in the same second: nobody is lost, nobody is counted twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.actions.sign_in import NotOpen
from lianxin.areas.meetings.models import Invitation
from lianxin.areas.meetings.queries import turnout
from lianxin.areas.meetings.tests.making import before, begun, minuted, opened, shown
from tests.cast import Cast, actor
from tests.trace import told

pytestmark = pytest.mark.django_db(transaction=True)
PHONES = 20


@pytest.fixture
def cast():
    return Cast()


def crowd(cast, meeting, users):
    """Everybody signs in at once; gives each one's time, or the refusal."""
    start = Barrier(len(users))

    def phone(user):
        try:
            door, proof, by = before(meeting, user), shown(meeting, now()), actor(user)
            start.wait(10)
            return actions.sign_in(door, proof, by=by, at=now())
        except NotOpen as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(users)) as pool:
        return list(pool.map(phone, users))


def entries(event="SignedIn"):
    return told().count(event)


def test_twenty_members_at_once(cast):
    users = [cast.person(f"u{number}", f"同志{number}") for number in range(PHONES)]
    for user in users:
        cast.member(user.name, cast.pier, user=user)
    meeting = opened(cast)

    crowd(cast, meeting, users)

    assert turnout(meeting.pk).present == PHONES
    assert entries() == PHONES


def test_one_member_from_twenty_tabs(cast):
    meeting = opened(cast)

    times = crowd(cast, meeting, [cast.chen] * PHONES)

    assert len(set(times)) == 1
    assert turnout(meeting.pk).present == 1
    assert entries() == 1


def test_closing_amid_the_crowd_freezes_exactly_those_who_were_told_yes(cast):
    users = [cast.person(f"u{number}", f"同志{number}") for number in range(PHONES)]
    for user in users:
        cast.member(user.name, cast.pier, user=user)
    meeting = minuted(cast, begun(cast))
    start = Barrier(PHONES + 1)

    def phone(user):
        try:
            door, proof, by = before(meeting, user), shown(meeting, now()), actor(user)
            start.wait(10)
            return actions.sign_in(door, proof, by=by, at=now())
        except NotOpen:
            return None
        finally:
            connection.close()

    def host():
        try:
            by = actor(cast.wang)
            start.wait(10)
            return actions.close_meeting(meeting, by=by, at=now())
        finally:
            connection.close()

    with ThreadPoolExecutor(PHONES + 1) as pool:
        closing = pool.submit(host)
        answers = list(pool.map(phone, users))
        closing.result()

    told_yes = sum(answer is not None for answer in answers)
    meeting.refresh_from_db()
    frozen = sum(each["signed_in_at"] is not None for each in meeting.record["roll"])
    there = Invitation.objects.filter(meeting=meeting, signed_in_at__isnull=False).count()
    assert frozen == there == told_yes == entries()
