"""The tree on any day: whatever is entered, in whatever order, the register says what a plain
reading of all entries says."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation import actions, queries
from lianxin.foundation.organisation.models import Unit, UnitVersion
from lianxin.foundation.organisation.queries import Sight
from tests.cast import HOUSE, LONG_AGO, actor

DAYS = st.integers(0, 60).map(lambda day: LONG_AGO + timedelta(days=day))
BRANCHES = ("pier", "dock", "ferry")
HOMES = ("harbour", "quay", "yard")


@st.composite
def entries(draw):
    """Renamings and moves of a few units on days of two months, entered in any order."""
    kind = draw(st.sampled_from(["rename", "move", "move"]))
    unit = draw(st.sampled_from(BRANCHES))
    value = draw(st.sampled_from("甲乙丙丁" if kind == "rename" else HOMES))
    return kind, unit, value, draw(DAYS)


def enter(cast, entry):
    kind, unit, value, on = entry
    if kind == "rename":
        actions.rename(
            getattr(cast, unit),
            name=f"中共{value}支部",
            short_name="",
            on=on,
            document="",
            by=HOUSE,
        )
    else:
        actions.move(getattr(cast, unit), to=getattr(cast, value), on=on, document="", by=HOUSE)


class Oracle:
    """Keeps all entries as they came; on a day the last one that took effect by then holds."""

    def __init__(self, cast):
        self.entries = [
            (LONG_AGO, at, branch, fact, value)
            for at, branch in enumerate(BRANCHES)
            for fact, value in (
                ("name", getattr(cast, branch).short_name),
                ("above", getattr(cast, branch).parent_id),
            )
        ]

    def enter(self, cast, entry):
        kind, unit, value, on = entry
        fact, value = (
            ("name", f"{value}支部") if kind == "rename" else ("above", getattr(cast, value).pk)
        )
        self.entries.append((on, len(self.entries), unit, fact, value))

    def then(self, unit, fact, day):
        holding = [e for e in self.entries if e[0] <= day and e[2:4] == (unit, fact)]
        return max(holding, key=lambda e: e[:2])[4]


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given_entries=st.lists(entries(), max_size=8))
def test_the_register_agrees_with_a_plain_reading_of_all_entries(cast, given_entries):
    from django.db import transaction

    with transaction.atomic():
        cast.ferry = cast.found("轮渡党支部", "branch", cast.harbour)
        oracle = Oracle(cast)
        for entry in given_entries:
            try:
                with transaction.atomic():
                    enter(cast, entry)
            except Refused:
                continue  # said to be so already
            oracle.enter(cast, entry)
        compare(cast, oracle)
        transaction.set_rollback(True)


def compare(cast, oracle):
    for branch in BRANCHES:
        unit = Unit.objects.get(pk=getattr(cast, branch).pk)
        assert (unit.short_name, unit.parent_id) == (
            oracle.then(branch, "name", date.max), oracle.then(branch, "above", date.max)
        )  # fmt: skip
        assert unit.path[:-4] == unit.parent.path
        for day in (LONG_AGO + timedelta(days=n) for n in range(0, 62, 3)):
            version = unit.versions.filter(queries.holding(day)).get()
            assert (version.short_name, version.parent_id) == (
                oracle.then(branch, "name", day), oracle.then(branch, "above", day)
            )  # fmt: skip


def labels(nodes):
    return {node.label: labels(node.nodes) for node in nodes}


def test_the_tree_of_a_day_is_drawn_as_it_was(cast):
    actions.move(cast.pier, to=cast.yard, on=date(2023, 1, 1), document="", by=HOUSE)
    actions.rename(
        cast.dock, name="中共修船支部", short_name="", on=date(2024, 1, 1), document="", by=HOUSE
    )
    actions.close(cast.quay, on=date(2025, 1, 1), document="", by=HOUSE)
    by = actor(cast.lin)
    cast.pier.refresh_from_db()

    def tree(day):
        return labels(queries.tree(by, cast.pier, Sight(on=day)))

    assert tree(date(2022, 6, 1)) == {
        "东港港务局委员会": {"码头党总支": {"一号码头党支部": {}}, "船厂党总支": {}}
    }
    assert tree(date(2024, 6, 1)) == {
        "东港港务局委员会": {"码头党总支": {}, "船厂党总支": {"一号码头党支部": {}, "修船支部": {}}}
    }
    assert tree(date(2025, 6, 1)) == {
        "东港港务局委员会": {"船厂党总支": {"一号码头党支部": {}, "修船支部": {}}}
    }
    assert tree(date(2019, 1, 1)) == {}


def test_a_reader_sees_of_the_past_only_what_he_sees_today(cast):
    actions.move(cast.pier, to=cast.yard, on=date(2023, 1, 1), document="", by=HOUSE)
    head = cast.holder("gao", "高远", "secretary", cast.quay)

    then = queries.tree(actor(head), cast.quay, Sight(on=date(2022, 1, 1)))

    assert labels(then) == {"码头党总支": {}}


def test_two_entries_of_one_day_leave_the_later_in_force(cast):
    for name in ("甲", "乙"):
        actions.rename(
            cast.pier,
            name=f"中共{name}支部",
            short_name="",
            on=date(2024, 1, 1),
            document="",
            by=HOUSE,
        )

    holding = UnitVersion.objects.filter(queries.holding(date(2024, 1, 1)), unit=cast.pier)
    assert [version.short_name for version in holding] == ["乙支部"]


def test_the_history_tells_changes_and_posts_with_their_documents(cast):
    actions.rename(
        cast.pier,
        name="中共新码头支部",
        short_name="",
        on=date(2024, 1, 1),
        document="文 1 号",
        by=HOUSE,
    )
    actions.amend(cast.pier, kind="joint", on=date(2025, 1, 1), document="文 2 号", by=HOUSE)

    told = [(str(line["when"]), line["title"], line["note"]) for line in queries.history(cast.pier)]

    assert told == [
        ("2025-01-01", "变更类别：联合党支部", "文 2 号"),
        ("2024-01-01", "更名：由“中共一号码头党支部”更名为“中共新码头支部”", "文 1 号"),
        ("2020-01-01", "成立：中共一号码头党支部", ""),
        ("2020-01-01", "王海平任书记（选举）", ""),
    ]
