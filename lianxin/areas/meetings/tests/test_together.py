"""Sign-ins that one transaction carries: as if each had come alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.actions.sign_in import NotOpen
from lianxin.areas.meetings.actions.together import CROWD, Arrival, enter_all
from lianxin.areas.meetings.catalogue import How
from lianxin.areas.meetings.models import Invitation
from lianxin.areas.meetings.queries import turnout
from lianxin.areas.meetings.tests.making import before, begun, line, minuted, opened, shown
from lianxin.foundation.core import events
from tests.cast import Cast, actor
from tests.trace import entries, noted, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return Cast()


def crowd(cast, count):
    users = [cast.person(f"u{number}", f"同志{number}") for number in range(count)]
    for user in users:
        cast.member(user.name, cast.pier, user=user)
    return users


def arrival(meeting, user, at, **more):
    door = before(meeting, user)
    known = {"moment": at, "how": How.CODE, "by": actor(user), **more}
    return Arrival(door=door, member_id=door.member_id, **known)


def enter(meeting, user, at):
    """As a request does it."""
    return actions.sign_in(before(meeting, user), shown(meeting, at), by=actor(user), at=at)


def present(meeting):
    return Invitation.objects.filter(meeting=meeting, signed_in_at__isnull=False).count()


def counted(meeting):
    return noted("meetings.present", unit_id=meeting.unit_id, period=meeting.period)


def test_each_of_a_batch_has_his_own_time_and_his_own_entry(cast):
    meeting, at = opened(cast), now()
    users = crowd(cast, 3)
    actions.refresh_roll(meeting, by=actor(cast.wang))
    came = [
        arrival(meeting, user, at + timedelta(seconds=number)) for number, user in enumerate(users)
    ]

    assert sorted(enter_all(came)) == [0, 1, 2]

    times = [line(meeting, each.member_id).signed_in_at for each in came]
    assert times == [at, at + timedelta(seconds=1), at + timedelta(seconds=2)]
    kept = entries("SignedIn")
    assert [entry.user_id for entry in kept] == [user.pk for user in users]
    assert [entry.facts["member_id"] for entry in kept] == [each.member_id for each in came]
    assert turnout(meeting.pk).present == counted(meeting) == 3


def test_a_batch_takes_three_statements_however_many_come(cast, django_assert_num_queries):
    meeting, at = opened(cast), now()
    users = crowd(cast, 5)
    actions.refresh_roll(meeting, by=actor(cast.wang))
    came = [arrival(meeting, user, at) for user in users]
    with django_assert_num_queries(5):  # begin, write, numbers, record, commit
        enter_all(came)


def test_twice_in_one_batch_is_once(cast):
    meeting, at = opened(cast), now()
    came = [arrival(meeting, cast.chen, at + timedelta(seconds=n)) for n in range(3)]

    assert enter_all(came) == [0]

    assert line(meeting, cast.chen_member).signed_in_at == at
    assert told().count("SignedIn") == counted(meeting) == 1


def test_two_meetings_and_a_late_one_in_one_batch(cast):
    one, other, at = opened(cast), opened(cast), now()
    came = [
        arrival(one, cast.chen, at),
        arrival(other, cast.chen, at, how=How.LATE, flag="late_upload"),
        arrival(other, cast.wang, at),
    ]
    assert sorted(enter_all(came)) == [0, 1, 2]
    assert (turnout(one.pk).present, turnout(other.pk).present) == (1, 2)
    found = line(other, cast.chen_member)
    assert (found.how, found.flags) == ("late", ["late_upload"])
    assert counted(one) == 3  # same unit, same month


def test_one_who_is_in_already_and_one_whose_row_is_frozen_do_not_hold_up_the_third(cast):
    meeting, frozen, at = opened(cast), minuted(cast, begun(cast)), now()
    came = [
        arrival(meeting, cast.chen, at),
        arrival(frozen, cast.chen, at),
        arrival(meeting, cast.wang, at),
    ]
    first = enter(meeting, cast.chen, at - timedelta(minutes=1))
    actions.close_meeting(frozen, by=actor(cast.wang), at=now())

    assert enter_all(came) == [2]

    assert line(meeting, cast.chen_member).signed_in_at == first
    assert line(frozen, cast.chen_member).signed_in_at is None
    assert told().count("SignedIn") == 2
    assert turnout(meeting.pk).present == 2


def test_a_row_that_somebody_holds_is_passed_over_and_entered_alone(cast):
    meeting, at = opened(cast), now()
    came = [arrival(meeting, cast.chen, at), arrival(meeting, cast.wang, at)]
    held, go = Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                rows = Invitation.objects.select_for_update()
                rows.get(zone=meeting.zone, meeting=meeting, member=cast.chen_member)
                held.set()
                assert go.wait(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert held.wait(10)
        assert enter_all(came) == [1]
        go.set()
        holding.result()
    enter(meeting, cast.chen, at)
    assert turnout(meeting.pk).present == 2
    assert told().count("SignedIn") == 2


def together(meeting, users, at):
    """All of them stand in line while the first is being written."""
    doors = {user.pk: (before(meeting, user), shown(meeting, at), actor(user)) for user in users}

    def phone(user):
        door, proof, by = doors[user.pk]
        try:
            return actions.sign_in(door, proof, by=by, at=at)
        except NotOpen as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(users)) as pool, CROWD._lock:
        answers = [pool.submit(phone, user) for user in users]
    return [answer.result(20) for answer in answers]


def test_a_broken_connection_costs_nobody_his_sign_in(cast, monkeypatch):
    """The batch's connection is cut off before its commit: each enters alone, exactly once."""
    users = crowd(cast, 8)
    meeting, at = opened(cast), now()
    cut = []

    def cut_off(told):
        if len(told) > 1 and not cut:
            cut.append(len(told))
            with connection.cursor() as cursor:
                cursor.execute("select pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(events, "_witnesses", [*events._witnesses, cut_off])
    for _ in range(20):  # until a batch of several met
        assert together(meeting, users, at) == [at] * 8
        if cut:
            break
        actions.strike_sign_ins(
            meeting, [before(meeting, user).member_id for user in users], "重来",
            by=actor(cast.wang),
        )  # fmt: skip
    assert cut
    assert turnout(meeting.pk).present == counted(meeting) == 8
    assert {entry.user_id for entry in entries("SignedIn")} == {user.pk for user in users}


def test_without_a_record_nobody_is_in(cast, monkeypatch):
    """No record, no deed: also for the batch and for each who then tries alone."""
    users = crowd(cast, 4)
    meeting, at = opened(cast), now()

    def unable(told):
        raise OperationalError("the record cannot be written")

    monkeypatch.setattr(events, "_witnesses", [*events._witnesses, unable])
    with pytest.raises(OperationalError):
        together(meeting, users, at)
    assert present(meeting) == counted(meeting) == 0
    assert told().count("SignedIn") == 0


def test_inside_a_transaction_a_verb_belongs_to_it(cast):
    meeting, at = opened(cast), now()
    with transaction.atomic():
        enter(meeting, cast.chen, at)
        transaction.set_rollback(True)
    assert present(meeting) == counted(meeting) == 0
    assert told().count("SignedIn") == 0
