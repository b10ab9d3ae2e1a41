"""A paper in the page: the browser's viewer on the desk, a picture on the phone."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Page, ViewportSize, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.papers import actions
from lianxin.foundation.papers.tests import samples
from tests.cast import Cast, actor, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK: ViewportSize = {"width": 1440, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def cast():
    with samples.plugged():
        yield Cast()


def enter(page: Page, live_server, user) -> None:
    token = sign_in(Client(), user).cookies[visits.COOKIE].value
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def keep(page: Page, name: str) -> None:
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"))


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": TAGS, "iframes": False}).response["violations"]
    return [f"{f['id']} {f['nodes'][0]['target']}" for f in found
            if f["impact"] in {"serious", "critical"}]  # fmt: skip


def test_from_the_draft_to_the_register_and_the_check(page: Page, live_server, cast):
    actions.set_series(cast.pier, "港一支", last=20, by=actor(cast.wang), at=now())
    enter(page, live_server, cast.wang)
    page.set_viewport_size(DESK)

    page.goto(f"{live_server.url}/papers/draft/test.document/{cast.pier.pk}/")
    expect(page.locator("iframe")).to_be_visible()
    page.wait_for_load_state("networkidle")
    keep(page, "papers-draft")
    assert faults(page) == []
    page.get_by_role("button", name="编号并印发").click()
    page.get_by_role("alertdialog").get_by_role("button", name="编号并印发").click()
    expect(page.get_by_text("港一支〔").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    keep(page, "papers-issued")
    assert faults(page) == []

    page.get_by_role("link", name="文书登记").first.click()
    expect(page.get_by_role("cell", name="批复").first).to_be_visible()
    keep(page, "papers-register")
    assert faults(page) == []


def test_on_the_phone_a_picture_stands_for_the_viewer(page: Page, live_server, cast):
    issued = actions.issue("test.plain", cast.pier.pk, by=actor(cast.wang), at=now())
    enter(page, live_server, cast.wang)
    page.set_viewport_size(PHONE)

    page.goto(f"{live_server.url}/papers/{issued.pk}/")
    picture = page.locator(".paper-page img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 500
    keep(page, "papers-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults(page) == []

    page.goto(f"{live_server.url}/papers/at/{cast.pier.pk}/")
    keep(page, "papers-phone-register")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/v/{issued.token}/")
    expect(page.get_by_text("现在有效")).to_be_visible()
    keep(page, "papers-phone-verify")
    assert faults(page) == []
