"""Which database to use: the one DATABASE_URL names, or the embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tools import keys, processes
from tools.places import setting
from tools.postgres import Server
from tools.words import Trouble

OLDEST, NEWEST = 15, 18


def given() -> str:
    """The address of somebody else's server, checked; empty when none was given."""
    url = setting("DATABASE_URL")
    if url:
        _check(url)
    return url


def _check(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        raise Trouble(
            f"无法连接 DATABASE_URL 指定的数据库：{error}",
            "The database named by DATABASE_URL cannot be reached: see above.",
        ) from None
    require_known(version // 10_000)


def require_known(major: int) -> None:
    if not OLDEST <= major <= NEWEST:
        raise Trouble(
            f"DATABASE_URL 指定的数据库是 PostgreSQL {major}，连心需要 {OLDEST} 至 {NEWEST} 版。",
            f"DATABASE_URL names a PostgreSQL {major}; Lianxin needs version {OLDEST} to {NEWEST}.",
        )


def holds_data(url: str) -> bool:
    """Whether a Lianxin was set up in this database already."""
    with psycopg.connect(url) as connection:
        found = connection.execute("select to_regclass('accounts_user') is not null").fetchone()
    return bool(found and found[0])


@contextmanager
def for_a_while(folder: Path, *, durable: bool) -> Iterator[str]:
    """A database for one piece of work (tests, a bench): its own server, or the one given."""
    if url := given():
        yield url
        return
    for each in (folder.parent, folder):
        keys.private_folder(each, 0o711 if os.geteuid() == 0 else 0o700)
    with processes.sole_owner(folder / "run.lock") as ours:
        if not ours:
            raise Trouble(
                f"{folder} 里的数据库正被另一次运行使用，请等它结束。",
                f"The database in {folder} is in use by another run: wait for it to end.",
            )
        processes.clear_left_behind(folder)
        server = Server(folder, durable=durable)
        try:
            server.start()
            yield server.url()
        finally:
            server.stop()
