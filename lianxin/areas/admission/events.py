"""News of admission. What happens in a case is told by the case; here is what is beside it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ApplicationReceived(Event):
    """Somebody applied to join; his case was opened (the subject is the member)."""

    label: ClassVar[str] = "收到入党申请"
    on: date


@dataclass(frozen=True, kw_only=True)
class PersonTakenOver(Event):
    """Somebody who is on the way already goes on here (the subject is the member)."""

    label: ClassVar[str] = "接续培养"
    category: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PersonTakenIn(Event):
    """A committee approved somebody as a probationary member (the subject is the member)."""

    label: ClassVar[str] = "批准预备党员"
    at_unit_id: int
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class PlanSet(Event):
    """The yearly number of a committee was set (the subject is the plan)."""

    label: ClassVar[str] = "下达发展党员计划"
    year: int
    number: int
    document: str
