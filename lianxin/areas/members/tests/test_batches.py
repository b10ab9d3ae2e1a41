"""The plurals do what the singular does, and a batch is taken back exactly."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.areas.members import actions
from lianxin.areas.members.actions.batches import TooMany
from lianxin.areas.members.actions.history import NoBranch
from lianxin.areas.members.actions.undo import IN_USE, NOT_OF_BATCH, TOUCHED
from lianxin.areas.members.catalogue import LISTS
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, traces

NUMBER = "11010519491231002X"
BATCH = 7

codes = {key: st.sampled_from(["", *LISTS[key]]) for key in ("gender", "ethnicity", "education")}
people = st.fixed_dictionaries(
    {"name": st.text("单于王陈晓帆·", min_size=1, max_size=6), "category": st.just("formal")},
    optional={
        **codes,
        "job": st.sampled_from(list(LISTS["job"])),
        "born_on": st.sampled_from(["1958", "1971-02", "1990-12-31"]),
        "joined_on": st.sampled_from(["1995", "1998-07"]),
        "full_on": st.sampled_from(["2001-07", "2016-06-30"]),
        "phone": st.sampled_from(["", "13800138000"]),
        "address": st.text("东港市海滨路1号", max_size=12),
        "is_lost": st.booleans(),
        "is_floating": st.booleans(),
        "floating_to": st.just("山东省青岛市市南区"),
        "age_correction": st.integers(-24, 24),
        "monthly_dues": st.integers(0, 99_00),
        "marital": st.sampled_from(["10", "20"]),
        "school_to": st.sampled_from(["1990-07"]),
        "note": st.text("备注预备", max_size=8),
    },
)


def row(member):
    """A member with everything that hangs on him, but for keys and times."""
    kept = model_to_dict(member, exclude=["id"])
    hidden = {"id_index": member.id_index, "completeness": member.completeness}
    change = MemberChange.objects.filter(member=member).latest("id")
    return (
        kept | hidden | {"pinyin": member.pinyin, "initials": member.initials},
        [(a.unit_id, a.kind, a.starts_on, a.ends_on) for a in member.affiliations.order_by("id")],
        (change.zone, change.deed, change.before, change.after, change.masked, change.sealed),
    )


AGAIN = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def undone():
    """What one example writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@AGAIN
@given(lines=st.lists(people, min_size=1, max_size=4))
def test_admit_all_is_admit(cast, lines):
    by, at, pier = actor(cast.wang), now(), cast.pier
    with undone():
        one_by_one = [actions.admit(pier, by=by, at=at, **facts) for facts in lines]
        ids = actions.admit_all(
            [actions.Line(unit=pier, facts=facts) for facts in lines], unit=pier, by=by, at=at
        )
        together = [Member.objects.get(pk=pk) for pk in ids]

        singly = [row(Member.objects.get(pk=member.pk)) for member in one_by_one]
        assert singly == [row(member) for member in together]
        assert [m.counts() for m in one_by_one] == [m.counts() for m in together]


@AGAIN
@given(first=people, second=people)
def test_amend_all_is_amend(cast, first, second):
    by, at, pier = actor(cast.wang), now(), cast.pier
    with undone():
        single, plural = (actions.admit(pier, by=by, at=at, **first) for _ in range(2))
        actions.amend(single, by=by, at=at, **second)
        amendment = actions.Amendment(member_id=plural.pk, facts=second)
        actions.amend_all([amendment], unit=pier, by=by, at=at)
        assert row(Member.objects.get(pk=single.pk)) == row(Member.objects.get(pk=plural.pk))


def line(cast, name="何静怡", unit=None, **facts):
    return actions.Line(unit=unit or cast.pier, facts={"name": name, "category": "formal", **facts})


def admit_all(cast, by, lines, unit=None, batch=BATCH):
    return actions.admit_all(lines, unit=unit or cast.pier, by=actor(by), at=now(), batch=batch)


def test_one_event_tells_of_all_and_counts_them(cast):
    admit_all(
        cast,
        cast.lin,
        [line(cast, gender="2"), line(cast, "郑和", cast.dock), line(cast, "何安")],
        cast.harbour,
    )
    entry = last()
    assert (entry.event, entry.facts) == ("MembersAdmitted", {"batch": BATCH, "members": 3})


