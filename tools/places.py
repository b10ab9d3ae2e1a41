"""Where things lie, and what the person set: arguments of make, the environment, .env."""

import fcntl
import json
import os
import time
from contextlib import suppress
from pathlib import Path

from tools.words import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "build"
STATIC = BUILD / "static"
DIST = ROOT / "assets" / "dist"
ENDING_TAKES = 90.0


def read_env_file(path: Path = ROOT / ".env") -> dict[str, str]:
    """The NAME=value lines of .env; comments and quotes as django-environ reads them."""
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, sign, value = line.strip().removeprefix("export ").partition("=")
        if sign and not name.startswith("#"):
            value = value.strip()
            if value[:1] in {"'", '"'} and value[-1:] == value[:1]:
                value = value[1:-1]
            found[name.strip()] = value
    return found


def setting(name: str, default: str = "") -> str:
    """What was given on the command line or in the environment, else in .env."""
    return os.environ.get(name) or read_env_file().get(name) or default


def data_dir() -> Path:
    """The folder of everything that must be kept; relative paths start at the repository."""
    return (ROOT / setting("DATA_DIR", "var")).resolve()


def port() -> int:
    given = setting("PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65535:
        raise Trouble(
            f"PORT 应为 1 到 65534 之间的数字，而不是“{given}”。",
            f"PORT must be a number from 1 to 65534, not {given!r}.",
        )
    return int(given)


def host() -> str:
    return setting("HOST", "127.0.0.1")


def refuse_second_run() -> None:
    """Said before anything is installed or built under the feet of the first run.

    A run that is just ending has taken its note away already: that one is waited for.
    """
    path, end = data_dir() / "run.lock", time.monotonic() + ENDING_TAKES
    while path.exists() and _is_held(path):
        if (data_dir() / "run.json").exists() or time.monotonic() > end:
            raise running_already(data_dir())
        time.sleep(0.1)


def _is_held(path: Path) -> bool:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def running_already(folder: Path) -> Trouble:
    where = who = ""
    with suppress(OSError, ValueError, KeyError):
        note = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        who, where = f" {note['pid']}", f" {note['url']}"
    return Trouble(
        f"这个文件夹里的连心已在运行（进程{who or '未知'}，地址{where or '未知'}）："
        "请直接打开该地址，或先停止它再运行。数据没有变动。",
        f"Lianxin is already running in this folder (process{who or ' unknown'},"
        f" address{where or ' unknown'}): open it, or stop it first. Nothing was changed.",
    )
