"""What trips through the browser share: everybody with a browser of his own, what is typed by the
names of the fields, and pages read by axe at both widths."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import User
from tests.cast import Cast, sign_in
from tests.looks import NARROW, WIDE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
T = TypeVar("T")
#: Tells the test of each press; what a label passes on to its field is none.
PRESSES = "addEventListener('pointerdown', (press) => press.isTrusted && window.pressed(), true)"


class Trip:
    """Everybody with a browser of his own, and what went wrong on the way."""

    def __init__(self, browser: Browser, url: str, settings: dict[str, Any]) -> None:
        self.browser, self.url, self.settings = browser, url, settings
        self.wrong: list[str] = []
        self.presses: Counter[str] = Counter()  # by user name
        self.cast = Cast()

    def window(self, user: User, size: ViewportSize = WIDE) -> Page:
        context = self.browser.new_context(**{**self.settings, "viewport": size})
        token = sign_in(Client(), user).cookies[visits.COOKIE].value
        context.add_cookies([{"name": visits.COOKIE, "value": token, "url": self.url}])
        context.set_default_timeout(15_000)
        context.expose_function("pressed", lambda: self.presses.update([user.username]))
        context.add_init_script(PRESSES)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        return page


def under_way(trip: T, browser: Browser) -> Iterator[T]:
    """For a fixture: the trip, and afterwards its windows are closed."""
    yield trip
    for context in browser.contexts:
        context.close()


def look(trip: Trip, page: Page, name: str) -> None:
    """Read by axe at both widths; a picture where PICTURES says."""
    before = page.viewport_size or WIDE
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size["width"]:
            trip.wrong.append(f"{page.url}: {wide} px wide on {size['width']}")
        if "PICTURES" in os.environ:
            place = Path(os.environ["PICTURES"]) / f"{name}-{size['width']}.png"
            page.screenshot(path=str(place), full_page=True)
    page.set_viewport_size(before)
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    trip.wrong += [
        f"{page.url} {fault['id']} {[node['target'][0] for node in fault['nodes']][:3]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def give(page: Page, **values: Any) -> None:
    """Type, tick and choose by the names of the fields."""
    for name, value in values.items():
        field = page.locator(f"form.form [name={name}]")
        kind = field.first.get_attribute("type") or ""
        if kind == "radio":
            page.locator(f"[name={name}][value={value}]").check(force=True)
        elif kind == "checkbox":
            field.check(force=True)
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))


def record(page: Page, **values: Any) -> None:
    """Fill in the present step and record it; what is only remarked on is confirmed. The result
    comes first: some fields are asked with one of them alone."""
    give(page, **{name: values[name] for name in sorted(values, key=lambda name: name != "way")})
    send(page)
    if page.locator("[name=sure]").count():
        page.locator("[name=sure]").check(force=True)
        send(page)


def send(page: Page) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("form.form button.primary").first.click()
    page.wait_for_load_state("load")
