"""Whose vote a probation within the Party takes, and for how long."""

from datetime import date

import pytest
from django.utils.timezone import now

from lianxin.areas.dossier import actions, queries
from lianxin.areas.dossier.tests import making
from tests.cast import actor

pytestmark = pytest.mark.django_db
BEGAN = date(2026, 2, 10)


def note(cast, measure):
    given = making.entry(
        BEGAN.isoformat(), measure=measure, by="港务局纪委", document="3 号", reason="违纪"
    )
    return actions.note_discipline(cast.zhou_member, given, by=actor(cast.wang), at=now())


def spans(cast):
    found = queries.without_vote([cast.pier.pk, cast.dock.pk])
    return found.get(cast.pier.pk, {}).get(cast.zhou_member.pk, [])


@pytest.mark.parametrize(("measure", "year"), [("probation_1", 2027), ("probation_2", 2028)])
def test_the_vote_is_away_for_a_year_or_two(cast, measure, year):
    note(cast, measure)
    assert spans(cast) == [(BEGAN, BEGAN.replace(year=year))]


@pytest.mark.parametrize("measure", ["warning", "serious_warning", "removed_from_post"])
def test_other_measures_leave_the_vote(cast, measure):
    note(cast, measure)
    assert spans(cast) == []


def test_lifted_it_is_back_and_struck_it_was_never_away(cast):
    by = actor(cast.wang)
    lifted = note(cast, "probation_2")
    actions.lift_note(lifted, on=date(2026, 9, 1), document="港纪〔2026〕9 号", by=by, at=now())
    assert spans(cast) == [(BEGAN, date(2026, 9, 1))]

    lifted.refresh_from_db()
    actions.strike_item(lifted, reason="登记错误", by=by, at=now())
    assert spans(cast) == []


def test_however_many_it_is_one_statement(cast, django_assert_num_queries):
    for _ in range(3):
        making.note(cast.chen_member, cast.wang)
    with django_assert_num_queries(1):
        queries.without_vote([cast.pier.pk, cast.dock.pk])
