"""A file as of any day equals what a second, simpler keeper of the same history says."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from django.utils.timezone import localdate, make_aware, now

from lianxin.areas.dossier import actions, queries
from lianxin.areas.dossier.models import Item
from lianxin.areas.dossier.queries import Basis
from lianxin.areas.dossier.tests import making
from lianxin.areas.members import actions as members
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.models import Member
from tests.cast import HOUSE, actor

VALUES = {
    "school": ["", "东港大学", "海城学院"],
    "workplace": ["", "一号码头调度", "船坞质检"],
    "phone": ["", "13800138000", "13900139000"],
    "address": ["", "海滨路 18 号", "船厂街 2 号"],
    "born_on": [None, "1986", "1986-04", "1986-04-02"],
    "note": ["", "第一小组组长"],
    "is_floating": [False, True],
    "degree": ["", "1", "2"],
}


def noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_the_roll_of_any_day_is_as_a_replay_says(cast, seed):
    """Random amendments, moves, suspensions and returns; a plain copy is taken after each."""
    random = Random(seed)  # noqa: S311 - the same invented history each time
    start = localdate() - timedelta(days=200)
    day = start
    berth = cast.found("二号泊位党支部", "branch", cast.quay)
    member = members.admit(
        cast.pier, by=HOUSE, at=noon(day), name="郑和平", category="formal", joined_on="2010-07",
    )  # fmt: skip
    copies = {start: _copy(member)}

    for _ in range(25):
        day += timedelta(days=random.randint(0, 6))
        member = _something(random, cast, berth, member, day)
        copies[day] = _copy(member)

    for back in range(205):
        asked = start - timedelta(days=3) + timedelta(days=back)
        known = [copy for on, copy in sorted(copies.items()) if on <= asked]
        found = queries.facts_at(Member.objects.get(pk=member.pk), queries.end_of(asked))
        expected = known[-1] if known else None
        assert (found and (found.facts, found.unit_id, found.status)) == expected, asked


def _something(random, cast, berth, member, day):
    at = noon(day)
    deed = random.choice(["amend", "amend", "amend", "move", "suspend"])
    if deed == "move" and member.status == "normal":
        to = berth if member.unit_id == cast.pier.pk else cast.pier
        members.move_within(member, to, on=day, document="", by=HOUSE, at=at)
    elif deed == "suspend" and member.status == "normal":
        members.suspend(member, on=day, document="港委〔2026〕1 号", by=HOUSE, at=at)
    elif member.status == "suspended":
        members.restore(member, member.unit, on=day, document="恢复", by=HOUSE, at=at)
    else:
        keys = random.sample(sorted(VALUES), 3)
        facts = {key: random.choice(VALUES[key]) for key in keys}
        verb = random.choice([members.amend, members.correct])
        verb(member, by=HOUSE, at=at, **facts)
    return Member.objects.select_related("unit").get(pk=member.pk)


def _copy(member):
    member.refresh_from_db()
    return {key: member.value(key) for key in FIELDS}, member.unit_id, member.status


def test_before_he_came_there_is_nothing(cast):
    yesterday = queries.end_of(localdate() - timedelta(days=1))
    assert queries.facts_at(cast.chen_member, yesterday) is None


def test_known_and_valid_are_two_questions(cast):
    """An award of last year is entered today: valid then, not known then."""
    today = localdate()
    last_year = today - timedelta(days=300)
    making.award(cast.chen_member, cast.wang, on=(last_year - timedelta(days=1)).isoformat())

    assert queries.items_at(cast.chen_member, last_year, Basis.KNOWN) == []
    assert len(queries.items_at(cast.chen_member, last_year, Basis.VALID)) == 1
    assert len(queries.items_at(cast.chen_member, today, Basis.KNOWN)) == 1


def test_a_struck_entry_was_known_while_it_stood(cast):
    today = localdate()
    item = making.award(cast.chen_member, cast.wang, on="2019-07")
    Item.objects.filter(pk=item.pk).update(at=noon(today - timedelta(days=10)))
    actions.strike_item(item, reason="登记错误", by=actor(cast.wang), at=now())

    then = today - timedelta(days=5)
    assert len(queries.items_at(cast.chen_member, then, Basis.KNOWN)) == 1
    assert queries.items_at(cast.chen_member, then, Basis.VALID) == []
    assert queries.items_at(cast.chen_member, today, Basis.KNOWN) == []


def test_sealed_items_are_not_part_of_it(cast):
    making.note(cast.chen_member, cast.wang)
    making.help_given(cast.chen_member, cast.wang)
    assert queries.items_at(cast.chen_member, localdate(), Basis.VALID) == []


def test_the_category_of_a_day_follows_the_stages(cast):
    facts = cast.chen_member.facts()
    assert queries.category_on(cast.chen_member, facts, date(2016, 6, 29)) == "probationary"
    assert queries.category_on(cast.chen_member, facts, date(2016, 6, 30)) == "formal"
    assert queries.category_on(cast.chen_member, facts, date(2010, 1, 1)) == ""


def test_places_and_posts_of_a_day(cast):
    today = localdate()
    (place,) = queries.affiliations_at(cast.chen_member, today, Basis.KNOWN)
    assert place.unit == cast.pier
    (post,) = queries.posts_at(cast.wang_member, today, Basis.VALID)
    assert post.post == "secretary"
    assert queries.posts_at(cast.wang_member, today - timedelta(days=30), Basis.KNOWN) == []
    assert len(queries.posts_at(cast.wang_member, today - timedelta(days=30), Basis.VALID)) == 1
    assert queries.posts_at(cast.zhou_member, today, Basis.VALID) == ()
