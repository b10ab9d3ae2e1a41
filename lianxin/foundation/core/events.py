"""What happened, told once.

A witness sees every event inside the transaction that made it: no record, no deed. It is told of
one or of several at once, when one transaction carries the deeds of several people.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lianxin.foundation.core.actors import Actor

#: Metadata of a field that travels to the witnesses but is too long for the record.
PASSING: dict[str, Any] = {"kept": False}


@dataclass(frozen=True, kw_only=True)
class Count:
    """A countable thing changed by `amount` at a unit: one formal member more, say.

    `what` is a word of the area ("members.formal"); `period` is a month as 202611, or 0 for
    what simply stands.
    """

    what: str
    unit_id: int
    amount: int
    period: int = 0


@dataclass(frozen=True, kw_only=True)
class Event:
    """One fact, in plain values: no model instances, so it can be stored and replayed.

    `label` is how the record of events names it to a reader; `counted` says which countable
    things it changed, so that numbers are kept in the transaction of the deed.
    """

    label: ClassVar[str] = ""
    unit_id: int | None
    subject_id: int
    counted: tuple[Count, ...] = field(default=(), metadata=PASSING)


Told = tuple[Event, Actor]
Witness = Callable[[Sequence[Told]], None]

_witnesses: list[Witness] = []


def witness(see: Witness) -> Witness:
    _witnesses.append(see)
    return see


def has_witness() -> bool:
    return bool(_witnesses)


def publish(event: Event, *, by: Actor) -> None:
    publish_all([(event, by)])


def publish_all(told: Sequence[Told]) -> None:
    """Tell several deeds of one transaction together; each stays an event of its own."""
    for see in _witnesses:
        see(told)
