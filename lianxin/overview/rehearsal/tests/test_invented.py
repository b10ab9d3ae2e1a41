"""The invented data obeys the rules of the house and belongs to nobody."""

from datetime import date
from io import StringIO
from itertools import islice
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from lianxin.areas.dossier.models import Proposal
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.members.models import Member
from lianxin.areas.terms import queries as terms
from lianxin.areas.transfers.models import Application, Floating
from lianxin.areas.transfers.queries import MOVING
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.models import Case
from lianxin.overview.rehearsal.demo import HOUSE
from lianxin.overview.rehearsal.people import check_digit, people
from lianxin.overview.rehearsal.tree import grow, sizes
from lianxin.overview.rehearsal.whole import rehearse

TODAY = date(2026, 11, 22)


@given(seed=st.integers(0, 10_000))
def test_people_are_of_no_place_and_never_twice_the_same(seed):
    crowd = list(islice(people(Random(seed), today=TODAY), 50))
    assert len({person.id_number for person in crowd}) == 50
    for person in crowd:
        assert person.id_number[:2] in {"90", "91", "92", "93"}
        assert person.id_number[17] == check_digit(person.id_number[:17])
        assert int(person.id_number[16]) % 2 == (0 if person.female else 1)
        assert person.born_on < TODAY


def test_the_same_seed_grows_the_same_tree():
    one, other = grow(1 / 20_000, Random(7)), grow(1 / 20_000, Random(7))
    assert [node.path for node in one] == [node.path for node in other]
    assert len({node.path for node in one}) == len(one)
    assert all(
        node.path.startswith(one[node.parent].path) for node in one if node.parent is not None
    )
    assert all(3 <= size <= 50 for size in sizes(200, 4_600, Random(7)))


@pytest.mark.django_db
def test_populate_fills_an_empty_house_whose_numbers_agree():
    call_command("populate", scale="1/50000", stdout=StringIO())
    assert Member.objects.count() > 1_000
    told = StringIO()
    call_command("reconcile", stdout=told)
    assert told.getvalue().startswith("0 处差异")
    with pytest.raises(CommandError, match="已有组织"):
        call_command("populate", stdout=StringIO())


@pytest.mark.django_db
def test_the_hospital_works():
    done = rehearse(at=now(), months=1)
    made, election = done.hospital, done.election

    assert done.admissions == 5
    assert Unit.objects.count() == 17
    assert Member.objects.in_the_party().count() == 601
    assert done.meetings == Meeting.objects.filter(state="closed").count() > 20
    assert Meeting.objects.filter(state="planned").count() == len(made.places)
    assert len(made.logins) == 5
    assert done.entries > 3 * 600
    cases = Case.objects.filter(procedure="admission")
    assert set(cases.values_list("step", flat=True)) == {
        "talk", "cultivate", "prereview", "continue",
    }  # fmt: skip
    assert cases.filter(due_on__lt=made.today, step="talk").count() == 1
    assert Proposal.objects.open().count() == 1
    under_way = Case.objects.filter(procedure__in=MOVING)
    assert done.moves == under_way.count() == 8
    assert set(under_way.open().values_list("step", flat=True)) == {
        "in_branch", "out_committee", "receipt", "out_branch", "in_committee", "reply",
    }  # fmt: skip
    assert Application.objects.waiting().count() == 1
    assert Floating.objects.open().count() == 6
    assert election.step == "candidates_reply"
    assert HOUSE.name not in set(election.decisions.values_list("actor", flat=True))
    assert terms.counts(made.root, today=made.today) == {
        "overdue": 1, "soon": 2, "started": 1, "extended": 1, "normal": 11, "unknown": 1,
    }  # fmt: skip
    told = StringIO()
    call_command("reconcile", stdout=told)
    assert told.getvalue().startswith("0 处差异")
