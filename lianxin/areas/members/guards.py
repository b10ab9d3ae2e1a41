"""The socket where rooms above say that a person's category is changed by a matter under way.

    guards.plug(lambda member_ids: {7: "正在办理发展党员，人员类别由该事项变更。"})

While such a matter is open, nobody moves the person on by hand or by a spreadsheet.
"""

from collections.abc import Callable, Collection, Mapping

#: What says how far a person is on the way into the Party.
GUARDED = frozenset({"category", "joined_on", "full_on"})

Asks = Callable[[Collection[int]], Mapping[int, str]]

_asked: list[Asks] = []


def plug(asks: Asks) -> Asks:
    """`asks(member_ids)` answers a sentence for each member whose category is held."""
    _asked.append(asks)
    return asks


def held(member_ids: Collection[int]) -> dict[int, str]:
    """{member: why his category is not changed by hand now}."""
    return {pk: said for asks in _asked for pk, said in asks(member_ids).items()}
