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


def looked_at(page: Page, name: str) -> None:
    assert faults(page) == []
    keep(page, name)


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


def test_the_second_look(cast, browser: Browser):
    """The picture beside the code is touched on the phone; a wrong one is asked once more."""
    meeting = opened(cast, title="换届选举大会", second_look=True)
    with live_process() as live, page_process(live) as url:
        screen = window(browser, url, cast.wang, WIDE).new_page()
        screen.goto(f"{url}/meetings/{meeting.pk}/host/")
        word = screen.locator("[data-qr-look] b")
        first = word.inner_text()
        for size, name in ((NARROW, "narrow"), (WIDE, "wide")):
            screen.set_viewport_size(size)
            looked_at(screen, f"screen-with-picture-{name}")
        expect(word).not_to_have_text(first, timeout=12_000)

        phone = window(browser, url, cast.chen, NARROW).new_page()
        phone.goto(url + link(meeting))
        expect(phone.get_by_role("heading", name="屏幕上现在是哪张图？")).to_be_visible()
        looked_at(phone, "phone-look")
        phone.evaluate("document.documentElement.dataset.mode = 'elder'")
        looked_at(phone, "phone-look-elder")
        shown = {first, word.inner_text()}
        for wrong in phone.locator("button.look").all():
            if wrong.inner_text().strip() not in shown:
                wrong.click()
                break
        expect(phone.get_by_text("您的签到已经记下")).to_be_visible()
        looked_at(phone, "phone-look-again")
        phone.get_by_role("button", name=word.inner_text()).click()
        expect(phone.get_by_text("您已签到")).to_be_visible()
        expect(phone.get_by_text("请主持人点名时确认")).to_have_count(0)
        keep(phone, "phone-looked")
        expect(screen.locator("[data-live-field=present]").first).to_have_text("1", timeout=3000)


def test_one_phone_for_two_is_settled_by_the_host(cast, live_server, browser: Browser):
    meeting = opened(cast)
    phone = window(browser, live_server.url, cast.chen, NARROW)
    for user in (cast.chen, cast.wang):
        token = sign_in(Client(), user).cookies[visits.COOKIE].value
        phone.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])
        page = phone.new_page()
        page.goto(live_server.url + link(meeting))
        expect(page.get_by_text("您已签到")).to_be_visible()
    for size, name in ((WIDE, "wide"), (NARROW, "narrow")):
        host = window(browser, live_server.url, cast.wang, size).new_page()
        host.goto(f"{live_server.url}/meetings/{meeting.pk}/attendance/")
        expect(host.get_by_text("同一台手机")).to_have_count(2)
        assert faults(host) == []
        keep(host, f"roll-{name}")
        host.goto(f"{live_server.url}/meetings/{meeting.pk}/")
        assert faults(host) == []
        keep(host, f"doubts-{name}")
    host.get_by_role("button", name="本人在场").first.click()
    expect(host.get_by_text("已确认本人在场。")).to_be_visible()


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
