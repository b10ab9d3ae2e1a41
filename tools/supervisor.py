"""`make run`: one process that starts the database, the pages, the live streams and the worker,
keeps them up, and takes all of them with it when it ends.

It runs no threads: one loop waits for output, for signals and for the clock.
"""

import json
import os
import selectors
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tools import database, fonts, keys, network, places, processes
from tools.places import PYTHON, ROOT, data_dir, host, port, setting
from tools.postgres import Server
from tools.words import Trouble, announce, say

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_AFTER = 60.0


class Stop(Exception):  # noqa: N818 – a wish, not an error
    """Somebody asked us to end (Ctrl-C, SIGTERM, a closed terminal)."""


def _on_signal(number: int, _frame: object) -> NoReturn:
    # A second wish must not disturb the tidy end of the first.
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stop(signal.Signals(number).name)


def run(*options: str) -> int:
    """Everything up, until somebody says stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _on_signal)
    os.umask(0o077)
    folder = data_dir()
    keys.private_folder(folder, 0o711 if os.geteuid() == 0 else 0o700)
    with processes.sole_owner(folder / "run.lock") as ours:
        if not ours:
            raise places.running_already(folder)
        house = House(folder, demo="--demo" in options or setting("DEMO") not in {"", "0"})
        try:
            house.open()
            house.watch()
        except Stop:
            say("正在停止 · stopping")
        finally:
            house.close()
    say("已停止 · stopped")
    return 0


def manage(*_options: str) -> int:
    """One command of the application (DO="…"), with the keys and the database of this folder."""
    arguments = shlex.split(setting("DO", "help"))
    folder = data_dir()
    keys.private_folder(folder, 0o711 if os.geteuid() == 0 else 0o700)
    with processes.sole_owner(folder / "run.lock") as ours:
        house = House(folder)
        try:
            if ours:
                house.find_database()
            env = house.environment(running=not ours)
            command = [str(PYTHON), "manage.py", *arguments]
            return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        finally:
            house.close()


@dataclass
class Child:
    """One process that is kept up."""

    name: str
    begin: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    begun_at: float = 0.0
    begin_again_at: float | None = 0.0
    pause: float = FIRST_PAUSE
    said: bytes = b""


@dataclass
class House:
    """The running whole: a database and the processes that use it."""

    folder: Path
    demo: bool = False
    server: Server | None = None
    url: str = ""
    children: list[Child] = field(default_factory=list)
    news: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    # ── opening ───────────────────────────────────────────────────────────────────────────

    def open(self) -> None:
        self._note()
        if left := processes.clear_left_behind(self.folder):
            say(f"清理上次遗留的 {left} 个进程 · cleared {left} processes of an earlier run")
        self.has_live = (ROOT / "config" / "live.py").exists()
        for number in (port(), port() + 1) if self.has_live else (port(),):
            network.require_free(host(), number)
        fonts.provide()
        self.find_database()
        self.env = self.environment()
        first_words = self._prepare()
        self._begin_all()
        self._wait_until_healthy()
        announce(f"\n  连心已就绪 · Lianxin is ready:  {network.page_url(host(), port())}")
        announce(first_words or "")
        say("按 Ctrl-C 停止 · press Ctrl-C to stop")

    def find_database(self) -> None:
        self.url = database.given()
        if self.url:
            return
        self.server = Server(self.folder)
        self.server.start()
        self.url = self.server.url()

    def environment(self, *, running: bool = False) -> dict[str, str]:
        """What every process of the application is told."""
        url = self.url or database.given() or Server(self.folder).url()
        names = ",".join(network.own_names(host()))
        ours = {
            "DATABASE_URL": url,
            "DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": setting("DJANGO_SETTINGS_MODULE", "config.settings"),
            "ALLOWED_HOSTS": setting("ALLOWED_HOSTS", names),
            "PUBLIC_URL": setting("PUBLIC_URL", network.page_url(host(), port())),
            "LIVE_URL": setting("LIVE_URL", network.page_url(host(), port() + 1) + "/live"),
            "PYTHONUNBUFFERED": "1",
        }
        known = running or database.holds_data(url)
        ours |= keys.environment(self.folder / "keys", holds_data=known)
        keys.private_folder(self.folder / "files")
        return {**os.environ, **ours}

    def _note(self) -> None:
        note = {"pid": os.getpid(), "url": network.page_url(host(), port())}
        (self.folder / "run.json").write_text(json.dumps(note), encoding="utf-8")

    def _prepare(self) -> str:
        """Static files, migrations, the demo; answers what a person must read."""
        answer = self.folder / "prepared.txt"
        answer.unlink(missing_ok=True)
        command = [str(PYTHON), "-m", "tools.prepare", str(answer), *(["--demo"] * self.demo)]
        process = processes.start(command, env=self._marked(), cwd=ROOT)
        try:
            code = process.wait()
        finally:
            processes.finish(process)
        if code:
            raise Trouble(
                "准备工作没有完成，原因见上。数据没有丢失，改正后再运行即可。",
                "The preparation did not finish: see above. Nothing is lost; run again after that.",
            )
        words = answer.read_text(encoding="utf-8") if answer.exists() else ""
        answer.unlink(missing_ok=True)
        return words

    def _marked(self) -> dict[str, str]:
        return {**self.env, processes.MARK: str(self.folder)}

    def _begin_all(self) -> None:
        threads = setting("THREADS", "8")
        workers = setting("WORKERS", "2")
        pages = ["--interface", "wsgi", "--workers", workers, "--blocking-threads", threads]
        self._add("pages", *self._granian("config.wsgi:application", port(), *pages, "--no-ws"))
        if self.has_live:
            live = ["--interface", "asgi", "--workers", "1", "--no-ws"]
            self._add("live", *self._granian("config.live:application", port() + 1, *live))
        self._add("worker", str(PYTHON), "manage.py", "procrastinate", "worker")
        self._begin_due()

    def _granian(self, target: str, number: int, *options: str) -> list[str]:
        program = [str(PYTHON), "-m", "granian", target, "--host", host(), "--port", str(number)]
        # Errors only: its other words are about restarts, which we report ourselves.
        steady = ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
        return [*program, *options, *steady, "--log-level", "error"]

    def _add(self, name: str, *command: str) -> None:
        def begin() -> subprocess.Popen[bytes]:
            return processes.start(
                list(command), env=self._marked(), output=subprocess.PIPE, cwd=ROOT
            )

        self.children.append(Child(name, begin))

    def _wait_until_healthy(self) -> None:
        waited = time.monotonic() + 120
        while not network.answers(host(), port(), "/healthz"):
            self._turn(0.1)
            if time.monotonic() > waited:
                say("页面还没有应答，继续等待 · /healthz does not answer yet; still trying")
                waited = time.monotonic() + 120

    # ── keeping up ────────────────────────────────────────────────────────────────────────

    def watch(self) -> None:
        while True:
            self._turn(0.5)

    def _turn(self, seconds: float) -> None:
        """One turn of the loop: pass on what was said, see who ended, start who is due."""
        for key, _ in self.news.select(seconds):
            self._listen(key.data)
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self._ended(child)
        self._look_after_database()
        self._begin_due()

    def _listen(self, child: Child) -> None:
        pipe = child.process.stdout if child.process else None
        if pipe is None:
            return
        heard = os.read(pipe.fileno(), 65536)
        if not heard:
            self.news.unregister(pipe)
        *lines, child.said = (child.said + heard).split(b"\n")
        for line in lines:
            say(line.decode(errors="replace").rstrip(), who=child.name)

    def _ended(self, child: Child) -> None:
        process, child.process = child.process, None
        if process is None:
            return
        if process.stdout:
            with suppress(KeyError, ValueError):
                self.news.unregister(process.stdout)
            process.stdout.close()
        processes.send(process.pid, signal.SIGKILL)  # helpers it may have left
        now = time.monotonic()
        child.pause = FIRST_PAUSE if now - child.begun_at > STEADY_AFTER else child.pause
        say(
            f"意外结束（{process.returncode}），{child.pause:.0f} 秒后重新启动 · "
            f"ended unexpectedly; starting again in {child.pause:.0f} s",
            who=child.name,
        )
        child.begin_again_at = now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _begin_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None and child.begin_again_at and child.begin_again_at > now:
                continue
            if child.process is None:
                child.process, child.begun_at = child.begin(), now
                if child.process.stdout:
                    self.news.register(child.process.stdout, selectors.EVENT_READ, child)

    def _look_after_database(self) -> None:
        server = self.server
        if server and server.process and server.process.poll() is not None:
            say(
                "数据库意外结束，正在重新启动 · the database ended; starting it again",
                who="postgres",
            )
            time.sleep(FIRST_PAUSE)
            server.start()

    # ── closing ───────────────────────────────────────────────────────────────────────────

    def close(self) -> None:
        """Last in, first out: who uses the database ends before it does."""
        (self.folder / "run.json").unlink(missing_ok=True)
        running = [child.process for child in self.children if child.process]
        for process in running:
            with suppress(ProcessLookupError):
                process.terminate()
        for process in running:
            processes.finish(process)
        if self.server:
            self.server.stop()
