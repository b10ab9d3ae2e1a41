"""Who was trained for how many hours, and who lacks some."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.areas.dossier import queries
from lianxin.areas.dossier.tests import making
from lianxin.foundation.core.pages import Cursor
from tests.cast import sign_in

YEAR = localdate().year


def rows(unit, *, only_short=False):
    page = queries.trained_at(unit, YEAR, Cursor(), only_short=only_short)
    return [(each.name, each.tenths, each.asked) for each in page.rows]


def test_hours_of_a_year_and_what_is_asked_of_whom(cast):
    making.training(cast.chen_member, cast.wang, hours=200, on=f"{YEAR}-01-05")
    making.training(cast.chen_member, cast.wang, title="轮训", hours=125, on=f"{YEAR}-01-06")
    making.training(cast.chen_member, cast.wang, title="去年", hours=500, on=f"{YEAR - 1}-12-31")
    assert rows(cast.pier) == [
        ("陈晓帆", 325, 32), ("刘思雨", 0, 32), ("王海平", 0, 56), ("周国强", 0, 32),
    ]  # fmt: skip
    assert [name for name, *_ in rows(cast.pier, only_short=True)] == ["刘思雨", "王海平", "周国强"]


def test_the_page_costs_the_same_for_more_people(cast):
    client = sign_in(Client(), cast.wang)
    url = reverse("dossier:training", args=[cast.pier.pk])
    client.get(url)
    counts = []
    for batch in range(3):
        for i in range(batch * 5):
            someone = cast.member(f"何{'一二三四五六七八九十'[i]}{'安平'[batch - 1]}", cast.pier)
            making.training(someone, cast.wang, on=f"{YEAR}-01-05")
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 10


def test_a_branch_next_door_is_not_there(cast):
    answer = sign_in(Client(), cast.zhao).get(reverse("dossier:training", args=[cast.pier.pk]))
    assert answer.status_code == 404
