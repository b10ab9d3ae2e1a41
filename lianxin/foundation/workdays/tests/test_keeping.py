"""Keeping the days: years entered and brought up to date, days set by hand, the page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.foundation.core.refusals import NotPermitted, Refused
from lianxin.foundation.workdays import actions, changes, queries, sources, tasks
from lianxin.foundation.workdays.catalogue import Day
from lianxin.foundation.workdays.models import SpecialDay, Year
from tests.cast import HOUSE, actor, sign_in
from tests.trace import last, told, traces

DOCUMENT = "东港府办〔2026〕8 号"
FLOOD = Day(on=date(2026, 7, 1), works=False, name="防汛停工")


@pytest.fixture
def heard():
    """What procedures would hear."""
    found = []
    hears = changes.plug(lambda days, at: found.append(days))
    yield found
    changes._hearing.remove(hears)


def works(on, **known):
    return queries.calendar(on).works(on)


def rows():
    names = ("on", "works", "name", "provisional", "by_hand", "document", "set_by_id")
    return list(SpecialDay.objects.order_by("on").values_list(*names))


# ---- entering years -------------------------------------------------------------------------


def test_a_published_year_is_entered_once(db, heard):
    year = actions.load_year(2026, by=HOUSE, at=now())
    again = actions.load_year(2026, by=HOUSE, at=now())

    assert (year.provisional, again.stamp) == (False, year.stamp)
    assert SpecialDay.objects.count() == len(sources.told(2026).days)
    assert told() == ["YearLoaded"]
    assert last().facts["changed"] == 0
    assert heard == []


def test_a_year_to_come_is_provisional(db):
    year = actions.load_year(2027, by=HOUSE, at=now())

    assert year.provisional
    assert all(row.provisional for row in SpecialDay.objects.all())
    assert queries.calendar(date(2027, 1, 4)).after(date(2027, 1, 4), 2).provisional


def test_once_its_notice_is_known_the_year_is_brought_up_to_date(db, heard):
    """As after an update of the house: what was expected gives way to what was published."""
    Year.objects.create(number=2025, provisional=True, source="推算", loaded_at=now())
    expected = Day(on=date(2025, 10, 9), works=False, name="国庆节", provisional=True)
    SpecialDay.objects.create(on=expected.on, works=False, name=expected.name, provisional=True)
    assert not works(expected.on)

    year = actions.load_year(2025, by=HOUSE, at=now())

    assert not year.provisional
    assert works(expected.on)
    assert not works(date(2025, 10, 8))
    assert expected.on in heard[0]
    assert date(2025, 10, 8) in heard[0]
    assert last().facts["changed"] == len(heard[0])


def test_what_was_set_by_hand_stays_when_the_year_is_entered_again(db):
    actions.set_day(FLOOD, DOCUMENT, by=HOUSE, at=now())
    Year.objects.update(source="旧")

    actions.load_year(2026, by=HOUSE, at=now())

    assert not works(FLOOD.on)
    assert SpecialDay.objects.get(on=FLOOD.on).by_hand


def test_the_nights_work_and_the_command_enter_the_years_around(db, capsys):
    tasks.load(0)
    this_year = localdate().year
    numbers = list(Year.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(this_year - 1, this_year + actions.FAR))
    before = traces()

    call_command("load_workdays")

    assert traces() == before
    assert f"{this_year} 年" in capsys.readouterr().out
    call_command("load_workdays", first=2019, last=2019)
    assert Year.objects.filter(number=2019, provisional=False).exists()


def test_before_anything_is_entered_the_days_are_known_all_the_same(db):
    assert Year.objects.count() == 0
    assert works(date(2026, 10, 10))
    assert not works(date(2026, 10, 7))


# ---- setting days ---------------------------------------------------------------------------


def test_a_day_set_by_hand_moves_deadlines_at_once(cast, heard):
    by = actor(cast.lin)
    before = queries.calendar(date(2026, 6, 30)).after(date(2026, 6, 30), 3).on

    assert actions.set_day(FLOOD, f" {DOCUMENT} ", by=by, at=now())

    counted = queries.calendar(date(2026, 6, 30)).after(date(2026, 6, 30), 3)
    assert (before, counted.on) == (date(2026, 7, 3), date(2026, 7, 6))
    assert "7 月 1 日防汛停工" in counted.sentence
    assert heard == [frozenset({FLOOD.on})]
    row = SpecialDay.objects.get(on=FLOOD.on)
    assert (row.document, row.set_by_id, row.by_hand) == (DOCUMENT, cast.lin.pk, True)
    assert (last().event, last().facts["days"]) == ("DayChanged", ["2026-07-01"])


def test_a_day_that_only_gets_another_name_turns_nothing(cast, heard):
    same = Day(on=date(2026, 10, 1), works=False, name="国庆")
    assert not actions.set_day(same, DOCUMENT, by=actor(cast.lin), at=now())
    assert heard == []


def test_one_and_many_write_the_same(cast):
    span = [Day(on=date(2026, 7, day), works=False, name="防汛停工") for day in (1, 2, 3)]
    assert actions.set_days(span, DOCUMENT, by=HOUSE, at=now()) == {day.on for day in span}
    together = rows()
    SpecialDay.objects.all().delete()
    Year.objects.all().delete()

    for day in span:
        actions.set_day(day, DOCUMENT, by=HOUSE, at=now())

    assert rows() == together


def test_a_span_may_cross_the_year(cast):
    span = [Day(on=day, works=False, name="放假") for day in (date(2026, 12, 31), date(2027, 1, 1))]
    actions.set_days(span, DOCUMENT, by=HOUSE, at=now())
    assert set(Year.objects.values_list("number", flat=True)) == {2026, 2027}
    assert not works(date(2026, 12, 31))


def test_who_is_not_staff_of_the_root_sets_no_day(cast):
    before = traces(), rows()
    for user in (cast.wang, cast.system_admin, cast.security_admin, cast.chen):
        by = actor(user)
        for verb in (
            lambda by=by: actions.set_day(FLOOD, DOCUMENT, by=by, at=now()),
            lambda by=by: actions.set_days([FLOOD], DOCUMENT, by=by, at=now()),
            lambda by=by: actions.restore_day(FLOOD.on, by=by, at=now()),
            lambda by=by: actions.confirm_year(2027, DOCUMENT, by=by, at=now()),
            lambda by=by: actions.load_year(2026, by=by, at=now()),
        ):
            with pytest.raises(NotPermitted):
                verb()
    assert (traces(), rows()) == before


@pytest.mark.parametrize(
    ("day", "document", "word"),
    [
        (FLOOD, " ", "文号"),
        (Day(on=FLOOD.on, works=False, name=" "), DOCUMENT, "名称"),
        (Day(on=date(1999, 1, 4), works=False, name="放假"), DOCUMENT, "2004"),
        (Day(on=date(2199, 1, 4), works=False, name="放假"), DOCUMENT, "三年"),
    ],
)
def test_a_day_set_without_grounds_is_refused(cast, day, document, word):
    before = traces()
    for verb, given in ((actions.set_day, day), (actions.set_days, [day])):
        with pytest.raises(Refused, match=word):
            verb(given, document, by=actor(cast.lin), at=now())
    with pytest.raises(Refused):
        actions.set_days([], DOCUMENT, by=actor(cast.lin), at=now())
    assert (traces(), rows()) == (before, [])


def test_what_was_set_by_hand_can_be_taken_back(cast, heard):
    by = actor(cast.lin)
    actions.set_day(FLOOD, DOCUMENT, by=by, at=now())
    actions.set_day(Day(on=date(2026, 10, 1), works=True, name="值守"), DOCUMENT, by=by, at=now())

    assert actions.restore_day(FLOOD.on, by=by, at=now())
    assert actions.restore_day(date(2026, 10, 1), by=by, at=now())

    assert works(FLOOD.on)
    assert not works(date(2026, 10, 1))
    assert not SpecialDay.objects.filter(by_hand=True).exists()
    assert heard[-2:] == [frozenset({FLOOD.on}), frozenset({date(2026, 10, 1)})]
    with pytest.raises(Refused, match="没有人工调整"):
        actions.restore_day(FLOOD.on, by=by, at=now())


def test_a_year_that_was_compared_by_hand_is_no_longer_provisional(cast):
    by = actor(cast.lin)
    with pytest.raises(Refused, match="文号"):
        actions.confirm_year(2027, " ", by=by, at=now())

    actions.confirm_year(2027, DOCUMENT, by=by, at=now())

    assert not queries.calendar(date(2027, 1, 4)).after(date(2027, 1, 4), 2).provisional
    stamp = actions.load_year(2027, by=HOUSE, at=now()).stamp
    assert Year.objects.get(number=2027).stamp == stamp
    assert not Year.objects.get(number=2027).provisional
    with pytest.raises(Refused, match="不需要再确认"):
        actions.confirm_year(2027, DOCUMENT, by=by, at=now())


# ---- the calendar of a process --------------------------------------------------------------


def test_the_calendar_costs_one_small_statement(db, django_assert_num_queries):
    actions.load_year(2026, by=HOUSE, at=now())
    queries.calendar(date(2026, 1, 1))
    with django_assert_num_queries(1):
        queries.calendar(date(2026, 1, 1))
    actions.set_day(FLOOD, DOCUMENT, by=HOUSE, at=now())
    with django_assert_num_queries(3):
        queries.calendar(date(2026, 1, 1))


def test_what_was_undone_is_not_remembered(db):
    assert works(FLOOD.on)
    with transaction.atomic():
        actions.set_day(FLOOD, DOCUMENT, by=HOUSE, at=now())
        assert not works(FLOOD.on)
        transaction.set_rollback(True)
    assert works(FLOOD.on)


@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_process_is_seen_at_the_next_question():
    def elsewhere():
        actions.set_day(FLOOD, DOCUMENT, by=HOUSE, at=now())
        connection.close()

    assert works(FLOOD.on)
    with ThreadPoolExecutor(max_workers=1) as other:
        other.submit(elsewhere).result()

    assert not works(FLOOD.on)


# ---- the page -------------------------------------------------------------------------------

YEAR = reverse("workdays:year", args=[2026])


def test_the_year_is_shown_with_its_holidays_and_make_up_days(cast):
    answer = sign_in(Client(), cast.chen).get(YEAR)

    page, text = answer.context["page"], answer.content.decode()
    october = page.months[9]
    cells = {cell.day.on.day: cell for week in october.weeks for cell in week if cell}
    assert [cells[day].day.works for day in (1, 7, 8, 10, 11)] == [False, False, True, True, False]
    assert "国庆节调休上班" in text
    assert "登记调整" not in text
    shown = [cell.day.on for month in page.months for week in month.weeks for cell in week if cell]
    assert page.works == sum(map(queries.calendar(date(2026, 1, 1)).works, shown))
    first = sign_in(Client(), cast.chen).get(reverse("workdays:now"))
    assert first.headers["Location"] == reverse("workdays:year", args=[localdate().year])


def test_a_year_to_come_says_that_it_is_provisional(cast):
    text = sign_in(Client(), cast.lin).get(reverse("workdays:year", args=[2028])).content.decode()
    assert "这一年是暂定的" in text
    assert "我已逐日核对" in text
    for number in (1999, 2199):
        there = reverse("workdays:year", args=[number])
        assert sign_in(Client(), cast.lin).get(there).status_code == 404


def test_the_reckoner_explains_the_days_it_skipped(cast):
    client = sign_in(Client(), cast.chen)
    text = client.get(YEAR, {"start": "2026-09-18", "count": "9"}).content.decode()

    assert "2026 年 10 月 8 日" in text
    assert "10 月 1 日至 7 日国庆节" in text
    assert "请填写 1 到 500" in client.get(YEAR, {"start": "x", "count": "0"}).content.decode()
    assert client.get(YEAR, {"start": "1900-01-01", "count": "3"}).status_code == 200
    assert "暂定" in client.get(YEAR, {"start": "2026-12-30", "count": "9"}).content.decode()


def test_the_root_sets_days_on_the_page_and_takes_them_back(cast):
    client = sign_in(Client(), cast.lin)
    given = {"first": "2026-07-01", "last": "2026-07-03", "what": "free", "name": "防汛停工",
             "document": DOCUMENT}  # fmt: skip

    page = client.post(reverse("workdays:set_days"), given, follow=True).content.decode()
    assert "3 天的上班安排有变化" in page
    assert page.count("人工调整") == 3
    page = client.post(reverse("workdays:restore_day"), {"on": "2026-07-02"}, follow=True)
    assert page.content.decode().count("人工调整") == 2
    assert client.post(reverse("workdays:restore_day"), {"on": "x"}).status_code == 404
    asked = client.get(reverse("workdays:set_days"), {"first": "2026-07-01", "name": "防汛停工"})
    assert 'value="2026-07-01"' in asked.content.decode()
    wrong = client.post(reverse("workdays:set_days"), {**given, "last": "2026-06-01"})
    assert wrong.status_code == 422
    assert "一次最多 31 天" in wrong.content.decode()


def test_the_root_confirms_a_year_on_the_page(cast):
    client = sign_in(Client(), cast.lin)
    there = reverse("workdays:confirm_year", args=[2027])
    assert client.get(there).status_code == 200
    assert client.post(there, {"document": ""}).status_code == 422
    page = client.post(there, {"document": DOCUMENT}, follow=True).content.decode()
    assert "不再标为暂定" in page


def test_a_year_takes_the_same_statements_empty_or_entered(cast, django_assert_max_num_queries):
    client = sign_in(Client(), cast.chen)
    for load in (False, True):
        if load:
            actions.load_year(2026, by=HOUSE, at=now())
        with django_assert_max_num_queries(4):
            client.get(YEAR)
