"""A Lianxin started as a person starts it: `make run`, in a data folder of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg

from tools import processes

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def free_port():
    """A port that is free, and the next one too."""
    while True:
        with closing(socket.socket()) as first, closing(socket.socket()) as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            with suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port


class House:
    def __init__(self, folder, **settings):
        self.folder, self.port, self.process = Path(folder), free_port(), None
        self.settings = settings
        self.said = self.folder.with_name(self.folder.name + ".out")

    def command(self, **settings):
        """`make run` with nothing of this test's own environment."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        ours = {"DATA_DIR": str(self.folder), "PORT": str(self.port), "PYTHON": sys.executable}
        ours["WORKERS"] = "1"  # enough for these tests, and quicker to start
        return {
            "args": ["make", "run"],
            "cwd": ROOT,
            "env": {**kept, **ours, **self.settings, **settings},
        }

    def run(self, **settings):
        """Run to the end; for starts that must be refused."""
        return subprocess.run(
            **self.command(**settings),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def up(self):
        """Started and answering."""
        if self.process is None or self.process.poll() is not None:
            with self.said.open("ab") as out:
                self.process = subprocess.Popen(
                    **self.command(), stdout=out, stderr=out, start_new_session=True
                )
        self.wait_for(lambda: self.health()[0] == 200, "an answer of /healthz")
        self.wait_for((self.folder / "run.json").exists, "the note of the supervisor")
        return self

    def wait_for(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            ended = self.process is not None and self.process.poll() is not None
            assert not ended or what == "its end", self.words()
            assert time.monotonic() < end, f"waited in vain for {what}:\n{self.words()}"
            time.sleep(0.05)

    def words(self):
        return self.said.read_text(encoding="utf-8", errors="replace") if self.said.exists() else ""

    def health(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()

    @property
    def supervisor(self):
        return json.loads((self.folder / "run.json").read_text(encoding="utf-8"))["pid"]

    @property
    def server_home(self):
        note = self.folder / "pg-lies-at"
        return Path(note.read_text("utf-8").strip()) if note.exists() else self.folder / "pg"

    @property
    def postmaster(self):
        text = (self.server_home / "data" / "postmaster.pid").read_text(encoding="utf-8")
        return int(text.partition("\n")[0])

    def processes(self):
        """All that works for this folder, the database's helpers aside."""
        return processes.left_behind(self.folder)

    def connect(self, **other):
        password = (self.folder / "keys" / "database-password").read_text(encoding="utf-8").strip()
        known = {"user": "lianxin", "password": password, "dbname": "lianxin"}
        place = {"host": str(self.server_home / "socket")}
        return psycopg.connect(**{**known, **place, **other}, autocommit=True)

    def kill(self):
        """kill -9 of everything: make, supervisor, pages, worker, database."""
        found = {self.supervisor, self.postmaster, *self.processes()}
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def interrupt(self):
        """What Ctrl-C does in a terminal: a signal to make and to what it started."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(PATIENCE)

    def close(self):
        if self.process and self.process.poll() is None:
            self.interrupt()
        self.said.unlink(missing_ok=True)
