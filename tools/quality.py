"""`make test`, `check`, `fmt`, `bench` and the two generators: the same for people and for CI."""

import os
import shlex
import signal
import subprocess
import time

from tools import browser, database, homes, keys, processes
from tools.places import BUILD, PYTHON, ROOT, data_dir, setting
from tools.words import Trouble, announce, say

CODE = ("lianxin", "config", "tools", "tests", "conftest.py", "manage.py")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings_test", "SECRET_KEY": "test-only"}


def test(*_options: str) -> int:
    """Everything that is checked. Pytest's own closing line is the last line printed."""
    browser.require()
    with database.for_a_while(data_dir() / "test-pg", durable=False) as url:
        env = {**os.environ, **SETTINGS, "DATABASE_URL": url}
        if not _checks(env):
            return 1
        workers = setting("PYTEST_WORKERS", str(min(max(os.cpu_count() or 2, 2), 8)))
        command = [str(PYTHON), "-m", "pytest", "-n", workers, "--dist", "loadscope"]
        return _run([*command, *shlex.split(setting("PYTEST"))], env)


def check(*_options: str) -> int:
    with database.for_a_while(data_dir() / "test-pg", durable=False) as url:
        return 0 if _checks({**os.environ, **SETTINGS, "DATABASE_URL": url}) else 1


def fmt(*_options: str) -> int:
    _run(_tool("ruff", "check", "--fix-only", "--quiet", *_code()))
    return _run(_tool("ruff", "format", *_code()))


def bench(*_options: str) -> int:
    """Measures on a server of its own that writes as safely as the real one."""
    with database.for_a_while(data_dir() / "bench-pg", durable=True) as url:
        env = {
            **os.environ,
            **SETTINGS,
            **keys.passing(),
            "DATABASE_URL": url,
            "PG_PROGRAMS": str(homes.package() / "pginstall18" / "bin"),
        }
        env["DJANGO_SETTINGS_MODULE"] = setting("BENCH_SETTINGS", "config.settings")
        BUILD.mkdir(exist_ok=True)
        return _run([str(PYTHON), "-m", "bench", *shlex.split(setting("BENCH"))], env)


def migrations(*_options: str) -> int:
    name = setting("NAME")
    with database.for_a_while(data_dir() / "test-pg", durable=False) as url:
        env = {**os.environ, **SETTINGS, "DATABASE_URL": url}
        return _run(_manage("makemigrations", *(["--name", name] if name else [])), env)


def permissions(*_options: str) -> int:
    """docs/permissions.md; asks the rules, not a database."""
    return _run(_manage("permissions", "--write"), {**os.environ, **SETTINGS})


def _checks(env: dict[str, str]) -> bool:
    """The checks in order of speed; all of them, so that one run shows every fault."""
    steps = {
        "ruff check": _tool("ruff", "check", *_code()),
        "ruff format": _tool("ruff", "format", "--check", *_code()),
        "import contracts": _tool("lint-imports"),
        "migrations": _manage("makemigrations", "--check", "--dry-run"),
        "mypy": _tool("mypy", *_code()),
    }
    faults = [name for name, command in steps.items() if not _step(name, command, env)]
    if faults:
        raise Trouble(
            f"没有通过：{'、'.join(faults)}（详情见上）。测试尚未运行。",
            f"Not passed: {', '.join(faults)} (see above). The tests were not run.",
        )
    return True


def _step(name: str, command: list[str], env: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        announce(done.stdout + done.stderr)
    verdict = "通过" if done.returncode == 0 else "未通过"
    say(f"{verdict} · {name} ({time.monotonic() - began:.1f} s)", who="check")
    return done.returncode == 0


def _code() -> list[str]:
    return [name for name in (*CODE, "bench") if (ROOT / name).exists()]


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(PYTHON.with_name(name)), *arguments]


def _manage(*arguments: str) -> list[str]:
    return [str(PYTHON), "manage.py", *arguments]


def _run(command: list[str], env: dict[str, str] | None = None) -> int:
    """In our own session, so that Ctrl-C reaches it; and it ends when we are killed."""
    with_us = processes.die_with_parent(signal.SIGTERM)
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, preexec_fn=with_us)
    return done.returncode
