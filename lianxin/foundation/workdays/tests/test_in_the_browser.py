"""The year of working days as people use it: set in a dialog."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.workdays.models import SpecialDay
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, live_server, user: User) -> None:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


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
