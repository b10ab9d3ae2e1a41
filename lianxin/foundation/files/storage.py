"""Contents at rest: sealed, under a name that says nothing, outside every public folder.

`FOLDER` holds what is kept, a folder a month; `TRAY` what was handed in with a form that came
back with errors: its tokens are signed and hold for a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lianxin.foundation.core.crypto import seal_bytes, unseal_bytes
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.files.catalogue import FILE_KINDS, SET_ASIDE_FOR
from lianxin.foundation.files.looking import Handed

CONTEXT = "files.file"
FOLDER = "kept"
TRAY = "tray"
SALT = "files.tray"


def keep(content: bytes, *, at: datetime) -> str:
    """Store a content sealed; returns the name to find it by."""
    return _store(f"{FOLDER}/{at:%Y%m}", content)


def read(name: str) -> bytes:
    with default_storage.open(name) as stored:
        return unseal_bytes(stored.read(), context=CONTEXT)


def forget(name: str) -> None:
    if name:
        default_storage.delete(name)


def older(folder: str, *, than: datetime) -> Iterator[str]:
    """The names in a folder that were written before a moment."""
    if not default_storage.exists(folder):
        return
    for file in default_storage.listdir(folder)[1]:
        name = f"{folder}/{file}"
        if default_storage.get_modified_time(name) < than:
            yield name


def _store(folder: str, content: bytes) -> str:
    sealed = seal_bytes(content, context=CONTEXT)
    return default_storage.save(f"{folder}/{uuid7().hex}.sealed", ContentFile(sealed))


# ---- the tray -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file in the tray: what a form shows of it, and the token that brings it back."""

    token: str
    name: str
    size: int


def set_aside(handed: Handed) -> SetAside:
    """Put a looked-at file into the tray."""
    stored_as = _store(TRAY, handed.content)
    said = {"n": handed.name, "k": handed.kind.code, "b": handed.size, "s": stored_as}
    return SetAside(signing.dumps(said, salt=SALT), handed.name, handed.size)


def recognise(token: str) -> SetAside | None:
    """What a token stands for, if it is ours, not too old, and still in the tray."""
    said = _said(token)
    return SetAside(token, said["n"], said["b"]) if said else None


def take_back(token: str) -> Handed | None:
    """The file that a token stands for."""
    said = _said(token)
    return Handed(said["n"], FILE_KINDS[said["k"]], read(said["s"])) if said else None


def _said(token: str) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = signing.loads(token, salt=SALT, max_age=SET_ASIDE_FOR)
    except signing.BadSignature:
        return None
    return said if default_storage.exists(said["s"]) else None
