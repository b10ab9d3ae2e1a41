"""News of cases. What was entered stays in the rows; the record of events holds keys and days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A matter began its way (the subject is the case)."""

    label: ClassVar[str] = "启动事项"
    procedure: str
    about_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class StepPassed(Event):
    """A step was recorded; `held_on` is the day it was done."""

    label: ClassVar[str] = "登记环节"
    procedure: str
    about_id: int
    step: str
    way: str
    held_on: date
    late: int  # days between doing and recording


@dataclass(frozen=True, kw_only=True)
class StepCorrected(Event):
    """What was entered at a step was corrected; the old version is kept."""

    label: ClassVar[str] = "更正环节"
    procedure: str
    step: str
    decision_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseReturned(Event):
    """The case went back to an earlier step, for a reason."""

    label: ClassVar[str] = "退回事项"
    procedure: str
    step: str
    to_step: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    label: ClassVar[str] = "撤回事项"
    procedure: str
    about_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseEnded(Event):
    """The matter ended without its aim: expired, overtaken, impossible."""

    label: ClassVar[str] = "终止事项"
    procedure: str
    about_id: int
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseCommented(Event):
    label: ClassVar[str] = "批注事项"
    procedure: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event):
    """Somebody was named to see the case through."""

    label: ClassVar[str] = "指定经办人"
    procedure: str
    user_id: int


@dataclass(frozen=True, kw_only=True)
class DeskHandedOver(Event):
    """Everything one person held at a unit went to another (the subject is the unit)."""

    label: ClassVar[str] = "交接经办事项"
    from_user_id: int
    to_user_id: int
    cases: int
    note: str


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """The person went to another unit, and his case with him."""

    label: ClassVar[str] = "事项随人转移"
    procedure: str
    from_unit_id: int
    to_unit_id: int


@dataclass(frozen=True, kw_only=True)
class FileAttached(Event):
    label: ClassVar[str] = "上传材料"
    procedure: str
    step: str
    file_id: int


@dataclass(frozen=True, kw_only=True)
class FileDetached(Event):
    label: ClassVar[str] = "移除材料"
    procedure: str
    step: str
    file_id: int


@dataclass(frozen=True, kw_only=True)
class FileOpened(Event):
    """Somebody read a file of a case."""

    label: ClassVar[str] = "查看材料"
    procedure: str
    file_id: int


@dataclass(frozen=True, kw_only=True)
class CaseSeen(Event):
    """Somebody opened a case, the first time that day."""

    label: ClassVar[str] = "查看事项"
    procedure: str


@dataclass(frozen=True, kw_only=True)
class DraftKept(Event):
    """Something was typed and kept for later."""

    label: ClassVar[str] = "暂存"
    procedure: str
    step: str


@dataclass(frozen=True, kw_only=True)
class DeadlinesSwept(Event):
    """Whoever must act was reminded, and who stands above him where a day was missed."""

    label: ClassVar[str] = "提醒办理期限"
    on: date
    reminded: int
    escalated: int


@dataclass(frozen=True, kw_only=True)
class ClocksRenewed(Event):
    """Deadlines counted in working days were counted anew, since the calendar changed."""

    label: ClassVar[str] = "重新计算办理期限"
    changed: int
