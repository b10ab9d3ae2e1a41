"""The rules of a unit as people use them: read by axe in every look, made stricter in a dialog."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.policies import actions, catalogue
from lianxin.foundation.policies.actions import Setting
from lianxin.foundation.policies.tests.test_policies import ALL, DAYS, MONTHS
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = {"light": ("light", "normal"), "dark": ("dark", "normal"), "elder": ("light", "elder")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def place() -> Iterator[Cast]:
    catalogue.declare(*ALL)
    cast = Cast()
    for unit, rule, value in ((cast.harbour, MONTHS, 18), (cast.quay, DAYS, 60)):
        setting = Setting(
            code=rule.code, value=value, document="东港委组〔2026〕5 号", since=date(2026, 3, 1)
        )
        actions.set_policy(unit, setting, by=HOUSE, at=now())
    yield cast
    for rule in ALL:
        catalogue._declared.pop(rule.code)


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
def test_the_rules_can_be_read_by_everybody(page: Page, live_server, place, look, width):
    theme, mode = LOOKS[look]
    User.objects.filter(pk=place.lin.pk).update(theme=theme, mode=mode)
    enter(page, live_server, place.lin)
    page.set_viewport_size({"width": width, "height": 900})
    wrong = []
    for path in (f"at/{place.quay.pk}/", f"at/{place.quay.pk}/{MONTHS.code}/"):
        page.goto(f"{live_server.url}/policies/{path}")
        page.wait_for_load_state("networkidle")
        wrong += [f"{path}: {fault}" for fault in faults(page)]
        wrong += [f"{path}: too wide"] if page.evaluate(WIDE) else []
    assert wrong == []


def test_a_rule_is_made_stricter_in_a_dialog(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    page.goto(f"{live_server.url}/policies/at/{place.quay.pk}/")
    page.get_by_role("link", name="收紧“考察期”").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("本级规定").fill("12")
    dialog.get_by_label("文号").fill("码头总支〔2026〕1 号")
    dialog.get_by_role("button", name="登记更严的规定").click()
    expect(page.get_by_text("本级只能更严：多于 12 个月")).to_be_visible()
    dialog.get_by_label("本级规定").fill("24")
    dialog.get_by_role("button", name="登记更严的规定").click()

    expect(page.get_by_role("cell", name="24 个月")).to_be_visible()
