"""The figures equal a plain recount at every moment: folded or pending, moved or not."""

from collections import Counter as Sum
from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.tests.making import plan
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Member
from lianxin.foundation.core.events import Count
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.actions.found import place_root
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.insight import folding
from lianxin.overview.insight.catalogue import METRICS
from lianxin.overview.insight.models import Counter, Delta
from lianxin.overview.insight.queries import figures, figures_below
from tests.cast import HOUSE, LONG_AGO

KEYS = list(METRICS)
PERIODS = [
    0,
    *(
        month.year * 100 + month.month
        for month in (now() - timedelta(days=31 * n) for n in range(4))
    ),
]


@pytest.fixture
def counted(cast):
    """The cast's root was placed, not founded, so the counters begin with a rebuild."""
    folding.fold_all()
    folding.rebuild()
    return cast


def counted_one_by_one():
    """(unit, key, period) of everything that counts, as often as it counts."""
    for unit in Unit.objects.filter(closed_on=None):
        yield unit.pk, f"units.{unit.kind}", 0
    for member in Member.objects.all():
        yield from ((member.unit_id, key, 0) for key in member.counts())
    for meeting in Meeting.objects.filter(state__in=("open", "closed")):
        yield meeting.unit_id, "meetings.held", meeting.period
        yield from ((meeting.unit_id, f"meetings.held.{k}", meeting.period) for k in meeting.kinds)
        for line in meeting.invitations.filter(standing="expected"):
            yield meeting.unit_id, "meetings.expected", meeting.period
            if line.signed_in_at:
                yield meeting.unit_id, "meetings.present", meeting.period


def by_hand():
    """Every figure of every unit, added up in the plainest way."""
    paths = dict(Unit.objects.values_list("pk", "path"))
    return Sum(
        (above, key, period)
        for unit, key, period in counted_one_by_one()
        for above, path in paths.items()
        if paths[unit].startswith(path)
    )


def shown():
    told = Sum()
    for unit in Unit.objects.all():
        of_unit = figures(unit, KEYS, periods=PERIODS)
        for key, period in product(KEYS, PERIODS):
            told[unit.pk, key, period] = of_unit.sub(unit.pk, key, period=period)
    return +told


def agree():
    assert shown() == by_hand()
    assert folding.differences() == []


def test_pending_and_folded_figures_are_the_same(counted):
    counted.member("方晓", counted.pier)
    agree()

    assert folding.fold_all() > 0
    assert Delta.objects.count() == 0
    agree()


def test_only_units_with_others_below_keep_counters(counted):
    counted.member("方晓", counted.pier)
    folding.fold_all()

    kept = set(Counter.objects.values_list("unit_id", flat=True))
    assert kept == {counted.harbour.pk, counted.quay.pk, counted.yard.pk}


def test_own_and_below_are_told_apart(counted):
    told = figures(counted.quay, ["units.general", "units.branch"])

    assert told.own(counted.quay.pk, "units.general") == 1
    assert told.own(counted.quay.pk, "units.branch") == 0
    assert told.sub(counted.quay.pk, "units.branch") == 1


def test_what_cancels_out_inside_one_event_leaves_nothing(counted):
    folding.note(
        [
            Count(what="members.formal", unit_id=counted.pier.pk, amount=1),
            Count(what="members.formal", unit_id=counted.pier.pk, amount=-1),
        ]
    )

    assert Delta.objects.count() == 0


def test_a_bulk_event_is_one_statement_whatever_it_counts(counted, django_assert_num_queries):
    many = [
        Count(what="members.formal", unit_id=unit.pk, amount=3)
        for unit in (counted.pier, counted.dock, counted.quay)
    ] * 50

    with django_assert_num_queries(1):
        folding.note(many)
    assert Delta.objects.count() == 3


def test_folding_in_small_batches_comes_to_the_same(counted):
    for number in range(7):
        counted.member(f"方晓{number}", counted.pier, gender="2")
    pending = Delta.objects.count()

    assert folding.fold(batch=4) == 4
    agree()
    assert folding.fold_all(batch=4) == pending - 4
    agree()


def test_a_fold_that_fails_half_way_loses_and_doubles_nothing(counted):
    from django.db import transaction

    counted.member("方晓", counted.pier)
    before = shown()

    with transaction.atomic():
        point = transaction.savepoint()
        assert folding.fold_all() > 0
        transaction.savepoint_rollback(point)

    assert shown() == before
    folding.fold_all()
    agree()


@pytest.mark.django_db(transaction=True)
def test_a_second_folder_finds_nothing_to_do():
    place_root(kind="committee", name="中共东港港务局委员会", on=LONG_AGO, by=HOUSE)
    folding.note([Count(what="units.committee", unit_id=Unit.objects.get().pk, amount=1)])
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [folding.LOCK])
        assert folding.fold() == 0
        cursor.execute("select pg_advisory_unlock(%s)", [folding.LOCK])
    other.close()
    assert folding.fold() == 1


