"""Starts the page server on a free port, as `make run` does, and stops it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Started(NamedTuple):
    """Where the server listens, and its process."""

    port: int
    process: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def pages(database_url: str, *, threads: int = 8) -> Iterator[Started]:
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2",
        "--blocking-threads", str(threads), "--no-ws", "--host", "127.0.0.1", "--port", str(port),
        "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip
    environment = {
        **os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "bench.settings",
    }  # fmt: skip
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(port, server)
        yield Started(port, server.pid)
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError("the page server did not start")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the page server does not answer")
