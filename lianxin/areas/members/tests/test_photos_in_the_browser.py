"""A photo is chosen, kept, seen by the person himself, and taken away."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lianxin.areas.members.tests.test_in_the_browser import enter, go
from lianxin.foundation.files.tests.samples import picture
from tests.cast import Cast
from tests.looks import NARROW, WIDE, faults

pytestmark = pytest.mark.django_db(transaction=True)


def keep(page: Page, name: str) -> None:
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


def test_a_photo_from_upload_to_removal(page: Page, live_server):
    cast = Cast()
    enter(page, live_server, cast.wang)
    page.set_viewport_size(WIDE)
    go(page, live_server, "member", cast.chen_member.pk)
    page.get_by_role("link", name="上传照片").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "陈.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(900, 1000))}
    )
    keep(page, "photo-dialog")
    page.get_by_role("button", name="保存照片").click()
    expect(page.get_by_role("link", name="更换照片")).to_be_visible()
    shown = page.get_by_alt_text("陈晓帆的照片")
    expect(shown).to_have_js_property("naturalWidth", 480)
    assert faults(page) == []
    keep(page, "photo-wide")
    page.set_viewport_size(NARROW)
    assert faults(page) == []
    keep(page, "photo-narrow")

    enter(page, live_server, cast.chen)
    page.goto(live_server.url + reverse("workbench:my_file"))
    expect(page.get_by_alt_text("我的照片")).to_have_js_property("naturalWidth", 480)
    assert faults(page) == []
    keep(page, "photo-own")

    enter(page, live_server, cast.wang)
    go(page, live_server, "member", cast.chen_member.pk)
    page.get_by_role("link", name="移除照片").click()
    page.get_by_label("移除原因").fill("本人要求更换")
    page.get_by_role("button", name="移除照片").click()
    expect(page.get_by_role("link", name="上传照片")).to_be_visible()
