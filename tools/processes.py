"""Starting processes that end with us, and finding those an earlier run left behind."""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
# Every process we start carries the folder it works for: so a later run knows its orphans.
MARK = "LIANXIN_FOLDER"


@dataclass(frozen=True)
class Account:
    """An account of the operating system."""

    name: str
    uid: int
    gid: int


def start(  # noqa: PLR0913 – one place for all that a child can need
    command: list[str],
    *,
    env: Mapping[str, str],
    output: int | IO[bytes] | None = None,
    cwd: Path | str = "/",
    account: Account | None = None,
    dies_by: signal.Signals = signal.SIGTERM,
    stdin: int | IO[bytes] | None = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; on Linux it is told when we die."""
    extra: dict[str, Any] = {}
    if account:
        extra = {"user": account.uid, "group": account.gid, "extra_groups": [account.gid]}
    return subprocess.Popen(
        command,
        env=dict(env),
        cwd=cwd,
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        umask=0o077,
        preexec_fn=die_with_parent(dies_by),  # noqa: PLW1509 – we run no threads
        **extra,
    )


def die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None, use_errno=True), os.getpid()

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # died between fork and here
            os._exit(1)

    return prepare


def end_with_make() -> None:
    """When the `make` that started us is killed, nobody is left to press Ctrl-C: then end too."""
    if sys.platform.startswith("linux") and _name(os.getppid()) == "make":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def send(group: int, number: signal.Signals) -> bool:
    """Send to a whole process group; False when nobody is left."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def finish(
    process: subprocess.Popen[bytes], by: signal.Signals = signal.SIGTERM, *, patience: float = 10
) -> None:
    """Ask a child to end, wait, then insist; its helpers go with it."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(by)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    send(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def sole_owner(path: Path) -> Iterator[bool]:
    """Hold the lock file of a folder as long as we live; False when somebody else holds it."""
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def left_behind(folder: Path) -> list[int]:
    """Processes of an earlier run on this folder. Ask only while holding the folder's lock."""
    mark = f"{MARK}={folder}".encode()
    ours = _ancestry(os.getpid())
    return [pid for pid in _processes() if pid not in ours and mark in _environ(pid)]


def clear_left_behind(folder: Path, *, patience: float = 20) -> int:
    """End what an earlier run left: politely (SIGTERM, SIGINT for a database), then for good."""
    found = left_behind(folder)
    for pid in found:
        is_database = _name(pid).startswith("postgres")
        _kill(pid, signal.SIGINT if is_database else signal.SIGTERM)
    waited = time.monotonic() + patience
    while left_behind(folder) and time.monotonic() < waited:
        time.sleep(0.1)
    for pid in left_behind(folder):
        _kill(pid, signal.SIGKILL)
    return len(found)


def is_database_of(pid: int, data: Path) -> bool:
    """Whether `pid` is a PostgreSQL at work in `data` (numbers are reused by the system)."""
    try:
        return _name(pid).startswith("postgres") and Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:
        return False


def _processes() -> list[int]:
    proc = Path("/proc")
    return [int(p.name) for p in proc.iterdir() if p.name.isdigit()] if proc.is_dir() else []


def _environ(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _ancestry(pid: int) -> set[int]:
    line = {pid}
    while pid > 1:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            break
        line.add(pid)
    return line


def _kill(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
