"""A real live process beside the tests, and a page that watches it."""

import contextlib
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def database_url() -> str:
    """The test database, as another process must name it."""
    stated = connection.settings_dict
    password = f":{stated['PASSWORD']}" if stated["PASSWORD"] else ""
    place = urlencode({name.lower(): stated[name] for name in ("HOST", "PORT") if stated[name]})
    return f"postgres://{stated['USER']}{password}@/{stated['NAME']}?{place}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def live_process(target: str = "config.live:application") -> Iterator["LiveProcess"]:
    """The live process, or another application of its kind, on the test database."""
    with _granian("asgi", target) as port:
        served = LiveProcess(port)
        try:
            yield served
        finally:
            served.close()


@contextlib.contextmanager
def page_process(live: "LiveProcess") -> Iterator[str]:
    """The pages as they are deployed, told where the live process is; gives their address."""
    address = f"http://127.0.0.1:{live.port}/live"
    with _granian("wsgi", "config.wsgi:application", LIVE_URL=address) as port:
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def _granian(interface: str, target: str, **more: str) -> Iterator[int]:
    port = free_port()
    granian = str(Path(sys.executable).with_name("granian"))
    command = [granian, "--interface", interface, "--workers", "1", "--host", "127.0.0.1"]
    # Open streams would otherwise hold up its going.
    command += ["--workers-kill-timeout", "1"]
    if interface == "wsgi":
        command += ["--blocking-threads", "4"]
    process = subprocess.Popen(  # noqa: S603 - our own server
        [*command, "--port", str(port), "--log-level", "warning", target],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            **more,
        },
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)
    raise AssertionError("the live process did not open its door")


class LiveProcess:
    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: list[Stream] = []

    def watch(self, topic: str, **headers: str) -> "Stream":
        self._streams.append(Stream(self.port, topic, **headers))
        return self._streams[-1]

    def close(self) -> None:
        for stream in self._streams:
            stream.close()


class Stream:
    """A page that asked for a topic: its status, its headers, and what it is told."""

    def __init__(self, port: int, topic: str, **headers: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 5)
        asked = {"Host": f"127.0.0.1:{port}", "Connection": "close", **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
        self._socket.sendall(f"GET /live?topic={topic} HTTP/1.1\r\n{lines}\r\n".encode())
        self._read = b""
        head = self._until(b"\r\n\r\n", 10).decode()
        status, *rest = head.strip().split("\r\n")
        self.status = int(status.split()[1])
        self.headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)
        }

    def state(self, patience: float = 5) -> Any:
        """The next state this page is told."""
        data = self._until(b"data: ", patience) and self._until(b"\n", patience)
        return orjson.loads(data)

    def is_silent(self, patience: float) -> bool:
        """Whether no state comes for a while."""
        try:
            self._until(b"data: ", patience)
        except TimeoutError:
            return True
        return False

    def close(self) -> None:
        self._socket.close()

    def _until(self, mark: bytes, patience: float) -> bytes:
        until = time.monotonic() + patience
        while mark not in self._read:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._socket], [], [], left)[0]:
                raise TimeoutError(self._read)
            piece = self._socket.recv(65536)
            if not piece:
                raise EOFError(self._read)
            self._read += piece
        found, _, self._read = self._read.partition(mark)
        return found + mark
