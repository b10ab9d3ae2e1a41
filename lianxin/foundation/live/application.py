"""`GET /live?topic=<name>:<key>`: a stream of states for one page, in a process of its own.

Plain ASGI: no pages, no ORM. Who asks is read from the same cookie as everywhere; whether he
may watch is asked once, when he begins; after half an hour the stream ends and the page asks
again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import psycopg
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.timezone import localdate, now

from lianxin.foundation.accounts.visits import COOKIE, Visit
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.live.database import Reader
from lianxin.foundation.live.hub import Client, Full, Hub
from lianxin.foundation.live.topics import Topic, topic_named
from lianxin.foundation.organisation.catalogue import ADMINISTRATORS
from lianxin.foundation.organisation.queries import WHO, asked, known

TICK = 1.0
KEEP = 15.0
LONGEST = 30 * 60.0
BIGGEST_KEY = 2**63 - 1

logger = logging.getLogger(__name__)
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Answer(Exception):  # noqa: N818 - how a request is turned away
    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Live:
    """The application: one hub, one reader and one ticker for the process."""

    def __init__(self, *, cap: int = 2_000, longest: float = LONGEST) -> None:
        self.hub = Hub(cap)
        self.reader = Reader()
        self.longest = longest
        self._ticker: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        if self._ticker is not None:
            self._ticker.cancel()
        await self.reader.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value for name, value in scope["headers"]}
        said = {name: value.decode("latin-1") for name, value in headers.items()}
        allowed = _cors(said)
        if allowed is None:
            await _say(send, Answer(403, "此来源不能收看实时数据。"), [])
            return
        try:
            client, first = await self._admit(scope, said)
        except Answer as answer:
            await _say(send, answer, allowed)
            return
        except psycopg.Error:
            logger.exception("live: database")
            await _say(send, Answer(503, "实时服务暂时不可用，页面将改为定时刷新。"), allowed)
            return
        await self._stream(client, first, allowed, (receive, send))

    async def _admit(self, scope: Scope, said: dict[str, str]) -> tuple[Client, bytes]:
        """The client of a permitted request and the state to begin with."""
        if scope["method"] != "GET":
            raise Answer(405, "只支持 GET。")
        if scope["path"].endswith("/health"):
            raise Answer(200, "ok")
        topic, key = _asked_for(scope["query_string"].decode("latin-1"))
        actor = await self._who(said.get("cookie", ""))
        place = await self.reader.rows(topic.place, {"key": key, "user": actor.user_id})
        if not place or not topic.permits(actor, place[0]):
            raise Answer(403, "您不能收看这项实时数据。")
        rows = await self.reader.rows(topic.snapshot, {"keys": [key]})
        state = orjson.dumps(rows[0][1]) if rows else b"{}"
        try:
            client = self.hub.join((topic.name, key), state)
        except Full:
            raise Answer(503, "收看人数已满，页面将改为定时刷新。") from None
        self._ticker = self._ticker or asyncio.create_task(self._tick())
        return client, self.hub.message(client.watched, state)

    async def _who(self, cookies: str) -> Actor:
        token = _cookie(cookies)
        if not token:
            raise Answer(401, "请先登录。")
        given = asked(token, at=now(), today=localdate())
        rows = await self.reader.rows(WHO, given)
        if not rows:
            raise Answer(401, "登录已过期，请重新登录。")
        actor, visit = known(given["key"], rows[0])
        if _stands_at_a_door(actor, visit):
            raise Answer(403, "请先完成登录的其余步骤。")
        return actor

    async def _stream(
        self, client: Client, first: bytes, allowed: list[Any], pipes: tuple[Receive, Send]
    ) -> None:
        receive, send = pipes
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM + allowed})
            await _write(send, b"retry: 3000\n\n" + first)
            await self._follow(client, gone, send)
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:  # the page went away in the middle of a word
            pass
        finally:
            gone.cancel()
            self.hub.leave(client)

    async def _follow(self, client: Client, gone: asyncio.Future[None], send: Send) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + self.longest
        quiet_until = loop.time() + KEEP
        while not gone.done() and loop.time() < ends:
            # Short waits, so that a closed page is noticed within a second.
            news = await client.next(min(TICK, max(0.01, ends - loop.time())))
            if news:
                await _write(send, b"".join(news))
            elif loop.time() >= quiet_until:
                await _write(send, b": keep\n\n")
            else:
                continue
            quiet_until = loop.time() + KEEP

    async def _tick(self) -> None:
        """Read all that is watched, one statement for each topic, every second."""
        while True:
            await asyncio.sleep(TICK)
            for name, keys in self.hub.watched().items():
                topic = topic_named(name)
                if topic is None:
                    continue
                try:
                    rows = await self.reader.rows(topic.snapshot, {"keys": keys})
                except psycopg.Error:
                    logger.warning("live: no answer from the database, trying again")
                    continue
                self.hub.show(name, ((key, orjson.dumps(state)) for key, state in rows))


STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


def _asked_for(query: str) -> tuple[Topic, int]:
    name, _, key = parse_qs(query).get("topic", [""])[0].partition(":")
    topic = topic_named(name)
    if topic is None or not (key.isascii() and key.isdigit()) or int(key) > BIGGEST_KEY:
        raise Answer(404, "没有这项实时数据。")
    return topic, int(key)


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _stands_at_a_door(actor: Actor, visit: Visit) -> bool:
    """Whether something must still be done before the house opens to this session."""
    unenrolled = bool(actor.roles & ADMINISTRATORS) and not visit.has_second_factor
    return (
        unenrolled
        or visit.must_change_password
        or (visit.has_second_factor and not visit.second_factor_passed)
    )


def _cors(said: dict[str, str]) -> list[tuple[bytes, bytes]] | None:
    """Headers for a page of the same host, on whichever port; None for a foreign page."""
    host, _ = split_domain_port(said.get("host", ""))
    if not validate_host(host, settings.ALLOWED_HOSTS):
        return None
    origin = said.get("origin", "")
    if not origin:
        return []
    if urlsplit(origin).hostname != host.strip("[]") and not _is_trusted(origin):
        return None
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin"),
    ]


def _is_trusted(origin: str) -> bool:
    return origin in settings.CSRF_TRUSTED_ORIGINS


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _say(send: Send, answer: Answer, allowed: list[tuple[bytes, bytes]]) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send(
        {"type": "http.response.start", "status": answer.status, "headers": headers + allowed}
    )
    await send({"type": "http.response.body", "body": str(answer).encode()})
