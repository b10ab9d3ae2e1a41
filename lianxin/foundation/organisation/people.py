"""The socket where the area that keeps the roll offers the people of a unit for its posts.

    people.plug(lambda by, unit, text: [Person(user_id=7, name="王海平", note="正式党员"), ...])

Only people who have an account can hold a post here; foundation knows accounts, not members.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account who may be chosen for a post."""

    user_id: int
    name: str
    note: str = ""


Offers = Callable[[Actor, Unit, str], Iterable[Person]]

_offers: list[Offers] = []


def plug(offers: Offers) -> Offers:
    """An area offers people for posts at a unit whose name (or its sound) begins with a text;
    at most twenty, only such as the actor may see."""
    _offers.append(offers)
    return offers


def offered(by: Actor, unit: Unit, text: str) -> list[Person]:
    return [person for offers in _offers for person in offers(by, unit, text)]