def test_children_in_two_statements_however_many(counted, django_assert_num_queries):
    for number in range(20):
        counted.found(f"{number}号码头党支部", "branch", counted.quay)
    for number in range(5):
        counted.found(f"{number}号船厂党总支", "general", counted.harbour)
    children = list(Unit.objects.filter(parent=counted.harbour))
    children_of_quay = list(Unit.objects.filter(parent=counted.quay))

    with django_assert_num_queries(1):
        below = figures_below(counted.harbour, children, KEYS)
    with django_assert_num_queries(1):
        leaves = figures_below(counted.quay, children_of_quay, KEYS)

    expected = by_hand()
    for unit in children:
        assert all(below.sub(unit.pk, key) == expected[unit.pk, key, 0] for key in KEYS)
    for unit in children_of_quay:
        assert all(leaves.sub(unit.pk, key) == expected[unit.pk, key, 0] for key in KEYS)


def test_reconcile_finds_nothing_or_says_what_and_mends_it(counted, capsys):
    call_command("reconcile")
    assert "0 处差异" in capsys.readouterr().out

    row = Counter.objects.get(
        unit_id=counted.harbour.pk, metric=METRICS["members.formal"].number, period=0
    )
    Counter.objects.filter(pk=row.pk).update(sub=row.sub + 5)
    with pytest.raises(CommandError, match="1 处差异") as failed:
        call_command("reconcile")
    assert failed.value.returncode == 2
    assert f"应为本级 {row.own}、含下级 {row.sub}" in capsys.readouterr().out

    call_command("reconcile", repair=True)
    agree()


def test_reconcile_with_notes_pending_and_lost_counters(counted):
    counted.member("方晓", counted.pier)
    Counter.objects.filter(unit_id=counted.quay.pk).delete()

    call_command("reconcile", repair=True)

    agree()
    folding.fold_all()
    agree()


def test_rebuilding_changes_nothing_that_was_right(counted):
    counted.member("方晓", counted.pier)
    before = shown()

    call_command("reconcile", rebuild=True)

    assert shown() == before
    agree()


def test_every_kind_of_unit_and_every_number_is_in_the_dictionary():
    assert {f"units.{kind}" for kind in KINDS} <= set(METRICS)
    assert len({metric.number for metric in METRICS.values()}) == len(METRICS)


# ---- at random ------------------------------------------------------------------------------


KINDS_OF = (["members_meeting"], ["party_day", "lecture"], ["party_day"])


class World:
    """The cast, changed by verbs at random."""

    def __init__(self, cast):
        self.cast = cast

    def units(self, *, internal):
        return [
            u
            for u in Unit.objects.filter(closed_on=None).order_by("pk")
            if u.is_internal is internal
        ]

    def found_branch(self, nth):
        above = self.units(internal=True)
        self.cast.found(f"{now():%f}支部", "branch", above[nth % len(above)])

    def found_general(self, nth):
        self.cast.found(f"{now():%f}总支", "general", self.cast.harbour)

    def admit(self, nth):
        branches = self.units(internal=False)
        category = ("formal", "probationary", "activist", "applicant", "candidate")[nth % 5]
        dates = {"formal": {}, "probationary": {"full_on": None}}.get(
            category, {"joined_on": None, "full_on": None}
        )
        members.admit(
            branches[nth % len(branches)],
            by=HOUSE,
            at=now(),
            name="方晓",
            category=category,
            gender="12"[nth % 2],
            ethnicity=("01", "03", "")[nth % 3],
            is_floating=nth % 4 == 0,
            **{"joined_on": "2015-06-30", "full_on": "2016-06-30", **dates},
        )

    def move_unit(self, nth):
        every = [u for u in Unit.objects.filter(closed_on=None).order_by("pk") if u.parent_id]
        tops = self.units(internal=True)
        unit, to = every[nth % len(every)], tops[nth // 7 % len(tops)]
        organisation.move(unit, to=to, on=localdate(), document="港组〔2026〕3号", by=HOUSE)

    def merge_unit(self, nth):
        tops = [u for u in self.units(internal=True) if u.parent_id]
        unit, into = tops[nth % len(tops)], tops[nth // 7 % len(tops)]
        organisation.merge(unit, into=into, on=localdate(), document="港组〔2026〕4号", by=HOUSE)

    def close_unit(self, nth):
        leaves = self.units(internal=False)
        organisation.close(
            leaves[nth % len(leaves)], on=localdate(), document="港组〔2026〕5号", by=HOUSE
        )

    def change_kind(self, nth):
        every = [u for u in Unit.objects.filter(closed_on=None).order_by("pk") if u.parent_id]
        kind = ("general", "branch", "joint", "functional")[nth // 7 % 4]
        organisation.amend(
            every[nth % len(every)], on=localdate(), document="港组〔2026〕6号", by=HOUSE, kind=kind
        )

    def _meeting(self, nth, **asked):
        found = list(Meeting.objects.filter(**asked).order_by("pk"))
        return found[nth % len(found)] if found else None

    def hold_meeting(self, nth):
        meeting = meetings.convene(
            self.cast.pier, plan(kinds=KINDS_OF[nth % 3]), by=HOUSE, at=now()
        )
        if nth % 2:
            meetings.open_meeting(meeting, by=HOUSE, at=now())

    def enter_past_meeting(self, nth):
        starts_at = now() - timedelta(days=1 + nth % 60)
        meetings.record_past_meeting(
            (self.cast.pier, self.cast.dock)[nth % 2], plan(starts_at=starts_at), by=HOUSE, at=now()
        )

    def take_attendance(self, nth):
        meeting = self._meeting(nth, state="open")
        if meeting:
            members_there = [line.member_id for line in meeting.invitations.all()][nth % 3 :]
            meetings.take_attendance(meeting, members_there, by=HOUSE, at=now())

    def strike(self, nth):
        meeting = self._meeting(nth, state="open")
        if meeting:
            lines = meeting.invitations.filter(signed_in_at__isnull=False)[:2]
            meetings.strike_sign_ins(
                meeting, [line.member_id for line in lines], "点错了", by=HOUSE
            )

    def refresh_roll(self, nth):
        meeting = self._meeting(nth, state="open")
        if meeting:
            meetings.refresh_roll(meeting, by=HOUSE)

    def cancel(self, nth):
        meeting = self._meeting(nth, state__in=("open", "planned"))
        if meeting and nth % 3 == 0:
            meetings.cancel_meeting(meeting, "台风", by=HOUSE, at=now())

    def change_category(self, nth):
        found = list(Member.objects.filter(status="normal").order_by("pk"))
        member = found[nth % len(found)]
        members.amend(member, by=HOUSE, at=now(), ethnicity=("01", "03", "05")[nth % 3])

    def move_member(self, nth):
        found = list(Member.objects.filter(status="normal").order_by("pk"))
        member = found[nth % len(found)]
        to = self.cast.dock if member.unit_id == self.cast.pier.pk else self.cast.pier
        members.move_within(
            member, to, on=localdate(), document="港组〔2026〕1号", by=HOUSE, at=now()
        )

    def leave(self, nth):
        found = list(Member.objects.filter(status="normal").order_by("pk"))
        if len(found) > 4:
            members.leave_roll(
                found[nth % len(found)], reason="died", on=localdate(), by=HOUSE, at=now()
            )

    def restore(self, nth):
        for member in Member.objects.exclude(status="normal")[:1]:
            members.restore(
                member, member.unit, on=localdate(), document="港组〔2026〕2号", by=HOUSE, at=now()
            )

    def fold(self, nth):
        folding.fold_all(batch=1 + nth % 9)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [name for name in vars(World) if not name.startswith("_") and name != "units"]
        ),
        st.integers(0, 1000),
    ),
    min_size=4,
    max_size=15,
)


