"""Pages as people see them: light, dark, in large letters; on a desk and on a phone.

`faults` reads the page that is open in every look, without loading it again. `House` lets a browser
look at the house inside the test's own transaction: a Django client answers what it asks for.
"""

import contextvars
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize

ORIGIN = "http://localhost"
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
LOOKS = {"light": ("light", "normal"), "dark": ("dark", "normal"), "elder": ("light", "elder")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The dark changes colours only; a narrow window changes what must be scrolled or is hard to press.
COLOURS = ["color-contrast", "link-in-text-block"]
ROOM = ["scrollable-region-focusable", "target-size"]
# Large letters change colours and room; what a page is made of was read in the light.
FULLY = {"light": TAGS, "dark": COLOURS, "elder": [*COLOURS, *ROOM]}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
READ = """async ([looks, rules, place, width]) => {
  const root = document.documentElement, found = [], own = { ...root.dataset };
  const shut = place ? [] : [...document.querySelectorAll('details:not(.menu, [open])')];
  shut.forEach((one) => { one.open = true });
  for (const look of Object.keys(rules)) {
    const [theme, mode] = looks[look];
    Object.assign(root.dataset, { theme, mode });
    document.getAnimations().forEach((moving) => moving.finish());
    // What answers to a new width (an observer, a chart) does so a frame later.
    for (let frames = 3; frames && root.scrollWidth > width; frames--)
      await new Promise((after) => requestAnimationFrame(() => setTimeout(after)));
    if (root.scrollWidth > width) found.push(`${look}: wider than ${width} pixels`);
    const { violations } = await axe.run(place || document,
      { runOnly: rules[look], resultTypes: ['violations'], preload: false });
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      found.push(`${look}: ${id} ${nodes.slice(0, 3).map((node) => node.target.join(' '))}`);
    }
  }
  Object.assign(root.dataset, own);
  shut.forEach((one) => { one.open = false });
  return found;
}"""


def faults(page: Page, place: str = "", rules: dict[str, list[str]] = FULLY) -> list[str]:
    """What axe finds serious or critical in any look, on the page or at a `place` of it; and
    whether the page must be moved sideways."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    width = (page.viewport_size or WIDE)["width"]
    found: list[str] = page.evaluate(READ, [LOOKS, rules, place, width])
    return [f"{urlsplit(page.url).path} {fault}" for fault in found]


def faults_everywhere(page: Page) -> list[str]:
    """On a desk and on a phone; pages made for the phone are read there alone."""
    made_for_phones = page.evaluate("document.documentElement.dataset.app") == "mobile"
    if made_for_phones:
        page.set_viewport_size(NARROW)
        return faults(page)
    page.set_viewport_size(WIDE)
    found = faults(page)
    page.set_viewport_size(NARROW)
    found += [f"{fault} (390)" for fault in faults(page, rules={"light": ROOM, "elder": ROOM})]
    page.set_viewport_size(WIDE)
    return found


class House:
    """A window onto the house. It serves one person after another: a new one costs time."""

    client: Client

    def __init__(self, browser: Browser) -> None:
        self.wrong: list[str] = []
        self._given: dict[str, HttpResponse] = {}
        context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
            viewport=WIDE, service_workers="block",
        )  # fmt: skip
        context.route("**/*", self._answer)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._heard)

    def enter(self, client: Client) -> None:
        """From now on this person looks."""
        self.client = client
        self.wrong.clear()
        self._given.clear()
        # The driver answers in a context of its own, where Django would open another connection.
        self._here = contextvars.copy_context()
        self.page.set_viewport_size(WIDE)

    def show(self, url: str, answer: HttpResponse | None = None) -> Page:
        """Open an address; a client that has its `answer` already need not ask twice."""
        if answer is not None:
            self._given[url] = answer
        self.page.goto(ORIGIN + url)
        return self.page

    def _heard(self, said: Any) -> None:
        # An answer of 422 to what was sent is what the test is about, not a fault of the page.
        if said.type == "error" and "the server responded with a status of 4" not in said.text:
            self.wrong.append(said.text)

    def _answer(self, route: Route, request: Request) -> None:
        asked = urlsplit(request.url)
        if not asked.scheme.startswith("http"):  # the browser's own viewer of PDF
            route.continue_()
            return
        if asked.path.startswith("/static/"):
            route.fulfill(path=finders.find(asked.path.removeprefix("/static/")))
            return
        url = asked.path + (f"?{asked.query}" if asked.query else "")
        answer: Any = self._given.pop(url, None) or self._here.run(self._ask, url, request)
        if "Location" in answer.headers:
            # What the driver has answered it does not ask again: redirects would leave the house.
            self.wrong.append(f"{url} leads to {answer.headers['Location']}")
            route.abort()
            return
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {name.lower(): value for name, value in answer.headers.items()}
        route.fulfill(status=answer.status_code, headers=headers, body=body)

    def _ask(self, url: str, request: Request) -> Any:
        headers = {
            name: value
            for name, value in request.headers.items()
            if name in {"accept", "idempotency-key"} or name.startswith(("hx-", "x-"))
        }
        if request.method == "GET":
            return self.client.get(url, headers=headers)
        kind = request.headers.get("content-type", "application/json")
        body = request.post_data_buffer or json.dumps({}).encode()
        return self.client.generic(request.method, url, body, kind, headers=headers)
