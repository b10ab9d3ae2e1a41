from datetime import date

import pytest

from lianxin.foundation.core.events import Count
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions, closing
from lianxin.foundation.organisation.actions.close import InTheWay, IntoItself, TooEarly
from lianxin.foundation.organisation.actions.history import PastContradicted
from lianxin.foundation.organisation.actions.move import RootStays
from lianxin.foundation.organisation.actions.tree import UnitIsClosed
from lianxin.foundation.organisation.models import Appointment, Grant, Unit
from tests.cast import HOUSE, actor

ON = date(2026, 3, 1)


def close(unit, by=HOUSE, on=ON):
    return actions.close(unit, on=on, document="文〔2026〕4 号", by=by)


def merge(unit, into, by=HOUSE, on=ON):
    return actions.merge(unit, into=into, on=on, document="文〔2026〕5 号", by=by)


def state():
    return (
        set(Unit.objects.values_list("pk", "path", "parent", "closed_on", "successor")),
        set(Grant.objects.values_list("pk", "ends_on")),
    )


@pytest.fixture
def in_the_way():
    sentences = ["名册上还有 12 名党员，请先转接组织关系。"]
    closing.plug(lambda unit_id: sentences)
    return sentences


def test_a_unit_is_closed_and_its_posts_end_with_it(cast, told):
    unit = close(cast.pier, by=actor(cast.lin))

    unit.refresh_from_db()
    assert unit.closed_on == ON
    assert Appointment.objects.get(user=cast.wang).ends_on == ON
    assert Grant.objects.get(user=cast.wang).ends_on == ON
    assert not actor(cast.wang).reach
    version = unit.versions.get(until_on=None)
    assert (version.is_open, version.from_on, version.document) == (False, ON, "文〔2026〕4 号")
    assert [type(event).__name__ for event in told] == ["UnitClosed"]
    assert told[0].counted == (Count(what="units.branch", unit_id=unit.pk, amount=-1),)


def test_a_post_that_had_not_begun_never_will(cast):
    later = actions.appoint(
        cast.chen, post="staff", unit=cast.pier, starts_on=date(2026, 9, 1), by=HOUSE
    )

    close(cast.pier)

    later.refresh_from_db()
    assert later.ends_on == later.starts_on
    assert not Grant.objects.get(appointment=later).holds_on(date(2026, 9, 1))


def test_everything_in_the_way_is_listed_at_once(cast, told, in_the_way):
    before = state()

    with pytest.raises(InTheWay) as refusal:
        close(cast.quay)

    assert str(refusal.value) == (
        "暂不能撤销，请先处理以下事项：1. 还有 1 个下级组织（一号码头党支部），请先调整隶属或撤销。"
        " 2. 名册上还有 12 名党员，请先转接组织关系。"
    )
    assert state() == before
    assert told == []


def test_who_does_not_stand_above_closes_nothing(cast, told):
    before = state()

    for person in (cast.wang, cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            close(cast.pier, by=actor(person))
        with pytest.raises(NotPermitted):
            merge(cast.pier, cast.dock, by=actor(person))

    assert state() == before
    assert told == []


def test_the_root_stays(cast):
    with pytest.raises(RootStays):
        close(cast.harbour, by=actor(cast.lin))


def test_closing_twice_is_refused(cast, told):
    close(cast.pier)
    told.clear()

    with pytest.raises(UnitIsClosed):
        close(cast.pier)

    assert told == []


def test_a_unit_is_not_closed_before_its_last_change(cast):
    actions.rename(cast.pier, name="中共新码头支部", short_name="", on=ON, document="", by=HOUSE)

    with pytest.raises(TooEarly, match="在 2026-03-01 还有“更名”登记"):
        close(cast.pier, on=date(2025, 1, 1))

    cast.pier.refresh_from_db()
    assert cast.pier.is_open


def test_a_unit_is_not_closed_while_one_below_it_was_still_open(cast):
    close(cast.pier)

    with pytest.raises(PastContradicted, match="“一号码头党支部”仍在其下"):
        close(cast.quay, on=date(2025, 1, 1))

    assert close(cast.quay).closed_on == ON


# ── merging ──────────────────────────────────────────────────────────────────────────────────


def test_a_unit_is_merged_and_what_stood_below_it_goes_along(cast, told):
    unit = merge(cast.quay, cast.yard, by=actor(cast.lin))

    cast.pier.refresh_from_db()
    assert (unit.successor, unit.closed_on) == (cast.yard, ON)
    assert cast.pier.parent_id == cast.yard.pk
    assert cast.pier.path.startswith(cast.yard.path)
    assert actor(cast.wang).home_id == cast.pier.pk
    assert [type(event).__name__ for event in told] == ["UnitMoved", "UnitMerged"]
    assert told[1].counted == (Count(what="units.general", unit_id=unit.pk, amount=-1),)


def test_what_cannot_stand_below_the_successor_is_named_before(cast, told, in_the_way):
    before = state()

    with pytest.raises(InTheWay) as refusal:
        merge(cast.quay, cast.dock)

    assert "1. 有 1 个下级组织（一号码头党支部）不能设在党支部之下" in str(refusal.value)
    assert "2. 名册上还有 12 名党员" in str(refusal.value)
    assert state() == before
    assert told == []


@pytest.mark.parametrize(
    ("unit", "into", "refusal"),
    [("quay", "pier", IntoItself), ("pier", "pier", IntoItself), ("harbour", "quay", RootStays)],
)
def test_a_merger_that_cannot_be_leaves_no_trace(cast, told, unit, into, refusal):
    before = state()

    with pytest.raises(refusal):
        merge(getattr(cast, unit), getattr(cast, into))

    assert state() == before
    assert told == []


def test_nothing_is_merged_into_a_closed_unit(cast):
    close(cast.dock)

    with pytest.raises(UnitIsClosed):
        merge(cast.pier, cast.dock)


def test_merging_twice_is_refused(cast):
    merge(cast.pier, cast.dock)

    with pytest.raises(UnitIsClosed):
        merge(cast.pier, cast.dock)


def test_a_merger_before_a_unit_below_came_there_is_refused(cast, told):
    actions.move(cast.dock, to=cast.quay, on=date(2025, 6, 1), document="", by=HOUSE)
    told.clear()
    before = state()

    with pytest.raises(TooEarly, match="“船坞党支部”在 2024-01-01 之后才调整到现在的位置"):
        merge(cast.quay, cast.yard, on=date(2024, 1, 1))

    assert state() == before
