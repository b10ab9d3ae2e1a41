"""Pages by key: every row once, in order; and the plan that fits, as the database says."""

import pytest
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext, isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.foundation.core import pages, tallies
from lianxin.foundation.core.pages import Cursor, Order, keyset

TABLE = "core_test_line"
ROWS = 60_000


@pytest.fixture
def line(db):
    """A table of lines: `name` in order, `place` as a path, `kind` of which 7 is rare."""
    with isolate_apps("lianxin.foundation.core"):

        class Line(models.Model):
            name = models.CharField(max_length=40, db_collation="C")
            place = models.CharField(max_length=20, db_collation="C")
            kind = models.IntegerField()
            rank = models.IntegerField(null=True)

            class Meta:
                app_label = "core"
                db_table = TABLE
                indexes = [
                    models.Index(fields=["name", "id"], name="line_name"),
                    models.Index(fields=["place"], name="line_place"),
                ]

            def __str__(self):
                return self.name

    with connection.schema_editor() as editor:
        editor.create_model(Line)
    pages._measured.cache_clear()
    yield Line
    pages._measured.cache_clear()


def fill(rows=ROWS):
    """Names in no order; the rare kind only in one place, at the end of the alphabet."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {TABLE} (name, place, kind, rank)"  # noqa: S608
            " select case when i %% 2000 = 0 then 'z' || i else md5(i::text) end,"
            "  lpad((i / 100)::text, 8, '0'), case when i %% 2000 = 0 then 7 else i %% 5 end,"
            "  nullif(i %% 9, 0)"
            " from generate_series(1, %s) i",
            [rows],
        )
        cursor.execute(f"analyze {TABLE}")
    pages._measured.cache_clear()


def walked(line, found, order, **given):
    """All keys, page after page."""
    seen, cursor = [], Cursor(size=20)
    for _ in range(1000):
        page = keyset(found, order, cursor, **given)
        seen += [row.id for row in page.rows]
        if not page.after:
            return seen
        cursor = Cursor(after=page.after, size=20)
    raise AssertionError("endless")


ORDERS = [
    (Order(by="name"), ("name", "id")),
    (Order(by="name", descending=True), ("-name", "-id")),
    (Order(by=Coalesce(F("rank"), Value(99))), (Coalesce(F("rank"), Value(99)), "id")),
]


@pytest.mark.parametrize(("order", "plain"), ORDERS)
@pytest.mark.parametrize(
    ("rows", "known"),
    [(310, {}), (310, {"total": 310}), (310, {"within": 310}), (95, {"total": 95}),
     (95, {"within": 60}), (95, {})],
)  # fmt: skip
def test_every_row_comes_once_and_in_order(line, order, plain, rows, known):
    fill(rows)
    found = line.objects.all()
    assert walked(line, found, order, **known) == list(
        found.order_by(*plain).values_list("id", flat=True)
    )


@pytest.mark.parametrize(("order", "plain"), ORDERS)
@pytest.mark.parametrize("known", [{}, {"total": 95}])
def test_back_is_where_one_came_from(line, order, plain, known):
    fill(95)
    first = keyset(line.objects.all(), order, Cursor(size=20), **known)
    second = keyset(line.objects.all(), order, Cursor(after=first.after, size=20), **known)
    back = keyset(line.objects.all(), order, Cursor(before=second.before, size=20), **known)
    assert [row.id for row in back.rows] == [row.id for row in first.rows]
    assert (back.before, first.before) == ("", "")
    assert back.after == first.after


def test_a_page_that_began_at_a_row_now_gone_is_the_first(line):
    fill(95)
    for known in ({}, {"total": 95}):
        page = keyset(line.objects.all(), Order(by="name"), Cursor(after="123456"), **known)
        first = keyset(line.objects.all(), Order(by="name"), Cursor(), **known)
        assert [row.id for row in page.rows] == [row.id for row in first.rows]
        assert page.total == 95


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(st.sampled_from("abc"), max_size=45), size=st.sampled_from([20, 50]))
def test_equal_names_do_not_get_lost(line, names, size):
    line.objects.all().delete()
    line.objects.bulk_create(line(name=name, place="", kind=1) for name in names)
    assert len(set(walked(line, line.objects.all(), Order(by="name")))) == len(names)


def plans(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(f"explain {statement}")
            yield "\n".join(row[0] for row in cursor.fetchall())


def asked(call):
    """What was asked of the table itself, as plans."""
    with CaptureQueriesContext(connection) as captured:
        page = call()
    statements = [
        query["sql"]
        for query in captured
        if TABLE in query["sql"] and not {"pg_class", "explain"} & set(query["sql"].split())
    ]
    return page, list(plans(statements))


def test_rare_matches_are_gathered_and_sorted_never_walked_to(line):
    """The trap: the planner would walk the names, and the rare ones stand at the very end."""
    fill()
    rare = line.objects.filter(kind=7)
    page, (gather, fetch) = asked(lambda: keyset(rare, Order(by="name"), Cursor(size=20)))
    assert (len(page.rows), page.total, page.more_than) == (20, 30, False)
    assert "line_name" not in gather
    assert "Sort" in gather
    assert "line_name" not in fetch


def test_few_matches_come_in_one_statement_and_are_not_walked_to(line):
    fill()
    rare = line.objects.filter(kind=7)
    page, plan = asked(lambda: keyset(rare, Order(by="name"), Cursor(size=20), total=30))
    assert (len(page.rows), page.total, page.more_than) == (20, 30, False)
    assert len(plan) == 1
    assert "line_name" not in plan[0]


def test_many_of_a_large_table_are_walked_to_at_once_and_their_number_is_about(line, monkeypatch):
    fill()
    monkeypatch.setattr(pages, "MANY", ROWS)
    monkeypatch.setattr(pages, "WALKED_AT_MOST", 1000)
    dense = line.objects.filter(kind=3)
    page, plan = asked(lambda: keyset(dense, Order(by="name"), Cursor(size=20)))
    assert [row.kind for row in page.rows] == [3] * 20
    assert page.about
    assert page.amount("行") in ("约 12,000 行", "约 11,000 行", "约 13,000 行")
    assert "Index Scan using line_name" in plan[-1]
    with connection.cursor() as cursor:
        cursor.execute("show statement_timeout")
        assert cursor.fetchone() == ("0",)
    assert walked(line, dense, Order(by="name")) == list(
        dense.order_by("name", "id").values_list("id", flat=True)
    )


def test_a_walk_that_takes_too_long_is_given_up_and_all_are_gathered(line, monkeypatch):
    """The planner takes two conditions that belong together for independent, or apart."""
    fill()
    monkeypatch.setattr(pages, "MANY", ROWS)
    monkeypatch.setattr(pages, "SURE", 0)
    monkeypatch.setattr(pages, "PATIENCE_MS", 1)
    slow = line.objects.filter(kind=7)
    page = keyset(slow, Order(by="name"), Cursor(size=20))
    assert (len(page.rows), page.total, page.more_than, page.about) == (20, 30, False, False)


def test_dense_matches_are_walked_in_the_order_of_the_index(line):
    fill()
    page, plan = asked(
        lambda: keyset(line.objects.all(), Order(by="name"), Cursor(size=20), total=ROWS)
    )
    assert page.total == ROWS
    assert len(plan) == 1
    assert "Index Scan using line_name" in plan[0]
    assert "Sort" not in plan[0]


def test_a_middle_scope_is_gathered_by_its_place(line):
    fill()
    some = line.objects.filter(place__gte="00000010", place__lt="00000012")
    page, (gather, _) = asked(lambda: keyset(some, Order(by="name"), Cursor(size=20), total=200))
    assert page.total == 200
    assert "line_place" in gather
    assert "line_name" not in gather


def test_what_is_too_much_to_count_is_said_to_be_more(line):
    fill()
    page, plan = asked(lambda: keyset(line.objects.filter(kind__lt=5), Order(by="name"), Cursor()))
    assert (page.total, page.more_than) == (pages.GATHERED_AT_MOST, True)
    assert "Index Scan using line_name" in plan[-1]
    assert len(page.rows) == 20


@pytest.mark.parametrize("rows", [0, 1, 3, 50])
def test_a_page_costs_two_statements(line, rows, django_assert_max_num_queries):
    fill(rows) if rows else None
    pages.size_of(TABLE)
    with django_assert_max_num_queries(2):
        page = keyset(line.objects.all(), Order(by="name"), Cursor())
    assert page.total == rows


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, Cursor()),
        ({"after": "12", "size": "50"}, Cursor(after="12", size=50)),
        ({"before": "x'; drop", "size": "7"}, Cursor()),
        ({"size": "all"}, Cursor()),
    ],
)
def test_a_cursor_is_read_from_the_address(given_, expected):
    assert Cursor.of(given_) == expected


def test_a_key_that_is_gone_is_the_first_page(line):
    fill(30)
    page = keyset(line.objects.all(), Order(by="name"), Cursor(after="999999"))
    assert len(page.rows) == 20
    assert page.before == ""


def test_numbers_come_from_whoever_keeps_them(monkeypatch):
    monkeypatch.setattr(tallies, "_readers", [])
    assert not tallies.are_kept()
    assert tallies.read([1], ["members.formal"]) == {}
    tallies.plug(lambda units, words: {unit: dict.fromkeys(words, 3) for unit in units})
    assert tallies.are_kept()
    assert tallies.read([1], ["members.formal"]) == {1: {"members.formal": 3}}
