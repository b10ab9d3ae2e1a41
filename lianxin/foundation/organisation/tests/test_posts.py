from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils.timezone import localdate, now

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.actions.posts import (
    AccountIsBlocked,
    AlreadyEnded,
    AlreadyInPost,
    EndsBeforeItStarts,
    PostIsTaken,
)
from lianxin.foundation.organisation.models import Appointment, Grant
from lianxin.foundation.organisation.queries import actor_for
from tests.cast import HOUSE, LONG_AGO, Cast, actor

ON = date(2026, 3, 1)


def appoint(cast, by=HOUSE, user=None, post="deputy", unit=None, starts_on=ON, **facts):
    return actions.appoint(
        user or cast.chen, post=post, unit=unit or cast.pier, starts_on=starts_on, by=by, **facts
    )


def may_see(user, unit, day):
    reach = actor_for(user.pk, user.name, today=day).reach
    return any(unit.path.startswith(path) for path in reach.get("organisation.view", ()))


def test_who_takes_up_a_post_has_its_role_from_that_day(cast, told):
    appointment = appoint(cast, by=actor(cast.lin), document="文 7 号", how="appointed")

    assert not may_see(cast.chen, cast.pier, ON - timedelta(days=1))
    assert may_see(cast.chen, cast.pier, ON)
    assert Grant.objects.get(appointment=appointment).role == "secretary"
    assert [type(event).__name__ for event in told] == ["Appointed"]


def test_a_post_may_begin_in_the_future(cast):
    later = localdate() + timedelta(days=60)

    appoint(cast, post="organisation", starts_on=later)

    assert not may_see(cast.chen, cast.pier, localdate())
    assert may_see(cast.chen, cast.pier, later)


def test_there_is_one_secretary_at_a_time(cast, told):
    with pytest.raises(PostIsTaken, match="由王海平担任"):
        appoint(cast, post="secretary")

    assert Appointment.objects.filter(user=cast.chen).count() == 0
    assert told == []


def test_a_secretary_of_the_past_may_be_entered_beside_the_present_one(cast):
    past = appoint(
        cast, post="secretary", starts_on=date(2015, 1, 1), ends_on=LONG_AGO, document="旧 1 号"
    )

    assert not past.holds_on(LONG_AGO)
    assert not may_see(cast.chen, cast.pier, localdate())
    with pytest.raises(PostIsTaken):
        appoint(
            cast, post="secretary", user=cast.lin, starts_on=date(2014, 1, 1),
            ends_on=date(2016, 1, 1),
        )  # fmt: skip


def test_a_post_is_handed_over_on_one_day(cast, told):
    post = Appointment.objects.get(user=cast.wang)

    actions.hand_over(post, to=cast.chen, on=ON, document="文 8 号", by=actor(cast.lin))

    before = ON - timedelta(days=1)
    assert may_see(cast.wang, cast.pier, before)
    assert not may_see(cast.wang, cast.pier, ON)
    assert not may_see(cast.chen, cast.pier, before)
    assert may_see(cast.chen, cast.pier, ON)
    assert [type(event).__name__ for event in told] == ["AppointmentEnded", "Appointed"]


def test_one_does_not_hand_over_to_oneself_or_to_a_blocked_account(cast, told):
    post = Appointment.objects.get(user=cast.wang)
    User.objects.filter(pk=cast.chen.pk).update(blocked_at=now())
    cast.chen.refresh_from_db()

    with pytest.raises(AlreadyInPost):
        actions.hand_over(post, to=cast.wang, on=ON, by=HOUSE)
    with pytest.raises(AccountIsBlocked):
        actions.hand_over(post, to=cast.chen, on=ON, by=HOUSE)
    with pytest.raises(AccountIsBlocked):
        appoint(cast)

    post.refresh_from_db()
    assert post.ends_on is None
    assert told == []


def test_whoever_is_approved_above_is_entered_above(cast, told):
    with pytest.raises(NotPermitted):
        appoint(cast, by=actor(cast.wang), post="deputy")
    with pytest.raises(NotPermitted):
        appoint(cast, by=actor(cast.zhao), post="publicity")
    with pytest.raises(NotPermitted):
        actions.hand_over(
            Appointment.objects.get(user=cast.wang), to=cast.chen, on=ON, by=actor(cast.wang)
        )

    assert told == []
    assert appoint(cast, by=actor(cast.wang), post="publicity").post_of.name == "宣传委员"


def test_the_same_post_twice_is_refused(cast, told):
    appoint(cast)
    told.clear()

    with pytest.raises(AlreadyInPost):
        appoint(cast, starts_on=date(2026, 5, 1))

    assert told == []


def test_a_post_is_laid_down_and_the_role_goes_with_it(cast, told):
    post = Appointment.objects.get(user=cast.wang)

    actions.end_appointment(post, on=ON, document="文 9 号", by=actor(cast.lin))

    assert not may_see(cast.wang, cast.pier, ON)
    assert told[0].ends_on == ON
    assert appoint(cast, post="secretary").starts_on == ON


def test_a_post_is_not_laid_down_twice_or_before_it_began_or_by_a_stranger(cast, told):
    post = Appointment.objects.get(user=cast.wang)

    with pytest.raises(EndsBeforeItStarts):
        actions.end_appointment(post, on=date(2019, 1, 1), document="", by=HOUSE)
    for person in (cast.wang, cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            actions.end_appointment(post, on=ON, document="", by=actor(person))
    assert told == []

    actions.end_appointment(post, on=ON, document="", by=HOUSE)
    with pytest.raises(AlreadyEnded):
        actions.end_appointment(post, on=ON, document="", by=HOUSE)
    assert len(told) == 1


@pytest.mark.django_db(transaction=True)
def test_two_entered_at_once_for_one_post_leave_one_holder():
    cast = Cast()
    actions.end_appointment(Appointment.objects.get(user=cast.wang), on=ON, document="", by=HOUSE)
    barrier, raised = Barrier(2), []

    def enter(user):
        try:
            barrier.wait()
            appoint(cast, user=user, post="secretary")
        except PostIsTaken as refusal:
            raised.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=enter, args=[user]) for user in (cast.chen, cast.lin)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(raised) == 1
    assert Appointment.objects.filter(unit=cast.pier, post="secretary", ends_on=None).count() == 1
