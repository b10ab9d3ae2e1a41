from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.actions.history import PastContradicted
from lianxin.foundation.organisation.actions.move import BelowItself, RootStays, StandsThere
from lianxin.foundation.organisation.actions.tree import NoSuchPlace, TooDeep
from lianxin.foundation.organisation.events import UnitMoved
from lianxin.foundation.organisation.models import Unit
from tests.cast import HOUSE, LONG_AGO, Cast, actor

ON = date(2026, 3, 1)


def move(unit, to, by=HOUSE, on=ON):
    return actions.move(unit, to=to, on=on, document="文〔2026〕2 号", by=by)


def truth():
    """Every path, rebuilt from who stands under whom."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path[:-4] == above, unit.name
    assert len({unit.path for unit in units.values()}) == len(units)


def test_a_subtree_moves_with_everything_below_it(cast, told):
    group = cast.found("物流集团党委", "committee", cast.harbour)
    told.clear()
    old = cast.quay.path

    moved = move(cast.quay, group, by=actor(cast.lin))

    cast.pier.refresh_from_db()
    assert moved.path.startswith(group.path)
    assert cast.pier.path.startswith(moved.path)
    assert told == [
        UnitMoved(
            unit_id=moved.pk, subject_id=moved.pk, from_id=cast.harbour.pk, to_id=group.pk,
            old_path=old, new_path=moved.path, on=ON, document="文〔2026〕2 号",
        )
    ]  # fmt: skip
    truth()


def test_grants_follow_the_unit(cast):
    group = cast.found("物流集团党委", "committee", cast.harbour)
    head = cast.holder("gao", "高远", "secretary", group)
    assert not Unit.objects.visible_to(actor(head)).filter(pk=cast.pier.pk).exists()

    move(cast.quay, group)

    assert Unit.objects.visible_to(actor(head)).filter(pk=cast.pier.pk).exists()
    assert Unit.objects.visible_to(actor(cast.wang)).get().pk == cast.pier.pk


def test_a_step_is_never_used_again(cast):
    old = cast.pier.path
    move(cast.pier, cast.yard)

    newcomer = cast.found("二号码头支部", "branch", cast.quay)

    assert newcomer.path != old


def test_one_needs_the_key_at_both_ends(cast, told):
    head = cast.holder("gao", "高远", "secretary", cast.quay)
    told.clear()

    for person in (head, cast.wang, cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            move(cast.pier, cast.yard, by=actor(person))

    cast.pier.refresh_from_db()
    assert cast.pier.parent_id == cast.quay.pk
    assert told == []


@pytest.mark.parametrize(
    ("unit", "to", "refusal"),
    [
        ("pier", "quay", StandsThere),
        ("quay", "quay", BelowItself),
        ("quay", "pier", BelowItself),
        ("quay", "yard", NoSuchPlace),
        ("pier", "dock", NoSuchPlace),
        ("harbour", "yard", RootStays),
    ],
)
def test_a_move_that_cannot_be_leaves_everything_where_it_was(cast, told, unit, to, refusal):
    before = set(Unit.objects.values_list("pk", "path", "parent", "next_step"))

    with pytest.raises(refusal):
        move(getattr(cast, unit), getattr(cast, to))

    assert set(Unit.objects.values_list("pk", "path", "parent", "next_step")) == before
    assert told == []


def test_twice_is_refused_the_second_time(cast):
    move(cast.pier, cast.yard)

    with pytest.raises(StandsThere):
        move(cast.pier, cast.yard)


def test_the_tree_has_a_bottom(cast):
    deep = cast.harbour
    for level in range(2, 12):
        deep = cast.found(f"第{level}级党委", "committee", deep)

    with pytest.raises(TooDeep):
        move(cast.quay, deep)

    truth()


def test_a_place_in_the_past_entered_late_leaves_today_as_it_is(cast):
    move(cast.pier, cast.yard)
    group = cast.found("物流集团党委", "committee", cast.harbour)

    move(cast.pier, group, on=date(2023, 5, 1))

    cast.pier.refresh_from_db()
    assert cast.pier.parent_id == cast.yard.pk
    thread = cast.pier.versions.order_by("from_on").values_list("parent_id", flat=True)
    assert list(thread) == [cast.quay.pk, group.pk, cast.yard.pk]


def test_a_circle_in_the_past_is_refused(cast):
    one = cast.found("甲公司党委", "committee", cast.harbour)
    two = cast.found("乙公司党委", "committee", cast.harbour)
    move(two, one, on=date(2022, 1, 1))
    move(two, cast.harbour, on=date(2023, 1, 1))

    with pytest.raises(BelowItself, match="曾在“甲公司党委”之下"):
        move(one, two, on=date(2021, 6, 1))

    assert move(one, two, on=date(2023, 1, 1)).parent_id == two.pk


def test_a_day_on_which_the_new_upper_unit_was_unknown_is_refused(cast):
    young = actions.found(
        parent=cast.harbour,
        kind="general",
        name="中共新区总支部委员会",
        on=date(2025, 1, 1),
        by=HOUSE,
    )

    with pytest.raises(PastContradicted, match="自 2025-01-01 起才有登记"):
        move(cast.pier, young, on=date(2024, 1, 1))

    cast.pier.refresh_from_db()
    assert cast.pier.parent_id == cast.quay.pk


# ── at the same time ─────────────────────────────────────────────────────────────────────────


def together(*deeds):
    """Run each in a thread of its own, begun at one moment; returns what they raised."""
    barrier, raised = Barrier(len(deeds)), []

    def run(deed):
        try:
            barrier.wait()
            deed()
        except Exception as error:  # noqa: BLE001 - whatever it was is what the test looks at
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def found(parent, name):
    return lambda: actions.found(
        parent=Unit.objects.get(pk=parent.pk), kind="branch", name=name, on=LONG_AGO, by=HOUSE
    )


@pytest.mark.django_db(transaction=True)
def test_two_founded_at_once_get_different_steps():
    cast = Cast()

    raised = together(*(found(cast.quay, f"中共{n}号支部") for n in range(6)))

    assert raised == []
    truth()


@pytest.mark.django_db(transaction=True)
def test_founding_below_what_moves_lands_below_where_it_went():
    cast = Cast()
    group = cast.found("物流集团党委", "committee", cast.harbour)
    back_and_forth = [group, cast.harbour, group, cast.harbour]

    def move_about():
        for to in back_and_forth:
            move(Unit.objects.get(pk=cast.quay.pk), Unit.objects.get(pk=to.pk))

    raised = together(move_about, *(found(cast.quay, f"中共{n}号支部") for n in range(5)))

    assert raised == []
    truth()
    assert Unit.objects.filter(parent=cast.quay).count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_never_make_a_circle():
    cast = Cast()
    one = cast.found("甲公司党委", "committee", cast.harbour)
    two = cast.found("乙公司党委", "committee", cast.harbour)

    raised = together(lambda: move(one, two), lambda: move(two, one))

    assert [type(error) for error in raised] == [BelowItself]
    truth()
