"""Every page of the house is read by axe in every look, and fits on a phone.

The table of addresses says who gets an answer; the first of them opens it, as it stands there and
in the states that stand in the table of sights. A page is opened in the browser, a part of one in
its place on a page, a form that can come as a dialog also as one.
"""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.cast import Cast
from tests.looks import House, faults, faults_everywhere
from tests.matrix.addresses import ADDRESSES, World
from tests.matrix.people import (
    ABOVE,
    AUDIT,
    BELOW,
    MEMBER,
    NOBODY,
    OWN,
    SECURITY,
    SIBLING,
    SYSTEM,
    clients,
)
from tests.matrix.sights import (
    ANSWERS,
    DATA,
    FILE,
    MOVED,
    NOTHING,
    PAGE,
    PART,
    PLACES,
    REFUSAL,
    SIGHTS,
    Sight,
)

FIRST = (OWN, ABOVE, SECURITY, SYSTEM, AUDIT, MEMBER, SIBLING, BELOW, NOBODY)
USUAL = {
    name: Sight(name, answers=ANSWERS.get(name, PAGE if address.method == "GET" else MOVED))
    for name, address in ADDRESSES.items()
    if address.answers
}


def test_every_address_that_can_be_opened_is_looked_at():
    """Those nobody gets to once the house stands are looked at in a state of their own."""
    opened = {sight.address for sight in SIGHTS.values()}
    unseen = {name for name in ADDRESSES if name not in USUAL and name not in opened}
    assert unseen == {"organisation:setup", "organisation:setup_establish"}  # they lead to steps
    assert set(ANSWERS) <= set(USUAL)
    assert {name for name, answers in ANSWERS.items() if answers == PART} <= set(PLACES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*USUAL, *SIGHTS])
def test_it_can_be_read_by_everybody(browser: Browser, name):
    sight, world = {**USUAL, **SIGHTS}[name], World(Cast())
    address = ADDRESSES[sight.address]
    who = sight.who or next(each for each in FIRST if each in address.answers)
    client = clients(world.cast, at_quay=address.at_quay)[who]
    sight.ready(world, client)
    given = (sight.kwargs or address.kwargs)(world)
    url, body = reverse(sight.address, kwargs=given), (sight.body or address.body)(world)
    answer = client.post(url, body) if address.method == "POST" else client.get(url, body)

    assert kind_of(answer) == sight.answers
    if sight.answers in {PAGE, PART} or (name in SIGHTS and sight.answers == REFUSAL):
        assert read(House(browser, client), sight, url, answer, given) == []


def kind_of(answer: Any) -> str:
    """What was answered, by its status and type."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code in {301, 302, 303}:
        return MOVED
    if kind in {"application/json", "application/manifest+json"}:
        return DATA
    if kind != "text/html":
        return FILE
    return _in_words(answer)


def _in_words(answer: Any) -> str:
    if b"<html" not in answer.content:
        return PART if answer.content.strip() else NOTHING
    names = {template.name for template in answer.templates}
    return REFUSAL if "ui/refused.html" in names else PAGE


def read(house: House, sight: Sight, url: str, answer: Any, given: dict[str, Any]) -> list[str]:
    """Everything wrong with what was answered, once it stands in a browser."""
    with house:
        if sight.answers == PART:
            address, place = PLACES[sight.address]
            page = house.show(reverse(address, kwargs=given))
            page.evaluate(PUT, [place, answer.content.decode()])
        else:
            page = house.show(url, answer)
        page.wait_for_function(DRAWN)
        return faults_everywhere(page) + _in_dialogs(page, url) + house.wrong


PUT = "([place, html]) => { document.querySelector(place).innerHTML = html }"
DRAWN = """() => [...document.querySelectorAll('lx-chart:not([data-drawn])')]
  .map((chart) => chart.getBoundingClientRect())
  .every(({ top, bottom }) => top > innerHeight || bottom < 0)"""
LINK = """(url) => {
  document.getElementById('main').replaceChildren();
  const link = Object.assign(document.createElement('a'), { href: url, id: 'as-dialog' });
  link.dataset.dialog = '';
  document.body.append(link);
  link.click();
}"""


def _in_dialogs(page: Page, url: str) -> list[str]:
    """The dialogs that wait on the page, and the page itself as one where it can be."""
    found = []
    for name in page.eval_on_selector_all("dialog[id]:not(#dialog)", "all => all.map(d => d.id)"):
        page.evaluate("(name) => document.getElementById(name).showModal()", name)
        found += faults(page, f"#{name}")
        page.evaluate("(name) => document.getElementById(name).close()", name)
    if page.locator("[data-dialog-body]").count():
        page.evaluate(LINK, url)
        page.locator("#dialog[open]").wait_for()
        found += faults(page, "#dialog")
    return found
