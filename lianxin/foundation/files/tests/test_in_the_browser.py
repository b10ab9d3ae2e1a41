"""Choosing, dragging, taking away and sending files, on a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lianxin.foundation.files.tests import samples, urls

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("lianxin.foundation.files.tests.urls"),
]
DROP = """([name, bytes]) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], name));
  document.querySelector('lx-files').dispatchEvent(
    new DragEvent('drop', {dataTransfer: given, bubbles: true, cancelable: true}));
}"""


def keep(page: Page, name: str) -> None:
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_files_are_gathered_in_several_goes_and_none_is_lost(page: Page, live_server):
    urls.RECEIVED.clear()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/try/")
    field = page.locator("input[type=file]").first
    lines = page.locator(".files").first.locator("li")

    field.set_input_files([file("甲.pdf", samples.pdf())])
    field.set_input_files([file("名字很长" * 12 + ".pdf", samples.pdf())])
    page.evaluate(DROP, ["丁.jpg", list(samples.picture())])
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text("KB")
    page.get_by_role("button", name="移除“甲.pdf”").click()
    expect(lines).to_have_count(2)
    keep(page, "files-phone-chosen")

    page.get_by_role("button", name="提交").click()
    expect(page.locator(".files input:checked")).to_have_count(2)
    keep(page, "files-phone-back")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.get_by_label("题名").fill("材料")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("收到")).to_be_visible()
    assert [name for name, _ in urls.RECEIVED[0]] == ["名字很长" * 12 + ".pdf", "丁.jpg"]


def test_too_many_and_wrong_kinds_are_said_before_anything_is_sent(page: Page, live_server):
    page.goto(f"{live_server.url}/try/")
    field = page.locator("input[type=file]").first

    field.set_input_files([file("程序.exe", b"MZ")])
    expect(page.get_by_text("“程序.exe”的格式不对")).to_be_visible()
    field.set_input_files([file(f"{n}.pdf", samples.pdf()) for n in range(5)])
    expect(page.get_by_text("最多 4 个文件")).to_be_visible()
    expect(page.locator(".files").first.locator("li")).to_have_count(4)
