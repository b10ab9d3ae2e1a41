"""The words one can say to `python -m tools`, up to the point where the environment stands."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable

from tools import assets, environment
from tools.places import BUILD, DIST, PYTHON, ROOT, refuse_second_run, setting
from tools.words import Trouble, announce, complain


def main(arguments: list[str]) -> int:
    word, *rest = arguments or ["help"]
    try:
        WORDS[word](*rest)
    except Trouble as trouble:
        complain(trouble)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def show_help() -> None:
    """The targets of the Makefile and what stands beside them."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name, meaning in re.findall(r"^([a-z]+):.*?## (.+)$", text, re.MULTILINE):
        announce(f"  make {name:<12} {meaning}")


def prepare(lock: str, *, with_assets: bool = True) -> None:
    """Environment, dependencies and assets; seconds when nothing changed."""
    with environment.one_at_a_time():
        environment.install(lock)
        if with_assets:
            assets.build()


def setup() -> None:
    prepare(environment.DEVELOP)


def build_assets() -> None:
    prepare(environment.RUN)


def lock() -> None:
    """Pin what was added (UPGRADE=1: everything anew). No line may name a source of packages."""
    prepare(environment.DEVELOP, with_assets=False)
    for name in (environment.RUN, environment.DEVELOP, environment.NODE):
        command = [str(PYTHON.with_name("pip-compile")), "--generate-hashes", "--quiet"]
        command += [f"--no-emit-{what}" for what in ("index-url", "trusted-host", "find-links")]
        command += ["--strip-extras", "--no-header", "--allow-unsafe"]
        command += ["--upgrade"] if setting("UPGRADE") else []
        source = name.replace(".lock", ".in")
        subprocess.run([*command, "-o", name, source], cwd=ROOT, check=True)


def clean() -> None:
    for path in (BUILD, DIST, ROOT / "node_modules"):
        shutil.rmtree(path, ignore_errors=True)
    for name in (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


def inside(word: str, lock: str, *, with_assets: bool = True) -> Callable[..., None]:
    """A word whose work needs the installed packages: prepare, then become `tools.inside`."""

    def become(*rest: str) -> None:
        prepare(lock, with_assets=with_assets)
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "tools.inside", word, *rest])  # noqa: S606

    return become


def run(*options: str) -> None:
    refuse_second_run()
    inside("run", environment.RUN)(*options)


WORDS: dict[str, Callable[..., None]] = {
    "help": show_help,
    "setup": setup,
    "assets": build_assets,
    "lock": lock,
    "clean": clean,
    "run": run,
    "manage": inside("manage", environment.RUN, with_assets=False),
    "test": inside("test", environment.DEVELOP),
    "check": inside("check", environment.DEVELOP, with_assets=False),
    "fmt": inside("fmt", environment.DEVELOP, with_assets=False),
    "bench": inside("bench", environment.DEVELOP),
    "migrations": inside("migrations", environment.DEVELOP, with_assets=False),
    "permissions": inside("permissions", environment.DEVELOP, with_assets=False),
}
