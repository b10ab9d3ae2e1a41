"""The house as it is served: pages and streams in processes of their own, on the test database."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.streams import ROOT, database_url, free_port, live_process


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of a page server with a live process beside it."""
    with live_process() as live:
        port = free_port()
        url, stream = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{live.port}/live"
        program = [str(Path(sys.executable).with_name("granian")), "config.wsgi:application"]
        options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws"]
        where = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
        process = subprocess.Popen(  # noqa: S603 - our own server
            [*program, *options, *where],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": database_url(),
                "DJANGO_SETTINGS_MODULE": "config.settings_test",
                "ALLOWED_HOSTS": "127.0.0.1",
                "LIVE_URL": stream,
                "PUBLIC_URL": url,
            },
        )
        try:
            _wait_for(port, process)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        door = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.closing(door), contextlib.suppress(OSError, http.client.HTTPException):
            door.request("GET", "/accounts/sign-in/")
            if door.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the pages do not answer")
