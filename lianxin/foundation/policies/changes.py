"""The socket where procedures hear that a rule changed somewhere, to reckon their open clocks anew.

    changes.plug(lambda path, code, at: clocks.reckon(path, code, at=at))

`path` is that of the unit; the rule changed there and everywhere below. It is called inside the
transaction of the change.
"""

from collections.abc import Callable
from datetime import datetime

Hears = Callable[[str, str, datetime], None]

_hearing: list[Hears] = []


def plug(hears: Hears) -> Hears:
    _hearing.append(hears)
    return hears


def tell(path: str, code: str, *, at: datetime) -> None:
    """The rule of this code holds otherwise at this place and below it."""
    for hears in _hearing:
        hears(path, code, at)
