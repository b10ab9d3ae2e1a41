"""News of imports."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BatchUploaded(Event):
    """A file was handed in (the subject is the batch)."""

    label: ClassVar[str] = "上传表格"
    sheet: str
    file_name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class TabChosen(Event):
    """Another tab, or another header row, of the same file."""

    label: ClassVar[str] = "选择工作表"
    tab: str
    header_row: int


@dataclass(frozen=True, kw_only=True)
class BatchMapped(Event):
    """Someone said which column is which field, and had the lines checked."""

    label: ClassVar[str] = "确认列的对应"
    columns: int


@dataclass(frozen=True, kw_only=True)
class BatchChecked(Event):
    label: ClassVar[str] = "检查表格"
    lines: int
    errors: int


@dataclass(frozen=True, kw_only=True)
class CellsFixed(Event):
    """Cells were corrected in the page; their contents are personal and stay out of this."""

    label: ClassVar[str] = "修正单元格"
    column: str
    lines: tuple[int, ...]
    amount: int


@dataclass(frozen=True, kw_only=True)
class DuplicateDecided(Event):
    label: ClassVar[str] = "判定可能重复"
    line: int
    decision: str


@dataclass(frozen=True, kw_only=True)
class BatchStarted(Event):
    """Someone pressed "import": what is good, or all or nothing."""

    label: ClassVar[str] = "开始导入"
    lines: int
    whole: bool


@dataclass(frozen=True, kw_only=True)
class BatchApplied(Event):
    label: ClassVar[str] = "导入表格"
    created: int
    changed: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class BatchTakenUp(Event):
    """Work that had been broken off goes on, after this line."""

    label: ClassVar[str] = "继续处理表格"
    line: int


@dataclass(frozen=True, kw_only=True)
class UndoStarted(Event):
    label: ClassVar[str] = "开始撤销导入"


@dataclass(frozen=True, kw_only=True)
class BatchUndone(Event):
    label: ClassVar[str] = "撤销导入"
    undone: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class BatchDiscarded(Event):
    label: ClassVar[str] = "放弃导入"


@dataclass(frozen=True, kw_only=True)
class BatchHandedBack(Event):
    """The file was downloaded again, with remarks at its cells."""

    label: ClassVar[str] = "下载标注后的原表"


@dataclass(frozen=True, kw_only=True)
class BatchForgotten(Event):
    """The file and its staged lines were erased after their time; the counts stay."""

    label: ClassVar[str] = "清除导入暂存数据"
