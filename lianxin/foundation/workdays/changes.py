"""The socket where procedures hear that days changed, to reckon their open clocks anew.

    changes.plug(lambda days, at: clocks.reckon(days, at=at))

It is called inside the transaction of the change: either both stand or neither.
"""

from collections.abc import Callable
from datetime import date, datetime

Hears = Callable[[frozenset[date], datetime], None]

_hearing: list[Hears] = []


def plug(hears: Hears) -> Hears:
    _hearing.append(hears)
    return hears


def tell(days: frozenset[date], *, at: datetime) -> None:
    """These days turned from working to free or back."""
    for hears in _hearing if days else ():
        hears(days, at)
