"""Hot writes of many requests, carried in one transaction without waiting for company.

Whoever comes while nobody writes does so at once. Whoever comes while another writes stands in
line; when that one is done, the first in line writes for all who stand there. A batch is thus as
large as the crowd: one commit a time, however many come, and no thread or connection of its own.

Nobody is answered before the commit. What a batch did not write, because of a row that refuses or
a connection that broke, its owner tries alone, so that one line never spoils those beside it.
"""

from collections import deque
from collections.abc import Callable, Collection, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

from django.db import Error

Line = TypeVar("Line")


class _Place(Generic[Line]):
    """Somebody's place in line: told to lead, or told how it went."""

    __slots__ = ("called", "is_written", "leads", "line")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.leads = False
        self.is_written = False
        self.called = Event()


class Gathering(Generic[Line]):
    """Carries lines through `write`, which has them in the order they came and answers, once
    they are committed, with the places (0, 1, 2…) of those it wrote."""

    def __init__(
        self, write: Callable[[Sequence[Line]], Collection[int]], *, most: int = 200
    ) -> None:
        self._write = write
        self._most = most
        self._line: deque[_Place[Line]] = deque()
        self._lock = Lock()
        self._is_led = False

    def carry(self, line: Line) -> bool:
        """Whether the line is written and committed; else whoever brought it tries alone."""
        place = _Place(line)
        with self._lock:
            self._line.append(place)
            place.leads, self._is_led = not self._is_led, True
        if not place.leads:
            place.called.wait()
        if place.leads:
            self._lead()
        return place.is_written

    def _lead(self) -> None:
        with self._lock:
            batch = [self._line.popleft() for _ in range(min(len(self._line), self._most))]
        try:
            for number in self._write([place.line for place in batch]):
                batch[number].is_written = True
        except Error:
            pass  # each tries alone, and hears for himself what is wrong
        finally:
            self._hand_over(batch)

    def _hand_over(self, batch: list[_Place[Line]]) -> None:
        with self._lock:
            heir = self._line[0] if self._line else None
            self._is_led = heir is not None
        if heir is not None:
            heir.leads = True
            heir.called.set()
        for place in batch:
            place.called.set()