def test_batches_that_are_refused_leave_no_trace(cast):
    before = traces(), Member.objects.count()
    with pytest.raises(NotPermitted):
        admit_all(cast, cast.wang, [line(cast, unit=cast.dock)])
    with pytest.raises(NoBranch):
        admit_all(cast, cast.lin, [line(cast, unit=cast.yard)], cast.harbour)
    with pytest.raises(actions.Implausible):
        admit_all(cast, cast.wang, [line(cast), line(cast, full_on="2016", joined_on="2017")])
    with pytest.raises(actions.AlreadyOnTheRoll):
        admit_all(cast, cast.wang, [line(cast, id_number=NUMBER), line(cast, id_number=NUMBER)])
    with pytest.raises(TooMany):
        admit_all(cast, cast.wang, [line(cast)] * 100_001)
    assert (traces(), Member.objects.count()) == before


def amend_all(cast, by, *amendments, unit=None):
    return actions.amend_all(
        list(amendments), unit=unit or cast.pier, by=actor(by), at=now(), batch=BATCH
    )


def test_amending_moves_too(cast):
    changed = amend_all(
        cast,
        cast.lin,
        actions.Amendment(member_id=cast.chen_member.pk, unit=cast.dock, facts={"job": "4020"}),
        actions.Amendment(member_id=cast.wu_member.pk),
        unit=cast.harbour,
    )
    cast.chen_member.refresh_from_db()
    assert (changed, cast.chen_member.unit, cast.chen_member.job) == (1, cast.dock, "4020")
    assert last().facts["fields"] == {"job": 1, "unit": 1}
    formal = Affiliation.objects.get(member=cast.chen_member, ends_on=None)
    assert formal.unit == cast.dock


def test_amendments_that_are_refused_leave_no_trace(cast):
    before = traces()
    foreign = actions.Amendment(member_id=cast.wu_member.pk, facts={"job": "4020"})
    with pytest.raises(NotPermitted):
        amend_all(cast, cast.wang, foreign)
    wrong = actions.Amendment(member_id=cast.chen_member.pk, facts={"full_on": "2001"})
    with pytest.raises(actions.Implausible):
        amend_all(cast, cast.wang, wrong)
    assert traces() == before


def revert(cast, ids, by=None):
    return actions.revert_all(ids, batch=BATCH, unit=cast.pier, by=actor(by or cast.wang), at=now())


def test_an_entry_is_taken_back_as_if_it_had_never_been(cast):
    ids = admit_all(cast, cast.wang, [line(cast, id_number=NUMBER), line(cast, "何安")])
    assert revert(cast, ids) == dict.fromkeys(ids, "")
    assert not Member.objects.filter(pk__in=ids).exists()
    assert last().event == "MembersReverted"
    assert revert(cast, ids) == dict.fromkeys(ids, "")
    admit_all(cast, cast.wang, [line(cast, id_number=NUMBER)])


def test_an_amendment_is_taken_back_exactly(cast):
    member = cast.chen_member
    actions.amend(member, by=actor(cast.wang), at=now(), phone="13800138000", born_on="1986-04")
    before = row(Member.objects.get(pk=member.pk))
    amend_all(
        cast,
        cast.lin,
        actions.Amendment(
            member_id=member.pk,
            unit=cast.dock,
            facts={"phone": "13900139000", "born_on": date(1986, 4, 9), "marital": "20"},
        ),
        unit=cast.harbour,
    )
    assert revert(cast, [member.pk], cast.lin) == {member.pk: ""}
    after = row(Member.objects.get(pk=member.pk))
    assert after[:2] == before[:2]
    assert revert(cast, [member.pk], cast.lin) == {member.pk: ""}


def test_whoever_was_touched_since_stays(cast):
    touched, looked, untouched = admit_all(
        cast, cast.wang, [line(cast), line(cast, "何安"), line(cast, "何平")]
    )
    by, at = actor(cast.wang), now()
    actions.amend(Member.objects.get(pk=touched), by=by, at=at, gender="2")
    actions.show_sensitive(Member.objects.get(pk=looked), "phone", purpose="核对号码", by=by, at=at)
    outcome = revert(cast, [touched, looked, untouched, cast.chen_member.pk])
    assert outcome == {
        touched: TOUCHED,
        looked: IN_USE,
        untouched: "",
        cast.chen_member.pk: NOT_OF_BATCH,
    }
    assert set(Member.objects.filter(pk__in=[touched, looked, untouched])) == {
        Member.objects.get(pk=touched),
        Member.objects.get(pk=looked),
    }


def test_only_keepers_take_a_batch_back(cast):
    ids = admit_all(cast, cast.wang, [line(cast)])
    before = traces()
    with pytest.raises(NotPermitted):
        revert(cast, ids, cast.zhao)
    assert traces() == before
    assert localdate()


def test_a_plural_costs_the_same_statements_for_any_number(cast, django_assert_max_num_queries):
    for number in (1, 3, 50):
        lines = [line(cast, f"何{i}") for i in range(number)]
        with django_assert_max_num_queries(12):
            admit_all(cast, cast.wang, lines)
