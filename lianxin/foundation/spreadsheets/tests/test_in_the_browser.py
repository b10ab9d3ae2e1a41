"""An ugly workbook goes all the way in a browser: matched, corrected cell by cell, imported."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation.models import Workplace
from lianxin.foundation.spreadsheets.tests.handing_in import HEADER, code, line, workbook
from tests.cast import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """What axe finds serious or critical on the page."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [
        f"{page.url} {fault['id']} {[node['target'][0] for node in fault['nodes']][:3]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


def keep(page: Page, name: str) -> None:
    """Leaves a picture where PICTURES says, for whoever wants to look."""
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


def enter(page: Page, live_server, user, look: str) -> None:
    client = sign_in(Client(), user)
    token = client.cookies[visits.COOKIE].value
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])
    theme, mode = ("light", "elder") if look == "elder" else (look, "normal")
    User.objects.filter(pk=user.pk).update(theme=theme, mode=mode)


def ugly():
    return workbook(
        line(1),
        line(2, since="98.7"),
        line(3, since="1998-02-30"),
        line(4, nature="国企业"),
        line(5, nature="国企业"),
        line(6, code=code(1)),
        line(7),
        ["合计", "7 家"],
        header=[*HEADER[:3], "信用代码（18位）", *HEADER[4:]],
    )


@pytest.mark.parametrize("look", ["light", "dark", "elder"])
def test_an_ugly_workbook_is_put_right_and_imported(page: Page, cast, live_server, look):  # noqa: PLR0915 — one trip
    Workplace.objects.create(unit=cast.pier, name="第7作业区", nature="other")
    width = 390 if look == "elder" else 1440
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, live_server, cast.wang, look)
    found = []

    page.goto(live_server.url + reverse("spreadsheets:upload", args=[cast.pier.pk, "workplaces"]))
    found += faults(page)
    keep(page, f"import-1-{look}")
    page.locator("input[type=file]").set_input_files(
        {"name": "单位.xlsx", "mimeType": "application/octet-stream", "buffer": ugly()}
    )
    page.get_by_role("button", name="上传并识别").click()

    expect(page.get_by_text("同义列名").or_(page.get_by_text("列名一致")).first).to_be_visible()
    found += faults(page)
    keep(page, f"import-2-{look}")
    page.get_by_role("button", name="开始检查").click()

    expect(page.get_by_text("年份只有两位“98”")).to_be_visible()
    found += faults(page)
    keep(page, f"import-3-{look}")

    page.get_by_role("button", name="改为“1998-07”").click()
    expect(page.locator("#line-4").get_by_text("可以导入")).to_be_visible()
    page.get_by_label("第 5 行成立日期").fill("1998-02-28")
    page.locator("#line-5").get_by_role("button", name="保存").click()
    expect(page.locator("#line-5").get_by_text("可以导入")).to_be_visible()
    keep(page, f"import-4-{look}")
    page.get_by_label("第 6 行单位性质").fill("国有企业")
    page.locator("#line-6").get_by_role("button", name="2 处一起改").click()
    expect(page.locator("#line-6")).to_have_count(0)
    expect(page.locator("#line-7")).to_have_count(0)
    page.locator("#line-8").get_by_role("button", name="略过这一行").click()
    expect(page.locator("#line-8").get_by_text("已略过")).to_be_visible()

    page.get_by_role("link", name="可能重复").click()
    page.get_by_role("button", name="是同一个，更新").click()
    expect(page.locator("#line-9").get_by_text("可以导入")).to_be_visible()
    found += faults(page)

    page.get_by_role("button", name="整表导入").click()
    page.get_by_role("alertdialog").get_by_role("button", name="整表导入").click()
    expect(page.get_by_text("导入完成")).to_be_visible()
    found += faults(page)
    keep(page, f"import-5-{look}")

    assert Workplace.objects.count() == 6
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
