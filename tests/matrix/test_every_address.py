"""Every address of the house has a rule, and every kind of person meets it.

The table says who gets an answer; everybody else is sent to the door (nobody), told that there is
nothing here (out of sight) or refused (in sight, no key), and the record of events stays as it was.
"""

from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests.cast import Cast
from tests.matrix.addresses import ADDRESSES, Address, World
from tests.matrix.people import EVERYBODY, NOBODY, clients
from tests.trace import traces

ANSWERED = {200, 204, 302, 303, 400, 422}
REFUSED = {403, 404}


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        else:
            yield f"{space}{pattern.name}"


def test_every_address_stands_in_the_table():
    assert sorted(names(get_resolver())) == sorted(ADDRESSES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_who_gets_an_answer(name):
    address = ADDRESSES[name]
    world = World(Cast())
    browsers = clients(world.cast, at_quay=address.at_quay)
    url = reverse(name, kwargs=address.kwargs(world))
    wrong = {}
    # The refused come first: an answer may change the world.
    for who in sorted(EVERYBODY, key=lambda who: who in address.answers):
        before = traces()
        answer = _ask(browsers[who], address, url, world)
        seen = answer.status_code, answer.headers.get("Location", "")
        if not _right(address, who, *seen):
            wrong[who] = seen
        if who not in address.answers and traces() != before:
            wrong[who] = "left a trace"
    assert wrong == {}, f"{name}: {wrong}"


def _ask(browser, address: Address, url: str, world: World):
    if address.method == "POST":
        return browser.post(url, address.body(world))
    return browser.get(url, address.body(world))


def _right(address: Address, who: str, status: int, location: str) -> bool:
    if who in address.answers:
        return status in ANSWERED and not (who != NOBODY and "/sign-in/?next" in location)
    if who == NOBODY:
        return (status == 302 and "/accounts/sign-in/" in location) or status in REFUSED
    return status in REFUSED
