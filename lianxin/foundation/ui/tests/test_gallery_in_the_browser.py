"""The gallery as people see it: light, dark, elder; on a desk and on a phone; axe reads it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from lianxin.foundation.ui import gallery

pytestmark = [pytest.mark.urls("lianxin.foundation.ui.tests.urls"), pytest.mark.django_db]

LOOKS = {"light": ("light", "normal"), "dark": ("dark", "normal"), "elder": ("light", "elder")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

MEASURE = Path(__file__).with_name("pages").joinpath("measure.js").read_text("utf-8")


def measured(page: Page, what: str, least: int) -> list[str]:
    return list(page.evaluate(f"{MEASURE}\n{what}({least})"))


def visit(page: Page, live_server, name: str, look: str, width: int) -> None:
    theme, mode = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/ui/{name}/?theme={theme}&mode={mode}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_the_gallery_can_be_read_pressed_and_heard(page: Page, live_server, look, width):
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.extend([said.text] if said.type == "error" else []))

    for name in gallery.PAGES:
        visit(page, live_server, name, look, width)
        answer = Axe().run(page, options={"runOnly": TAGS}).response
        for found in answer["violations"]:
            if found["impact"] in {"serious", "critical"}:
                nodes = [node["target"][0] for node in found["nodes"]][:4]
                faults.append(f"{name}: {found['id']} {nodes}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{name}: wider than the window")
        if name == "code":
            continue
        least = 44 if name == "phone" else 24
        faults += [
            f"{name}: {each}" for each in measured(page, "narrow", 60 if look == "elder" else least)
        ]
        if look == "elder":
            faults += [f"{name}: {each}" for each in measured(page, "small", 18)]

    assert faults == []


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
