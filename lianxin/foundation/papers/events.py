"""News of papers. Titles may hold a person's name and stay out of the record of events."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event):
    """A paper was entered in the register (the subject is the paper); `digest` is of its data."""

    label: ClassVar[str] = "编号并印发文书"
    paper: str
    number: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PaperVoided(Event):
    """Its number stays taken; whoever verifies it is told."""

    label: ClassVar[str] = "作废文书"
    paper: str
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperTaken(Event):
    """An issued paper was opened or downloaded."""

    label: ClassVar[str] = "调阅文书"
    paper: str
    number: str
    how: str


@dataclass(frozen=True, kw_only=True)
class DraftTaken(Event):
    """A paper was downloaded before it was issued, or one that is never numbered (the subject is
    whom it is about)."""

    label: ClassVar[str] = "下载文书稿"
    paper: str
    how: str


@dataclass(frozen=True, kw_only=True)
class SeriesSet(Event):
    """A unit's word before its numbers, and the last number used."""

    label: ClassVar[str] = "设置发文字号"
    word: str
    year: int
    last: int
