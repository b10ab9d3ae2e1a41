"""The virtual environment and the pinned dependencies. Standard library only."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.places import BUILD, PYTHON, ROOT, VENV
from tools.words import Trouble, say

STAMP = VENV / "lianxin-installed.json"
RUN, DEVELOP, NODE = "requirements.lock", "requirements-dev.lock", "requirements-node.lock"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups in one folder wait for each other."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(*paths: Path) -> str:
    """One fingerprint of the names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def install(lock: str) -> None:
    """Bring `lock` into the virtual environment; nothing to do when it is there already."""
    _create()
    done, wanted = _stamp(), digest(ROOT / lock)
    if done.get(lock) == wanted:
        return
    say(f"安装依赖 · installing {lock}")
    _pip("install", "--quiet", "--require-hashes", "-r", lock)
    done[lock] = wanted
    if lock == DEVELOP:  # what developing needs contains what running needs
        done[RUN] = digest(ROOT / RUN)
    STAMP.write_text(json.dumps(done), encoding="utf-8")


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", *arguments, "--disable-pip-version-check"]
    done = subprocess.run([*command, "--no-input"], cwd=ROOT, check=False)
    if done.returncode:
        raise Trouble(
            "依赖没有装好：请查看上面 pip 的说明（多为网络或代理问题），然后再运行一次。",
            "The dependencies could not be installed: see pip's words above, then run again.",
        )


def _create() -> None:
    if _works(PYTHON):
        return
    if VENV.is_symlink():
        raise Trouble(f"{VENV} 指向的环境已损坏。", f"The environment behind {VENV} is broken.")
    say(f"创建运行环境 · creating .venv with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    if _venv().returncode and not (_install_ensurepip() and not _venv().returncode):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(
            "无法创建 Python 运行环境。Debian/Ubuntu 请先安装：apt install python3-venv",
            "Could not create the virtual environment. On Debian/Ubuntu: apt install python3-venv",
        )


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    probe = [str(python), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _venv() -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    return subprocess.run(command, capture_output=True, check=False)


def _install_ensurepip() -> bool:
    """Debian keeps ensurepip in a package of its own."""
    return apt_install("python3-venv")


def apt_install(*packages: str) -> bool:
    """Install Debian packages where we are root and may; say whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"apt 安装 · installing {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(command, env=quiet, capture_output=True, check=False).returncode == 0:
        return True
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, capture_output=True, check=False)
    return subprocess.run(command, env=quiet, capture_output=True, check=False).returncode == 0
