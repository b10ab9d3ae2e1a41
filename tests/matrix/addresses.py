"""The table: each address with what it is asked about, and who gets an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cast import Cast
from tests.matrix.people import AUDIT, EVERYBODY


class World:
    """What the addresses are about: the branch Pier, its people and its papers."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast


Given = Callable[[World], dict[str, Any]]


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Address:
    answers: frozenset[str]
    kwargs: Given = nothing
    method: str = "GET"
    body: Given = nothing


def to(*people: str) -> frozenset[str]:
    return frozenset(people)


ADDRESSES: dict[str, Address] = {
    "healthz": Address(to(*EVERYBODY)),
    "audit:entries": Address(to(AUDIT)),
}
