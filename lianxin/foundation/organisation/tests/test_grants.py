"""Seeing is a set, doing is a question, and both say the same."""

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import grants
from lianxin.foundation.organisation.actions.tree import step
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.rules import Can, Spot
from tests.cast import LONG_AGO, actor

STEPS = st.integers(1, 3).map(step)
PATHS = st.lists(STEPS, min_size=1, max_size=4).map("".join)


def of(held):
    return Actor(user_id=1, name="某人", reach=grants.reach_of(held))


def is_in(condition: Q, path: str) -> bool:
    """Whether a row with this path satisfies the condition, as the database compares in C."""

    def holds(node):
        if isinstance(node, Q):
            parts = [holds(child) for child in node.children]
            found = all(parts) if node.connector == Q.AND else any(parts)
            return found != node.negated
        field, value = node
        if field == "pk__in":
            return False
        return bool(path >= value if field.endswith("__gte") else path < value)

    return bool(holds(condition))


@given(
    held=st.lists(st.tuples(st.sampled_from(list(Role)), PATHS), max_size=5),
    path=PATHS,
    permission=st.sampled_from(list(Can)),
)
def test_may_is_in_reach_for_any_tree_and_any_grants(held, path, permission):
    by, allowed = of(held), grants.table()[str(permission)]

    may = grants.may(by, permission, at=Spot(path))

    assert may == is_in(grants.reach(by, permission, unit=""), path)
    assert may == any(role in allowed and path.startswith(outer) for role, outer in held)


@given(path=PATHS, other=PATHS)
def test_below_is_a_range(path, other):
    assert other.startswith(path) == (path <= other < path + grants.END)


@pytest.fixture
def five_thousand(cast):
    rows = [
        Unit(
            name=f"中共第{n}支部", short_name=f"第{n}支部", kind="branch", parent=cast.quay,
            path=cast.quay.path + step(100 + n), pinyin=f"di {n} zhi bu", initials=f"d{n}zb",
            founded_on=LONG_AGO,
        )
        for n in range(5_000)
    ]  # fmt: skip
    Unit.objects.bulk_create(rows)
    below = [
        Unit(
            name=f"中共修船第{n}支部", short_name=f"修船第{n}支部", kind="branch", parent=cast.yard,
            path=cast.yard.path + step(100 + n), pinyin=f"xiu chuan di {n} zhi bu",
            initials=f"xcd{n}zb", founded_on=LONG_AGO,
        )
        for n in range(20)
    ]  # fmt: skip
    Unit.objects.bulk_create(below)
    with connection.cursor() as cursor:
        cursor.execute("analyze organisation_unit")
    return cast


def test_a_subtree_is_read_by_the_index_on_path(five_thousand):
    plan = Unit.objects.visible_to(actor(five_thousand.zhao)).explain()
    wide = Unit.objects.under(five_thousand.yard.path).explain()

    for explained in (plan, wide):
        assert "unit_path_once" in explained
        assert "Seq Scan" not in explained


def test_children_are_read_by_their_index(five_thousand):
    plan = Unit.objects.filter(parent=five_thousand.yard).order_by("rank", "pinyin")[:50].explain()

    assert "unit_children" in plan


def test_a_large_scope_is_searched_by_the_index_of_the_sound(five_thousand):
    from lianxin.foundation.organisation.queries import search

    by = actor(five_thousand.lin)

    assert [unit.name for unit in search(by, "xiuchuandi7").units] == ["修船第7支部"]
    assert [unit.name for unit in search(by, "xcd7z").units] == ["修船第7支部"]
    assert search(by, "修船第7").units[0].name == "修船第7支部"
    assert len(search(by, "第").units) == 20
    assert search(by, "第").more


def test_the_discipline_commissioner_holds_what_every_commissioner_holds_and_more():
    held = {
        role: {permission for permission, roles in grants.table().items() if role in roles}
        for role in (Role.COMMISSIONER, Role.DISCIPLINE)
    }
    assert held[Role.COMMISSIONER] < held[Role.DISCIPLINE]
    alone = held[Role.DISCIPLINE] - held[Role.COMMISSIONER]
    assert alone == {"dossier.see_discipline"}
