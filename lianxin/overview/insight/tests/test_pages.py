"""A committee's own page: every number is right, and opens into as many lines as it says."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.tests.making import opened, plan
from lianxin.overview.insight import folding
from lianxin.overview.insight.queries import months
from tests.cast import HOUSE, sign_in

THIS_MONTH = months.written(months.period_of(localdate()))


@pytest.fixture
def busy(cast):
    """Pier holds a party day with a lecture now, with two of its members in."""
    folding.fold_all()
    folding.rebuild()
    cast.meeting = opened(cast, kinds=["party_day", "lecture"], title="主题党日")
    there = [cast.wang_member.pk, cast.chen_member.pk]
    meetings.take_attendance(cast.meeting, there, by=HOUSE, at=now())
    meetings.record_past_meeting(
        cast.dock, plan(starts_at=now() - timedelta(days=70)), by=HOUSE, at=now()
    )
    return cast


@pytest.fixture
def lin(busy):
    return sign_in(Client(), busy.lin)


def board(unit, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse("insight:dashboard", args=[unit.pk]) + (f"?{query}" if query else "")


def test_the_page_says_what_is_so(busy, lin):
    page = lin.get(board(busy.harbour))

    shown = page.context["board"]
    assert page.status_code == 200
    assert (shown.party, shown.probationary, shown.below) == (6, 1, 4)
    assert (shown.month.held, shown.month.expected, shown.month.present) == (1, 4, 2)
    assert shown.held["meetings.held.party_day"] == shown.held["meetings.held.lecture"] == 1
    assert [child.name for child in shown.children] == ["船厂党总支", "码头党总支"]
    assert {child.party for child in shown.children} == {4, 2}
    assert "50%" in page.content.decode()


def test_a_month_is_chosen_in_the_address(busy, lin):
    past = months.period_of(localdate(now() - timedelta(days=70)))

    shown = lin.get(board(busy.yard, month=months.written(past))).context["board"]

    assert (shown.month.held, shown.month.expected) == (1, 2)
    assert shown.month.period == past
    assert len(shown.trend) == 12


@pytest.mark.parametrize("month", ["2026-13", "abc", "9999-01", "²026-01", ""])
def test_a_month_that_makes_no_sense_is_this_month(busy, lin, month):
    page = lin.get(reverse("insight:dashboard", args=[busy.harbour.pk]), {"month": month})

    assert page.context["picker"].value == THIS_MONTH


def test_a_branch_has_its_page_too(busy):
    wang = sign_in(Client(), busy.wang)

    shown = wang.get(board(busy.pier)).context["board"]

    assert (shown.party, shown.month.held, shown.month.present) == (4, 1, 2)
    assert shown.children == []


def test_pending_or_folded_the_page_is_the_same(busy, lin):
    before = lin.get(reverse("insight:data", args=[busy.harbour.pk])).json()
    assert folding.fold_all() > 0

    assert lin.get(reverse("insight:data", args=[busy.harbour.pk])).json() == before


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("wang", "quay"),
        ("wang", "dock"),
        ("zhao", "pier"),
        ("chen", "pier"),
        ("audit_admin", "pier"),
    ],
)
def test_who_has_no_part_in_a_unit_does_not_see_its_figures(busy, name, unit):
    client = sign_in(Client(), getattr(busy, name))
    for page in ("dashboard", "data", "units", "meetings", "health"):
        answer = client.get(reverse(f"insight:{page}", args=[getattr(busy, unit).pk]))
        assert answer.status_code == 404


def links(page):
    """(number, address) of everything on the page that leads to a list, as it is read."""
    text = page.content.decode()
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>\s*([\d,]+)<', text)
    rows = re.findall(
        r'<a class="row1" href="([^"]*)".*?<span class="go num">([\d,]+) 次', text, re.S
    )
    shares = re.findall(r'<li><a href="([^"]*)">[^<]*</a>.*?<b>([\d,]+)</b>', text)
    return [(int(n.replace(",", "")), unescape(url)) for url, n in (*found, *rows, *shares)]


def lines_behind(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    context = answer.context
    if "found" in context and "/insight/" in url:
        return context["found"].total, len(context["found"].lines), context["found"]
    page = context["page"]
    return page.total, len(page.rows), None


def test_every_number_opens_into_as_many_lines(busy, lin):
    seen = 0
    for unit in (busy.harbour, busy.quay):
        for number, url in links(lin.get(board(unit))):
            total, lines, found = lines_behind(lin, url)
            if found is not None and number not in (total, 0):
                assert number in (found.expected, found.present)
                continue
            assert (total, lines) == (number, number), url
            seen += 1
    assert seen > 20


def test_the_lists_add_up(busy, lin):
    found = lin.get(reverse("insight:meetings", args=[busy.harbour.pk])).context["found"]

    assert sum(line.expected for line in found.lines) == found.expected == 4
    assert sum(line.present for line in found.lines) == found.present == 2


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_page_takes_the_same_statements_however_many_stand_below(
    busy, lin, rows, django_assert_max_num_queries
):
    for number in range(rows):
        busy.found(f"{number}号码头党支部", "branch", busy.quay)
        busy.found(f"{number}号党总支", "general", busy.harbour)

    with django_assert_max_num_queries(12):
        assert lin.get(board(busy.harbour)).status_code == 200
    with django_assert_max_num_queries(12):
        assert lin.get(board(busy.quay)).status_code == 200
    with django_assert_max_num_queries(6):
        lin.get(reverse("insight:data", args=[busy.harbour.pk]))


def test_more_than_fifty_children_come_page_by_page(busy, lin):
    for number in range(60):
        busy.found(f"{number:02}号码头党支部", "branch", busy.quay)

    first = lin.get(board(busy.quay))
    second = lin.get(board(busy.quay) + first.context["next"].split("#")[0])

    ids = [child.id for page in (first, second) for child in page.context["board"].children]
    assert (len(ids), len(set(ids))) == (61, 61)
    assert second.context["next"] == ""


def test_what_is_amiss_is_shown_with_a_way_to_it(busy, lin):
    page = lin.get(board(busy.harbour))

    shown = page.context["findings"]
    assert any(row.unit.pk == busy.yard.pk for row in shown.rows)
    assert reverse("organisation:unit", args=[busy.yard.pk]) in page.content.decode()
    assert lin.get(reverse("insight:health", args=[busy.harbour.pk])).status_code == 200


def test_the_dictionary_is_there_for_everybody(busy):
    chen = sign_in(Client(), busy.chen)

    assert "应到人次" in chen.get(reverse("insight:dictionary")).content.decode()
