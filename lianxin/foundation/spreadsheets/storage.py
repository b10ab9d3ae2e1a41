"""Uploaded files at rest: sealed, under a name that says nothing, outside every public folder."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lianxin.foundation.core.crypto import seal_bytes, unseal_bytes
from lianxin.foundation.core.ids import uuid7

CONTEXT = "spreadsheets.file"
FOLDER = "imports"


def keep(content: bytes) -> str:
    """Store a file sealed; returns the name to find it by."""
    sealed = seal_bytes(content, context=CONTEXT)
    return default_storage.save(f"{FOLDER}/{uuid7().hex}.sealed", ContentFile(sealed))


def forget(name: str) -> None:
    if name:
        default_storage.delete(name)


def strays(known: Collection[str], *, before: datetime) -> Iterator[str]:
    """Files that belong to no batch: their upload broke off after they were stored."""
    if not default_storage.exists(FOLDER):
        return
    for file in default_storage.listdir(FOLDER)[1]:
        name = f"{FOLDER}/{file}"
        if name not in known and default_storage.get_modified_time(name) < before:
            yield name


@contextmanager
def opened(name: str) -> Iterator[Path]:
    """The file in the clear, in a folder only this process may enter, while it is needed."""
    with default_storage.open(name) as stored:
        content = unseal_bytes(stored.read(), context=CONTEXT)
    with unpacked(content) as path:
        yield path


@contextmanager
def unpacked(content: bytes) -> Iterator[Path]:
    with TemporaryDirectory(prefix="lianxin-") as folder:
        path = Path(folder) / "workbook"
        path.write_bytes(content)
        yield path
