from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CountersRepaired(Event):
    """Counters that differed from the records were put right (there is no subject)."""

    label: ClassVar[str] = "修正统计数据"
    found: int


@dataclass(frozen=True, kw_only=True)
class CountersRebuilt(Event):
    """All counters were made anew from the records (there is no subject)."""

    label: ClassVar[str] = "重建统计数据"
    rows: int
