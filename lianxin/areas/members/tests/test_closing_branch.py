"""A branch that is being closed and somebody who comes to it in the same moment."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils.timezone import localdate, now

from lianxin.areas.members import actions
from lianxin.areas.members.actions.affiliations import UnfitUnit
from lianxin.areas.members.actions.history import NoBranch
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.actions.close import InTheWay
from lianxin.foundation.organisation.models import Unit
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


@pytest.fixture
def place():
    cast = Cast()
    cast.berth = cast.found("二号泊位党支部", "branch", cast.quay)
    cast.rescue = cast.found("抢险临时党支部", "temporary", cast.quay)
    return cast


def close(unit):
    organisation.close(Unit.objects.get(pk=unit.pk), on=localdate(), document="文4号", by=HOUSE)


def admit(unit):
    branch = Unit.objects.get(pk=unit.pk)
    known = {"category": "formal", "joined_on": "2015-06-30", "full_on": "2016-06-30"}
    actions.admit(branch, by=HOUSE, at=now(), name="周一鸣", **known)


def in_this_order(first, then):
    """`first` is done but not committed when `then` begins; returns what `then` raised."""
    done, begun, raised = Event(), Event(), []

    def one():
        with transaction.atomic():
            first()
            done.set()
            begun.wait(PATIENCE)
            _waited_for()
        connection.close()

    def two():
        done.wait(PATIENCE)
        begun.set()
        try:
            then()
        except (InTheWay, NoBranch, UnfitUnit) as error:
            raised.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=one), Thread(target=two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return raised


def _waited_for():
    """Until somebody waits for what this transaction holds."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("select pg_sleep(0.05)")
            cursor.execute(
                "select count(*) from pg_stat_activity"
                " where pg_backend_pid() = any(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return


def test_whoever_is_admitted_first_keeps_the_branch_open(place):
    raised = in_this_order(lambda: admit(place.berth), lambda: close(place.berth))
    assert raised == [InTheWay]
    place.berth.refresh_from_db()
    assert place.berth.is_open


def test_nobody_slips_into_a_branch_that_is_being_closed(place):
    raised = in_this_order(lambda: close(place.berth), lambda: admit(place.berth))
    assert raised == [NoBranch]
    assert not Member.objects.filter(unit=place.berth).exists()


def test_nor_is_anybody_moved_or_joined_to_it(place):
    def move():
        actions.move_within(
            place.chen_member, Unit.objects.get(pk=place.berth.pk), on=localdate(),
            document="港党1号", by=HOUSE, at=now(),
        )  # fmt: skip

    def join():
        actions.affiliate(
            place.chen_member, Unit.objects.get(pk=place.rescue.pk), kind="temporary",
            on=localdate(), by=HOUSE, at=now(),
        )  # fmt: skip

    assert in_this_order(lambda: close(place.berth), move) == [NoBranch]
    assert in_this_order(lambda: close(place.rescue), join) == [UnfitUnit]
    assert Member.objects.get(pk=place.chen_member.pk).unit == place.pier
