"""The account the embedded database runs under: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from tools.processes import Account
from tools.words import Trouble

NAME = "lianxin-pg"


def of_the_database() -> Account | None:
    """None: our own account. As root: an account that owns nothing but the database."""
    if os.geteuid() != 0:
        return None
    try:
        return _account()
    except KeyError:
        _create()
        return _account()


def _account() -> Account:
    entry = pwd.getpwnam(NAME)
    return Account(NAME, entry.pw_uid, entry.pw_gid)


def _create() -> None:
    nologin = shutil.which("nologin", path="/usr/sbin:/sbin:/usr/bin:/bin") or "/bin/false"
    ways = [
        ["useradd", "--system", "--user-group", "-M", "-d", "/nonexistent", "-s", nologin, NAME],
        ["adduser", "-S", "-D", "-H", "-s", nologin, NAME],  # Alpine and other busyboxes
    ]
    for way in ways:
        program = shutil.which(way[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if program and not subprocess.run([program, *way[1:]], check=False).returncode:
            return
    raise Trouble(
        f"以 root 运行时，数据库要用单独的系统用户 {NAME}，但无法创建它。"
        f"请先执行 useradd --system {NAME}，或改用普通用户运行，或设置 DATABASE_URL。",
        f"As root the database runs under its own account {NAME}, which could not be created. "
        f"Run useradd --system {NAME} first, or run as an ordinary user, or set DATABASE_URL.",
    )


def can_enter(path: Path, account: Account) -> bool:
    """Whether `account` may pass through every folder down to `path`."""
    return all(_may_pass(folder, account) for folder in [path, *path.parents])


def _may_pass(folder: Path, account: Account) -> bool:
    if not folder.exists():
        return True
    state = folder.stat()
    if state.st_uid == account.uid:
        return bool(state.st_mode & 0o100)
    if state.st_gid == account.gid:
        return bool(state.st_mode & 0o010)
    return bool(state.st_mode & 0o001)