@settings(
    max_examples=18, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_happens_the_figures_equal_a_plain_recount(counted, steps):
    from django.db import transaction

    with transaction.atomic():
        point = transaction.savepoint()
        world = World(counted)
        for verb, nth in steps:
            with suppress(Refused):
                getattr(world, verb)(nth)
            agree()
        transaction.savepoint_rollback(point)


@pytest.fixture
def province(db):
    """A deeper tree: two cities with a county, a committee, a general branch and branches each."""
    root = place_root(kind="province", name="中共东江省委员会", on=LONG_AGO, by=HOUSE)
    folding.rebuild()
    units = [root]
    for side in "东西":
        above = root
        for kind in ("city", "county", "committee", "general"):
            above = organisation.found(
                parent=above, kind=kind, name=f"{side}{kind}", on=LONG_AGO, by=HOUSE
            )
            units.append(above)
        for number in range(2):
            branch = organisation.found(
                parent=above, kind="branch", name=f"{side}{number}支部", on=LONG_AGO, by=HOUSE
            )
            units.append(branch)
            for person in range(number + 1):
                members.admit(
                    branch, by=HOUSE, at=now(), name=f"方晓{person}", category="applicant"
                )
    return units


MOVES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 12), st.booleans()), min_size=3, max_size=12
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_wherever_units_are_moved_the_figures_go_with_them(province, moves):
    from django.db import transaction

    with transaction.atomic():
        point = transaction.savepoint()
        for which, where, fold_before in moves:
            unit, to = (Unit.objects.get(pk=province[n].pk) for n in (which, where))
            if fold_before:
                folding.fold_all(batch=5)
            with suppress(Refused):
                organisation.move(unit, to=to, on=localdate(), document="省组〔2026〕1号", by=HOUSE)
            agree()
        transaction.savepoint_rollback(point)


def test_a_moved_county_leaves_one_city_and_joins_the_other(province):
    root, east, county, west = (province[n] for n in (0, 1, 2, 7))
    folding.fold(batch=7)

    organisation.move(county, to=west, on=localdate(), document="省组〔2026〕1号", by=HOUSE)

    found = {
        unit.pk: figures(Unit.objects.get(pk=unit.pk), ["members.applicant"])
        for unit in (root, east, west)
    }
    assert [found[u.pk].sub(u.pk, "members.applicant") for u in (root, east, west)] == [6, 0, 6]
    agree()
    folding.fold_all()
    agree()
