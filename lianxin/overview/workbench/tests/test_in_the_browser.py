"""The desk, the phone, the figures and the record as people use them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.tests.making import opened, plan
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    cast = Cast()
    cast.meeting = opened(cast, kinds=["party_day"], title="主题党日：清理航道")
    meetings.take_attendance(cast.meeting, [cast.wang_member.pk], by=HOUSE, at=now())
    for days in (40, 75, 100):
        meetings.record_past_meeting(
            cast.dock, plan(starts_at=now() - timedelta(days=days)), by=HOUSE, at=now()
        )
    return cast


def enter(page: Page, live_server, user: User) -> None:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def test_from_the_committees_number_down_to_the_people(page: Page, live_server, place):
    """Lin sees the turnout of the month, opens it, and stands before the meeting."""
    enter(page, live_server, place.lin)
    page.goto(live_server.url + "/")

    page.get_by_role("link", name="统计看板").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("港务局委员会")
    expect(page.locator(".kpi", has_text="到会率")).to_contain_text("25%")
    page.locator("lx-chart[data-drawn]").wait_for()
    page.get_by_text("查看数据表").click()
    expect(page.locator(".chart-data table")).to_contain_text("25%")

    page.locator(".kpi", has_text="本月组织生活").get_by_role("link").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="主题党日：清理航道").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("主题党日：清理航道")


def test_a_month_is_chosen_with_the_keyboard_and_the_choice_stays(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    page.goto(live_server.url + reverse("insight:dashboard", args=[place.harbour.pk]))

    before = page.get_by_label("上一个月")
    before.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**?month=*")
    expect(page.get_by_label("下一个月")).to_be_visible()
    assert page.get_by_label("月份", exact=True).input_value() in page.url


def test_a_member_goes_from_the_phone_to_the_scanner_and_to_leave(page: Page, live_server, place):
    enter(page, live_server, place.chen)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + "/")

    expect(page).to_have_url(live_server.url + "/m/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("陈晓帆")
    page.get_by_label("切换到长辈模式").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "elder")
    page.get_by_role("button", name="标准").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "normal")
    page.get_by_role("link", name="请假").click()
    expect(page).to_have_url(live_server.url + reverse("meetings:own", args=[place.meeting.pk]))


def test_the_search_is_a_key_away(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    page.goto(live_server.url + "/")

    page.keyboard.press("Control+k")
    page.keyboard.type("cxf")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="陈晓帆")).to_be_visible()
