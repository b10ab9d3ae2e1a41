import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from lianxin.foundation.live.hub import WAITING, Full, Hub


def run(watching):
    """In a thread of its own: the browser's driver keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, watching).result()


def test_a_state_reaches_those_who_watch_it_and_nobody_else():
    hub = Hub()
    near, far = hub.join(("turnout", 1)), hub.join(("turnout", 2))

    hub.show("turnout", [(1, b'{"present":3}')])

    assert b'event: turnout:1\ndata: {"present":3}\n\n' in near.news[0]
    assert not far.news


def test_the_same_state_is_told_once():
    hub = Hub()
    client = hub.join(("turnout", 1))

    hub.show("turnout", [(1, b"{}")])
    hub.show("turnout", [(1, b"{}")])

    assert len(client.news) == 1


def test_numbers_only_grow():
    hub = Hub()
    client = hub.join(("turnout", 1))

    for present in range(3):
        hub.show("turnout", [(1, b"%d" % present)])

    numbers = [int(message.split(b"\n")[0].removeprefix(b"id: ")) for message in client.news]
    assert numbers == sorted(set(numbers))


def test_a_slow_page_loses_the_oldest_and_keeps_the_newest():
    hub = Hub()
    client = hub.join(("turnout", 1))

    for present in range(WAITING + 5):
        hub.show("turnout", [(1, b"%d" % present)])

    assert len(client.news) == WAITING
    assert b"data: %d\n" % (WAITING + 4) in client.news[-1]


def test_whoever_leaves_is_forgotten():
    hub = Hub()
    client = hub.join(("turnout", 1))

    hub.leave(client)

    assert hub.watched() == {}
    assert len(hub) == 0


def test_a_full_house_says_so():
    hub = Hub(cap=1)
    hub.join(("turnout", 1))

    with pytest.raises(Full):
        hub.join(("turnout", 1))


def test_news_wake_a_waiting_page():
    async def watch() -> list[bytes]:
        hub = Hub()
        client = hub.join(("turnout", 1))
        asyncio.get_running_loop().call_later(0.01, hub.show, "turnout", [(1, b"{}")])
        return await client.next(5)

    assert len(run(watch())) == 1


def test_a_page_waits_only_so_long():
    async def watch() -> list[bytes]:
        return await Hub().join(("turnout", 1)).next(0.01)

    assert run(watch()) == []
