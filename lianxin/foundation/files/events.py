"""News of files; names may hold a person's name and stay out of the record."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FileKept(Event):
    """A file came into the house (the subject is the file)."""

    label: ClassVar[str] = "保存文件"
    kind: str
    bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileForgotten(Event):
    """The content was erased; that there was one, and its digest, stay."""

    label: ClassVar[str] = "清除文件"
    reason: str
