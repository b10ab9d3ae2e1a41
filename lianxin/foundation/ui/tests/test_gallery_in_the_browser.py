"""The gallery as people see it: on a desk and on a phone, in large letters, in the dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lianxin.foundation.ui import gallery
from tests.looks import LOOKS

pytestmark = [pytest.mark.urls("lianxin.foundation.ui.tests.urls"), pytest.mark.django_db]

MEASURE = Path(__file__).with_name("pages").joinpath("measure.js").read_text("utf-8")


def measured(page: Page, what: str, least: int) -> list[str]:
    return list(page.evaluate(f"{MEASURE}\n{what}({least})"))


def visit(page: Page, live_server, name: str, look: str, width: int) -> None:
    theme, mode = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/ui/{name}/?theme={theme}&mode={mode}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", [name for name in gallery.PAGES if name != "code"])
def test_the_gallery_can_be_read_and_pressed(page: Page, live_server, name):
    """Letters are large enough to be read and everything to be pressed large enough to be hit."""
    visit(page, live_server, name, "light", 1440)
    found: list[str] = []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for look in LOOKS:
            page.evaluate(
                "look => Object.assign(document.documentElement.dataset, look)",
                dict(zip(("theme", "mode"), LOOKS[look], strict=True)),
            )
            least = 60 if look == "elder" else 44 if name == "phone" else 24
            found += measured(page, "narrow", least)
            found += measured(page, "small", 18) if look == "elder" else []

    assert found == []


def test_the_system_may_choose_the_dark(page: Page, live_server):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/ui/entrance/?theme=auto")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert ground == "rgb(21, 19, 17)"


def test_charts_come_late_and_take_the_colours_of_the_page(page: Page, live_server):
    visit(page, live_server, "roster", "light", 1440)
    chart = page.locator("lx-chart[data-drawn] svg").first

    expect(chart).to_be_visible()
    assert chart.locator("path[stroke='#9d2a23']").count() > 0

    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    expect(page.locator("lx-chart svg path[stroke='#d4584d']").first).to_be_attached()


def test_a_chart_has_its_table_beside_it(page: Page, live_server):
    visit(page, live_server, "roster", "light", 1440)

    page.get_by_text("查看数据表").first.click()

    expect(page.get_by_role("cell", name="92.4")).to_be_visible()
