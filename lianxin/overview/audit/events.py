"""The record tells of its own readers, too."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AuditConsulted(Event):
    """Somebody read the record (the subject is the reader)."""

    label: ClassVar[str] = "查阅审计记录"
    query: str


@dataclass(frozen=True, kw_only=True)
class AuditExported(Event):
    """Somebody took lines of the record away in a workbook (the subject is the reader)."""

    label: ClassVar[str] = "导出审计记录"
    query: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class AuditVerified(Event):
    """The chain of seals was checked (the subject is the last seal)."""

    label: ClassVar[str] = "验证审计记录"
    sound: bool
    seals: int
    entries: int
    fault: str
    head: str
