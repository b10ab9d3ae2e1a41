"""The rules of a unit as people use them: made stricter in a dialog."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.policies import actions, catalogue
from lianxin.foundation.policies.actions import Setting
from lianxin.foundation.policies.tests.test_policies import ALL, DAYS, MONTHS
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_a_rule_is_made_stricter_in_a_dialog(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    page.goto(f"{live_server.url}/policies/at/{place.quay.pk}/")
    page.get_by_role("link", name="收紧“考察期”").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("本级规定").fill("12")
    dialog.get_by_label("文号").fill("码头总支〔2026〕1 号")
    dialog.get_by_role("button", name="登记更严的规定").click()
    expect(page.get_by_text("本级只能更严：多于 12 个月")).to_be_visible()
    dialog.get_by_label("本级规定").fill("27")
    dialog.get_by_role("button", name="登记更严的规定").click()

    expect(page.get_by_role("cell", name="27 个月")).to_be_visible()
