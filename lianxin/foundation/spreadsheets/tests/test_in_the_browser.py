"""An ugly workbook goes all the way in a browser: matched, corrected cell by cell, imported."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.organisation.models import Workplace
from lianxin.foundation.spreadsheets.tests.handing_in import HEADER, code, line, workbook
from tests.cast import sign_in
from tests.looks import faults_everywhere

pytestmark = pytest.mark.django_db(transaction=True)


def keep(page: Page, name: str) -> None:
    """Leaves a picture where PICTURES says, for whoever wants to look."""
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


def enter(page: Page, live_server, user) -> None:
    client = sign_in(Client(), user)
    token = client.cookies[visits.COOKIE].value
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


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


def test_an_ugly_workbook_is_put_right_and_imported(page: Page, cast, live_server):  # noqa: PLR0915 — one trip
    Workplace.objects.create(unit=cast.pier, name="第7作业区", nature="other")
    enter(page, live_server, cast.wang)
    found = []

    page.goto(live_server.url + reverse("spreadsheets:upload", args=[cast.pier.pk, "workplaces"]))
    found += faults_everywhere(page)
    keep(page, "import-1")
    page.locator("input[type=file]").set_input_files(
        {"name": "单位.xlsx", "mimeType": "application/octet-stream", "buffer": ugly()}
    )
    page.get_by_role("button", name="上传并识别").click()

    expect(page.get_by_text("同义列名").or_(page.get_by_text("列名一致")).first).to_be_visible()
    found += faults_everywhere(page)
    keep(page, "import-2")
    page.get_by_role("button", name="开始检查").click()

    expect(page.get_by_text("年份只有两位“98”")).to_be_visible()
    found += faults_everywhere(page)
    keep(page, "import-3")

    page.get_by_role("button", name="改为“1998-07”").click()
    expect(page.locator("#line-4").get_by_text("可以导入")).to_be_visible()
    page.get_by_label("第 5 行成立日期").fill("1998-02-28")
    page.locator("#line-5").get_by_role("button", name="保存").click()
    expect(page.locator("#line-5").get_by_text("可以导入")).to_be_visible()
    keep(page, "import-4")
    page.get_by_label("第 6 行单位性质").fill("国有企业")
    page.locator("#line-6").get_by_role("button", name="2 处一起改").click()
    expect(page.locator("#line-6")).to_have_count(0)
    expect(page.locator("#line-7")).to_have_count(0)
    page.locator("#line-8").get_by_role("button", name="略过这一行").click()
    expect(page.locator("#line-8").get_by_text("已略过")).to_be_visible()

    page.get_by_role("link", name="可能重复").click()
    page.get_by_role("button", name="是同一个，更新").click()
    expect(page.locator("#line-9").get_by_text("可以导入")).to_be_visible()
    found += faults_everywhere(page)

    page.get_by_role("button", name="整表导入").click()
    page.get_by_role("alertdialog").get_by_role("button", name="整表导入").click()
    expect(page.get_by_text("导入完成")).to_be_visible()
    found += faults_everywhere(page)
    keep(page, "import-5")

    assert Workplace.objects.count() == 6
    assert found == []
