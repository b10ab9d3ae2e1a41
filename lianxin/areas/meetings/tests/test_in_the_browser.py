"""The screen in the room and the phones before it."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect

from lianxin.areas.meetings import codes
from lianxin.areas.meetings.tests.making import opened
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts import visits
from tests.cast import PASSWORD, Cast, sign_in
from tests.looks import NARROW, WIDE, faults
from tests.streams import live_process, page_process

pytestmark = pytest.mark.django_db(transaction=True)
AT_REST = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}


@pytest.fixture
def cast():
    return Cast()


def keep(page: Page, name: str) -> None:
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


def window(browser, url, user, size):
    context = browser.new_context(viewport=size, **AT_REST)
    if user is not None:
        token = sign_in(Client(), user).cookies[visits.COOKIE].value
        context.add_cookies([{"name": visits.COOKIE, "value": token, "url": url}])
    return context


def enter_the_house(page: Page, username: str) -> None:
    page.locator("[name=username], [name=name]").first.fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def link(meeting, *, steps_ago=0):
    step = codes.step_at(now()) - steps_ago
    return f"/q/{meeting.pk}/?t={step}&c={codes.mark_of(meeting.key, meeting.pk, step)}"


def test_the_room(cast, browser: Browser):
    Member.objects.filter(pk=cast.zhou_member.pk).update(user=cast.person("zhou", "周国强"))
    meeting = opened(cast, title="十一月主题党日")
    with live_process() as live, page_process(live) as url:
        said = []
        screen = window(browser, url, cast.wang, WIDE).new_page()
        screen.on("console", lambda line: said.append(line.text))
        screen.goto(f"{url}/meetings/{meeting.pk}/host/")
        present = screen.locator("[data-live-field=present]").first
        expect(present).to_have_text("0")
        first = screen.locator("[data-qr]").inner_html()
        assert faults(screen) == []

        # A phone that is signed in: opening the code's link is enough.
        phone = window(browser, url, cast.chen, NARROW).new_page()
        phone.goto(url + link(meeting))
        expect(phone.get_by_text("您已签到")).to_be_visible()
        expect(present).to_have_text("1", timeout=3000)
        expect(screen.locator("[data-live-list=recent] li").first).to_contain_text("陈晓帆")
        keep(phone, "phone-in")

        # An old code says to scan again.
        late = window(browser, url, cast.wang, NARROW).new_page()
        late.goto(url + link(meeting, steps_ago=3))
        expect(late.get_by_role("heading", name="二维码已经过期")).to_be_visible()

        # A phone that must first sign in, slower than the code lives.
        new = window(browser, url, None, NARROW).new_page()
        new.goto(url + link(meeting))
        new.wait_for_timeout(21_000)
        enter_the_house(new, "zhou")
        expect(new.get_by_text("您已签到")).to_be_visible()
        expect(present).to_have_text("2", timeout=3000)
        assert screen.locator("[data-qr]").inner_html() != first
        keep(screen, "screen")
        assert [line for line in said if "Content Security" in line] == []


def test_the_screen_survives_without_a_network(cast, live_server, browser: Browser):
    meeting = opened(cast)
    context = window(browser, live_server.url, cast.wang, WIDE)
    screen = context.new_page()
    screen.goto(f"{live_server.url}/meetings/{meeting.pk}/host/")
    shown = screen.locator("[data-qr]")
    first = shown.inner_html()
    context.set_offline(True)
    expect(shown).not_to_have_js_property("innerHTML", first, timeout=12_000)
    expect(screen.locator("[data-qr-stale]")).to_be_hidden()


def test_the_list_is_searched_and_ticked(cast, live_server, browser: Browser):
    meeting = opened(cast)
    page = window(browser, live_server.url, cast.wang, NARROW).new_page()
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/attendance/")
    page.get_by_label("在名单中查找").fill("cxf")
    expect(page.locator(".person:visible")).to_have_count(1)
    page.get_by_text("陈晓帆").click()
    page.get_by_role("button", name="记为到会").click()
    expect(page.get_by_text("已记 1 人到会。")).to_be_visible()
    page.get_by_role("button", name="已到", exact=True).click()
    expect(page.locator(".person:visible")).to_have_count(1)
    page.get_by_label("在名单中查找").fill("zzz")
    expect(page.get_by_text("没有符合的人。")).to_be_visible()
