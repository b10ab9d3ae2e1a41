"""Reading cells: one reader per kind of column, with what it has seen remembered."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TypeAlias

from lianxin.foundation.spreadsheets.reading.cells.amounts import (
    read_boolean,
    read_integer,
    read_money,
)
from lianxin.foundation.spreadsheets.reading.cells.codes import read_code
from lianxin.foundation.spreadsheets.reading.cells.dates import (
    EPOCH_1900,
    EPOCH_1904,
    Frame,
    read_date,
)
from lianxin.foundation.spreadsheets.reading.cells.identity import read_id_number
from lianxin.foundation.spreadsheets.reading.cells.phones import read_phone
from lianxin.foundation.spreadsheets.reading.cells.texts import (
    FORMULA_SIGNS,
    is_blank,
    read_name,
    read_note,
    read_text,
    tidy,
    written,
)
from lianxin.foundation.spreadsheets.reading.columns import Column, Kind
from lianxin.foundation.spreadsheets.reading.notes import (
    NOTHING,
    Cell,
    Issue,
    Reading,
    Severity,
    Wrong,
)

REMEMBER_AT_MOST = 20_000
# What people write where they have nothing to say, in columns where it cannot be meant.
UNKNOWN = frozenset({"无", "暂无", "没有", "不详", "未知", "不清楚", "待查", "待补", "空"})
NEVER_A_WORD = frozenset({Kind.DATE, Kind.ID_NUMBER, Kind.PHONE, Kind.MONEY, Kind.INTEGER})

CellReader: TypeAlias = Callable[[Cell], Reading]
TEXTUAL: Mapping[Kind, Callable[[str, Column], Reading]] = {
    Kind.TEXT: read_text,
    Kind.NOTE: read_note,
    Kind.NAME: read_name,
    Kind.CODE: read_code,
    Kind.UNIT: read_text,
}
NUMERIC: Mapping[Kind, Callable[[Cell, Column], Reading]] = {
    Kind.PHONE: read_phone,
    Kind.MONEY: read_money,
    Kind.BOOLEAN: read_boolean,
    Kind.INTEGER: read_integer,
}


class Reader:
    """Reads the cells of some columns. `today` bounds dates; equal cells are read once."""

    def __init__(self, columns: Iterable[Column], *, today: date, epoch_1904: bool = False) -> None:
        self.columns = {column.key: column for column in columns}
        epoch = EPOCH_1904 if epoch_1904 else EPOCH_1900
        self._readers = {key: _reader(column, today, epoch) for key, column in self.columns.items()}
        self._seen: dict[str, dict[str, Reading]] = {key: {} for key in self.columns}

    def known(self, key: str) -> Mapping[str, Reading]:
        """The readings of texts seen so far in a column; for whoever reads very many cells."""
        return self._seen[key]

    def read(self, key: str, cell: Cell) -> Reading:
        # 1, True and "1" are the same key of a dict, or nearly, and do not read alike
        mark = cell if isinstance(cell, str) else f"{type(cell).__name__}\0{cell}"
        seen = self._seen[key]
        reading = seen.get(mark)
        if reading is None:
            reading = self._fresh(key, cell)
            if len(seen) < REMEMBER_AT_MOST:
                seen[mark] = reading
        return reading

    def _fresh(self, key: str, cell: Cell) -> Reading:
        column = self.columns[key]
        try:
            _refuse_formula_errors(cell)
            reading = NOTHING if _says_nothing(cell, column) else self._readers[key](cell)
        except Wrong as wrong:
            return Reading(None, wrong.issue)
        if reading.value is None and column.required:
            return Reading(None, missing(column))
        return reading


def missing(column: Column) -> Issue:
    return Issue(Severity.ERROR, "missing", f"“{column.label}”必须填写，这里是空的。")


def _reader(column: Column, today: date, epoch: date) -> CellReader:
    if column.kind is Kind.DATE:
        return partial(read_date, frame=Frame(column, today, epoch))
    if column.kind is Kind.ID_NUMBER:
        return partial(read_id_number, column=column, today=today)
    if column.kind in NUMERIC:
        numeric = NUMERIC[column.kind]
        return lambda cell: numeric(cell, column)
    textual = TEXTUAL[column.kind]
    return lambda cell: textual(written(cell), column)


def _refuse_formula_errors(cell: Cell) -> None:
    if isinstance(cell, str):
        sign = cell.strip() if "#" in cell else ""
    else:
        sign = cell.get("e", "") if isinstance(cell, Mapping) else ""
    if sign and FORMULA_SIGNS.match(sign):
        raise Wrong(
            "formula", f"这一格是公式错误 {sign}。请在原表中改正公式，或在这里直接填写内容。"
        )


def _says_nothing(cell: Cell, column: Column) -> bool:
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    text = tidy(cell)
    return is_blank(text) or (column.kind in NEVER_A_WORD and text in UNKNOWN)


__all__ = ["Reader", "missing"]
