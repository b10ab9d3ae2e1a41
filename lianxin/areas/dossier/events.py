"""News of members' files. What is under seal is never told, nor what a document says."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class TrainingRecorded(Event):
    """A training was entered in a file (the subject is the member)."""

    label: ClassVar[str] = "登记教育培训"
    title: str
    on: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class AwardRecorded(Event):
    label: ClassVar[str] = "登记表彰奖励"
    title: str
    on: str


@dataclass(frozen=True, kw_only=True)
class AppraisalRecorded(Event):
    label: ClassVar[str] = "登记民主评议"
    year: int
    grade: str


@dataclass(frozen=True, kw_only=True)
class HelpRecorded(Event):
    label: ClassVar[str] = "登记帮扶慰问"


@dataclass(frozen=True, kw_only=True)
class DisciplineNoted(Event):
    """A note of discipline was entered; what it says stays under seal."""

    label: ClassVar[str] = "登记纪律处分与组织处理"


@dataclass(frozen=True, kw_only=True)
class NoteLifted(Event):
    label: ClassVar[str] = "提前解除影响期"
    on: str


@dataclass(frozen=True, kw_only=True)
class NoteReplied(Event):
    """The member answered what is noted of him."""

    label: ClassVar[str] = "本人申辩与说明"


@dataclass(frozen=True, kw_only=True)
class DocumentFiled(Event):
    label: ClassVar[str] = "归档材料"
    document_kind: str
    files: int


@dataclass(frozen=True, kw_only=True)
class ItemStruck(Event):
    """A wrong entry was struck out; it stays readable as such."""

    label: ClassVar[str] = "撤销档案登记"
    item_kind: str


@dataclass(frozen=True, kw_only=True)
class ItemsRecorded(Event):
    """A batch of entries came from a spreadsheet (the subject is the unit worked at)."""

    label: ClassVar[str] = "批量登记档案"
    item_kind: str
    batch: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class ItemsReverted(Event):
    """A batch of entries was struck out again."""

    label: ClassVar[str] = "撤销批量登记"
    batch: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class CorrectionProposed(Event):
    """A member says that particulars are wrong (the subject is the member)."""

    label: ClassVar[str] = "提出更正申请"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectionsAccepted(Event):
    label: ClassVar[str] = "确认更正申请"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectionsDeclined(Event):
    label: ClassVar[str] = "不采纳更正申请"
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class CorrectionWithdrawn(Event):
    label: ClassVar[str] = "撤回更正申请"


@dataclass(frozen=True, kw_only=True)
class DataConfirmed(Event):
    """A member's data were found right for a year."""

    label: ClassVar[str] = "年度信息核对"
    year: int
    how: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationCalled(Event):
    """A unit asks the members at and below it to confirm their data."""

    label: ClassVar[str] = "发起年度信息核对"
    year: int
    ends_on: str
    members: int


@dataclass(frozen=True, kw_only=True)
class ConfirmationReminded(Event):
    label: ClassVar[str] = "提醒核对信息"
    year: int
    members: int


@dataclass(frozen=True, kw_only=True)
class DossierOpened(Event):
    """Somebody opened a file, or what lies under seal in it; the member reads it too."""

    label: ClassVar[str] = "查看电子档案"
    part: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class DossierExported(Event):
    label: ClassVar[str] = "导出电子档案"
    purpose: str
