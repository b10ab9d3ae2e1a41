"""What the events count and what a recount of the rows finds are the same, after any deeds."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.queries import counted_now, under_way, waiting
from lianxin.areas.meetings.tests.making import before, called, minuted, opened, plan, shown
from lianxin.areas.members.models import Member
from lianxin.foundation.core import events
from lianxin.foundation.core.refusals import Refused
from tests.cast import actor


@pytest.fixture
def told(monkeypatch):
    """The numbers as the events tell them."""
    kept = Counter()

    def count(told):
        for each in (each for event, _ in told for each in event.counted):
            if each.what.startswith("meetings."):
                kept[each.what, each.unit_id, each.period] += each.amount

    monkeypatch.setattr(events, "_witnesses", [*events._witnesses, count])
    return kept


def recounted():
    return {(what, unit, period): amount for what, unit, period, amount in counted_now()}


@pytest.mark.parametrize("seed", range(6))
def test_events_and_recount_agree(cast, told, seed):
    dice = random.Random(seed)  # noqa: S311 - a die, not a key
    by, people = actor(cast.wang), Member.objects.filter(unit=cast.pier)
    meetings = [called(cast, kinds=["members_meeting", "lecture"]), called(cast)]
    meetings.append(
        actions.record_past_meeting(
            cast.pier, plan(starts_at=now() - timedelta(days=40)), by=by, at=now()
        )
    )
    deeds = (
        lambda m, who: actions.open_meeting(m, by=by, at=now()),
        lambda m, who: actions.take_attendance(m, [who.pk], by=by, at=now()),
        lambda m, who: actions.strike_sign_ins(m, [who.pk], "误点", by=by),
        lambda m, who: actions.sign_in(
            before(m, cast.chen), shown(m, now()), by=actor(cast.chen), at=now()
        ),
        lambda m, who: actions.refresh_roll(m, by=by),
        lambda m, who: people.filter(pk=who.pk).update(
            attendance_excused=dice.random() < 0.5, status=dice.choice(["normal", "left"])
        ),
        lambda m, who: actions.enter_leave(m, [who.pk], "sick", by=by, at=now()),
        lambda m, who: minuted(cast, m),
        lambda m, who: dice.random() < 0.1 and actions.cancel_meeting(m, "台风", by=by, at=now()),
        lambda m, who: dice.random() < 0.2 and actions.close_meeting(m, by=by, at=now()),
    )
    for _ in range(60):
        meeting = dice.choice(meetings)
        meeting.refresh_from_db()
        try:
            dice.choice(deeds)(meeting, dice.choice(list(people)))
        except Refused:
            continue
        assert {key: n for key, n in told.items() if n} == recounted()


def test_what_waits_at_a_unit(cast):
    asked = called(cast)
    request = actions.Request(kind="sick")
    actions.ask_leave(before(asked, cast.chen), request, by=actor(cast.chen), at=now())
    over = opened(cast, title="上周的会")

    found = waiting(cast.pier, under_way(cast.pier), at=over.ends_at + timedelta(minutes=1))

    assert {(each.what, each.meeting_id, each.number) for each in found} == {
        ("open", asked.pk, 1),
        ("minutes", over.pk, 1),
        ("leave", asked.pk, 1),
    }
    assert waiting(cast.dock, under_way(cast.dock), at=now()) == []
