"""Who watches what in this process, and how news reaches them: in memory, state and not deltas."""

import asyncio
import itertools
import time
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

WAITING = 8  # news kept for a slow client; the oldest is dropped, the newest state heals
CAP = 2_000

Watched = tuple[str, int]  # topic and key


@dataclass(eq=False)
class Client:
    """One open page; `news` is what it has not been sent yet."""

    watched: Watched
    news: deque[bytes] = field(default_factory=lambda: deque(maxlen=WAITING))
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, message: bytes) -> None:
        self.news.append(message)
        self.woken.set()

    async def next(self, patience: float) -> list[bytes]:
        """All that has come; waits `patience` seconds for it, and may come back with nothing."""
        if not self.news:
            self.woken.clear()
            try:
                await asyncio.wait_for(self.woken.wait(), patience)
            except TimeoutError:
                return []
        told = list(self.news)
        self.news.clear()
        return told


class Full(Exception):  # noqa: N818 - an answer, not an error
    """More pages watch than this process serves; they poll the same state instead."""


class Hub:
    """Fans states out to the clients that watch them, and tells nobody the same twice."""

    def __init__(self, cap: int = CAP) -> None:
        self.cap = cap
        self._clients: dict[Watched, set[Client]] = defaultdict(set)
        self._last: dict[Watched, bytes] = {}
        self._numbers = itertools.count(time.time_ns() // 1_000_000)

    def __len__(self) -> int:
        return sum(len(clients) for clients in self._clients.values())

    def join(self, watched: Watched, state: bytes = b"") -> Client:
        """A new client, which is told `state` by its caller."""
        if len(self) >= self.cap:
            raise Full
        client = Client(watched)
        self._last.setdefault(watched, state)
        self._clients[watched].add(client)
        return client

    def leave(self, client: Client) -> None:
        clients = self._clients[client.watched]
        clients.discard(client)
        if not clients:
            del self._clients[client.watched]
            self._last.pop(client.watched, None)

    def watched(self) -> dict[str, list[int]]:
        """The keys that somebody watches, by topic."""
        keys: dict[str, list[int]] = defaultdict(list)
        for topic, key in self._clients:
            keys[topic].append(key)
        return keys

    def message(self, watched: Watched, state: bytes) -> bytes:
        """An event is named as the page asked for it: topic and key."""
        name = f"{watched[0]}:{watched[1]}".encode()
        return b"id: %d\nevent: %s\ndata: %s\n\n" % (next(self._numbers), name, state)

    def show(self, topic: str, states: Iterable[tuple[int, bytes]]) -> None:
        """Tell those who watch each key, if its state is another than the last told."""
        for key, state in states:
            watched = (topic, key)
            if self._last.get(watched) == state or watched not in self._clients:
                continue
            self._last[watched] = state
            message = self.message(watched, state)
            for client in self._clients[watched]:
                client.tell(message)
