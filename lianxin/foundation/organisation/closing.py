"""The socket where areas say why a unit cannot be closed or merged away now.

    closing.plug(lambda unit_id: ["名册上还有 12 名党员，请先转接组织关系。"])

Foundation knows no members and no meetings; it asks, shows the answers before the deed is
tried, and refuses while there is one.
"""

from collections.abc import Callable, Iterable

Asks = Callable[[int], Iterable[str]]

_asked: list[Asks] = []


def plug(asks: Asks) -> Asks:
    """An area answers, for a unit's id, with a sentence for everything in the way."""
    _asked.append(asks)
    return asks


def obstacles(unit_id: int) -> list[str]:
    """Everything the areas have in the way of closing this unit."""
    return [sentence for asks in _asked for sentence in asks(unit_id)]
