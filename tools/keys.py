"""The keys of one installation: made once, kept beside the data, never in the database."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from tools.places import setting
from tools.words import Trouble


def _secret_key() -> str:
    return secrets.token_urlsafe(48)


def _field_keys() -> str:
    return "1:" + base64.b64encode(secrets.token_bytes(32)).decode()


def _index_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


KEYS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": _secret_key,
    "FIELD_KEYS": _field_keys,
    "INDEX_KEY": _index_key,
}


def private_folder(path: Path, mode: int = 0o700) -> Path:
    """A folder that is ours alone, whatever the umask."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    return path


def keep(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The key `name`, made now if it was never made. Written whole or not at all."""
    path = private_folder(folder) / name
    if not path.exists():
        draft = path.with_name(f".{name}.new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        _sync(folder)
    return path.read_text(encoding="utf-8").strip()


def passing() -> dict[str, str]:
    """Keys for data that is thrown away."""
    return {name: make() for name, make in KEYS.items()}


def environment(folder: Path, *, holds_data: bool) -> dict[str, str]:
    """The keys as environment variables; those the person set himself come first.

    Where records exist already, a missing key is not made anew: it could not read them.
    """
    given = {name: setting(name) for name in KEYS}
    missing = [name for name in KEYS if not given[name] and not (folder / name).exists()]
    if holds_data and missing:
        names = "、".join(missing)
        raise Trouble(
            f"数据库里已有数据，但缺少密钥 {names}。请从备份把它放回 {folder}，"
            "或写入 .env；没有原来的密钥，加密的信息无法读出，所以不会生成新的。",
            f"The database holds data but the keys {', '.join(missing)} are missing. Put them "
            f"back into {folder} or .env from your backup; new ones could not read the data.",
        )
    return {name: given[name] or keep(folder, name, make) for name, make in KEYS.items()}


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
