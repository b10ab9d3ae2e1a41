"""The socket where one more value of the person is read along with his name.

    asides.plug("messaging.unread", "select count(*) from … where user_id = u.id")

Every page begins with one statement that says who is there (queries/who.py); a number that stands
on every page belongs into that statement, not into one more. It must be cheap: an index, a bound.
"""

_asked: dict[str, str] = {}


def plug(name: str, scalar: str) -> None:
    """A room's own select of one number; the person is `u`."""
    _asked[name] = scalar


def names() -> tuple[str, ...]:
    return tuple(_asked)


def columns() -> str:
    """What they add to the list of columns."""
    return "".join(f",\n       ({scalar})" for scalar in _asked.values())
