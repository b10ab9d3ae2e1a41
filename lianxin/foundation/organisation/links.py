"""Where the nodes of a tree may lead: pages of a unit, named by whoever owns them.

    links.allow("members:roll", counted=("members.formal", "members.probationary"))

The address must carry the kwarg `unit_id`. Asked by name from outside, so only names that an
app has allowed are followed.
"""

from django.urls import reverse

UNIT = "organisation:unit"

_allowed: dict[str, tuple[str, ...]] = {UNIT: (), "organisation:as_of": ()}
_known: dict[str, tuple[str, ...]] = {}


def allow(name: str, *, counted: tuple[str, ...] = ()) -> None:
    """An app lets the tree lead to its page of a unit; beside each unit stands the sum of what
    is counted under these words, where numbers are kept."""
    _allowed[name] = counted


def know(name: str, words: tuple[str, ...]) -> None:
    """Let the nodes carry their numbers for more words, for a page that shows more of the unit
    it is about: they are read in the same statements."""
    _known[name] = words


def counted(name: str) -> tuple[str, ...]:
    return _allowed.get(name, ())


def known(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_known.get(name, ()) + counted(name)))


def named(asked: str) -> str:
    """The page asked for, or the unit's own."""
    return asked if asked in _allowed else UNIT


class Ways:
    """Addresses of one page for many units, with what of the query is to be kept."""

    def __init__(self, name: str, query: str = "") -> None:
        before, _, after = reverse(name, kwargs={"unit_id": 0}).rpartition("/0/")
        self._before, self._after = f"{before}/", f"/{after}{'?' + query if query else ''}"

    def to(self, unit_id: int) -> str:
        return f"{self._before}{unit_id}{self._after}"
