"""News of working days (subjects: the year, or the day as 20261001)."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class YearLoaded(Event):
    """The days of a year were entered or brought up to date; `changed` days turned from working
    to free or back."""

    label: ClassVar[str] = "载入年度工作日历"
    year: int
    provisional: bool
    changed: int


@dataclass(frozen=True, kw_only=True)
class YearConfirmed(Event):
    """Somebody compared a year with its notice and found it entered."""

    label: ClassVar[str] = "确认年度工作日历"
    year: int
    document: str


@dataclass(frozen=True, kw_only=True)
class DayChanged(Event):
    """Days were made free or working by hand, on the word of a document."""

    label: ClassVar[str] = "调整工作日"
    days: tuple[str, ...]
    works: bool
    name: str
    document: str


@dataclass(frozen=True, kw_only=True)
class DayRestored(Event):
    """A day that was set by hand follows the notice again."""

    label: ClassVar[str] = "恢复工作日"
    on: str
