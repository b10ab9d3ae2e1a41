"""The year of working days as people use it: read by axe in every look, set in a dialog."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.workdays.models import SpecialDay
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = {"light": ("light", "normal"), "dark": ("dark", "normal"), "elder": ("light", "elder")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def enter(page: Page, live_server, user: User) -> None:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def faults(page: Page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": TAGS}).response
    return [
        f"{found['id']} {[node['target'][0] for node in found['nodes']][:4]}"
        for found in answer["violations"]
        if found["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_the_year_can_be_read_by_everybody(page: Page, live_server, look, width):
    cast = Cast()
    theme, mode = LOOKS[look]
    User.objects.filter(pk=cast.lin.pk).update(theme=theme, mode=mode)
    enter(page, live_server, cast.lin)
    page.set_viewport_size({"width": width, "height": 900})
    wrong = []
    for path in ("2026/?start=2026-09-18&count=9", "2028/", "set/", "2028/confirm/"):
        page.goto(f"{live_server.url}/workdays/{path}")
        page.wait_for_load_state("networkidle")
        wrong += [f"{path}: {fault}" for fault in faults(page)]
        wrong += [f"{path}: too wide"] if page.evaluate(WIDE) else []
    assert wrong == []


def test_a_day_is_set_in_a_dialog(page: Page, live_server):
    cast = Cast()
    enter(page, live_server, cast.lin)
    page.goto(f"{live_server.url}/workdays/2026/")
    page.get_by_role("link", name="登记调整").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("日期").fill("2026-07-01")
    dialog.get_by_text("不计入工作日").click()
    dialog.get_by_label("名称").fill("防汛停工")
    dialog.get_by_role("button", name="保存调整").click()
    expect(dialog.get_by_text("请填写这一项。").first).to_be_visible()
    dialog.get_by_label("依据文号").fill("东港府办〔2026〕8 号")
    dialog.get_by_role("button", name="保存调整").click()

    expect(page.get_by_text("人工调整")).to_be_visible()
    assert SpecialDay.objects.get(by_hand=True).name == "防汛停工"
