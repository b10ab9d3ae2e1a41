"""The one connection of the live process: it reads, once a second, and never writes."""

import asyncio
import logging
from typing import Any

import psycopg
from django.conf import settings

logger = logging.getLogger(__name__)
TIMEOUT_MS = 3_000


def conninfo() -> dict[str, Any]:
    """The house's own database, as psycopg wants it said."""
    stated = settings.DATABASES["default"]
    named = {
        "dbname": stated["NAME"],
        "user": stated["USER"],
        "password": stated["PASSWORD"],
        "host": stated["HOST"],
        "port": stated["PORT"],
    }
    options = f"-c statement_timeout={TIMEOUT_MS} -c default_transaction_read_only=on"
    return {key: value for key, value in named.items() if value} | {
        "options": options,
        "application_name": "lianxin-live",
    }


class Reader:
    """Asks one statement at a time; a lost connection is made anew at the next question."""

    def __init__(self) -> None:
        self._connection: psycopg.AsyncConnection[tuple[Any, ...]] | None = None
        self._turn = asyncio.Lock()

    async def rows(self, statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
        async with self._turn:
            connection = await self._connected()
            try:
                cursor = await connection.execute(statement, given)
                return await cursor.fetchall()
            except psycopg.OperationalError:
                await self.close()
                raise

    async def _connected(self) -> psycopg.AsyncConnection[tuple[Any, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(
                autocommit=True, connect_timeout=5, **conninfo()
            )
        return self._connection

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
