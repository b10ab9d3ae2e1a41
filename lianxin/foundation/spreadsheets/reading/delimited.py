"""Comma-separated text: its encoding, its separator, its rows."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lianxin.foundation.spreadsheets.reading import refusals
from lianxin.foundation.spreadsheets.reading.notes import Cell

BLOCK = 2**20
SEPARATORS = ",\t;|，"
SNIFF_LINES = 30
LONGEST_CELL = 100_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Dialect:
    encoding: str
    separator: str


def recognise(path: Path) -> Dialect:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        lines = [line for _, line in zip(range(SNIFF_LINES), file, strict=False)]
    return Dialect(encoding, _separator([line for line in lines if line.strip()]))


def _encoding(path: Path) -> str:
    """A byte-order mark decides; else the first encoding that decodes the whole file."""
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in BOMS:
        if head.startswith(mark):
            candidates: tuple[str, ...] = (name,)
            break
    else:
        candidates = ("utf-8", "gb18030")
    for name in candidates:
        if _decodes(path, name):
            return name
    raise refusals.UnknownEncoding


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _separator(lines: list[str]) -> str:
    """The one that cuts most lines into the same number of cells."""

    def regularity(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        wide = [width for width in widths if width > 1]
        if not wide:
            return 0, 0
        usual = max(set(wide), key=wide.count)
        return wide.count(usual), usual

    return max(SEPARATORS, key=regularity)


def rows(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[Cell]]]:
    """Every line that holds something, numbered as the lines of the table (1 = the first)."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=dialect.encoding, newline="") as file:
        try:
            for number, row in enumerate(csv.reader(file, delimiter=dialect.separator), 1):
                cells: list[Cell] = [cell or None for cell in row]
                if any(cells):
                    yield number, cells
        except csv.Error as broken:
            raise refusals.CorruptFile from broken
