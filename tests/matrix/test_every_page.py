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
from tests.matrix.answers import DATA, FILE, MOVED, NOTHING, PAGE, PART, REFUSAL, Sight
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
from tests.matrix.sights import ANSWERS, SIGHTS

FIRST = (OWN, ABOVE, SECURITY, SYSTEM, AUDIT, MEMBER, SIBLING, BELOW, NOBODY)
USUAL = {
    name: Sight(name, answers=ANSWERS.get(name, address.answers_with))
    for name, address in ADDRESSES.items()
    if address.answers
}


def test_every_address_is_looked_at():
    """One that nobody gets to once the house stands, or a part of a page, in a state of its own."""
    needed = {
        name
        for name, address in ADDRESSES.items()
        if (name not in USUAL and address.method == "GET")
        or (name in USUAL and USUAL[name].answers == PART)
    }
    assert needed - {sight.address for sight in SIGHTS.values()} == set()
    assert all(sight.place[0] for sight in SIGHTS.values() if sight.answers == PART)
    assert set(ANSWERS) <= set(USUAL)


@pytest.fixture(scope="session")
def house(browser: Browser) -> House:
    # It must stand before the database is opened: with the driver's loop comes another connection.
    return House(browser)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*USUAL, *SIGHTS])
def test_it_can_be_read_by_everybody(house: House, name):
    sight, world = {**USUAL, **SIGHTS}[name], World(Cast())
    address = ADDRESSES[sight.address]
    who = sight.who or next(each for each in FIRST if each in address.answers)
    client = clients(world.cast, at_quay=address.at_quay)[who]
    sight.ready(world, client)
    given = (sight.kwargs or address.kwargs)(world)
    url, body = reverse(sight.address, kwargs=given), (sight.body or address.body)(world)
    answer = client.post(url, body) if address.method == "POST" else client.get(url, body)

    assert kind_of(answer) == sight.answers
    # All refusals look alike, and a part is read where it belongs: those are chosen by hand.
    if sight.answers == PAGE or (name in SIGHTS and sight.answers in {PART, REFUSAL}):
        house.enter(client)
        assert read(house, sight, url, answer, given) == []


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
    if sight.answers == PART:
        address, place = sight.place
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
