"""Finding the header: under title rows, across merged cells, in one row or two.

And, below it, the rows that are no data: totals, signatures, repeated headers.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianxin.foundation.spreadsheets.reading.cells.texts import written
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Cell

Row = tuple[int, list[Cell]]

LOOK_AT_ROWS = 30
LONGEST_HEADER = 40
BRACKETS = re.compile(r"[(（\[【<〈「].*?[)）\]】>〉」]")
ORDINALS = frozenset({"序号", "序", "行号", "no", "num", "排序号", "顺序号", "编号序号"})
FOOTERS = re.compile(
    r"^(合计|总计|小计|共计|累计|制表|填表|审核|复核|填报|负责人|经办人|联系人[:：]|单位负责人|"
    r"说明[:：]|备注[:：]|注[:：]|注释|填写说明|盖章|\(盖章\)|（盖章）|打印时间|导出时间|制表日期|"
    r"统计时间|共\s*\d+\s*[人条行]|第\s*\d+\s*页)"
)
LOOKS_LIKE_DATA = re.compile(r"^(?=.*\d)[\d\s.,/:年月日*+X-]+$")


def normal(header: str) -> str:
    """A header without what does not matter: width, case, spaces, punctuation."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(mark for mark in text if unicodedata.category(mark)[0] in "LN")


def without_brackets(header: str) -> str:
    """联系电话（手机） → 联系电话."""
    return normal(BRACKETS.sub("", unicodedata.normalize("NFKC", header)))


def vocabulary(columns: Sequence[Column]) -> dict[str, str]:
    """Normal form of every label and synonym → key of its column. A label beats a synonym."""
    words = {normal(word): column.key for column in columns for word in column.synonyms}
    return words | {normal(column.label): column.key for column in columns}


def is_ordinal(header: str) -> bool:
    return normal(header) in ORDINALS


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: its (one or two) row numbers and a text for each column.

    `texts` are what one reads at the column; `inner` is the lower text alone where a group
    title stands above it.
    """

    rows: tuple[int, ...]
    texts: tuple[str, ...]
    inner: tuple[str, ...]

    @property
    def last_row(self) -> int:
        return self.rows[-1]


def find(head: Sequence[Row], columns: Sequence[Column]) -> Header | None:
    """The row (or pair of rows) that reads most like a header of these columns."""
    words = vocabulary(columns)
    best: tuple[float, Header] | None = None
    looked_at = head[:LOOK_AT_ROWS]
    for place, (number, cells) in enumerate(looked_at):
        candidates = [_single(number, cells)]
        if place + 1 < len(looked_at):
            pair = _pair(looked_at[place], looked_at[place + 1], words)
            candidates += [pair] if pair else []
        for header in candidates:
            score = _score(header, words)
            if score > 0 and (best is None or score > best[0] + 1e-9):
                best = (score, header)
    return best[1] if best else None


def at_row(head: Sequence[Row], number: int) -> Header | None:
    """The header in the row a person pointed at."""
    for row, cells in head:
        if row == number:
            return _single(row, cells)
    return None


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [" ".join(written(cell).split()) for cell in cells]


def _single(number: int, cells: Sequence[Cell]) -> Header:
    texts = tuple(_texts(cells))
    return Header((number,), texts, texts)


def _pair(upper: Row, lower: Row, words: Mapping[str, str]) -> Header | None:
    """Two rows as one header: a group title above, the columns' own names below."""
    if lower[0] != upper[0] + 1:
        return None
    above, below = _texts(upper[1]), _texts(lower[1])
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    if not _is_second_row(above, below, words):
        return None
    texts, inner, group = [], [], ""
    for over, under in zip(above, below, strict=True):
        group = over or (group if under else "")
        own = under or over
        texts.append(own if own in (group, over) and not under else f"{group}{under}")
        inner.append(own)
    joined = tuple(u if t in (u, u + u) else t for t, u in zip(texts, inner, strict=True))
    return Header((upper[0], lower[0]), joined, tuple(inner))


def _is_second_row(above: list[str], below: list[str], words: Mapping[str, str]) -> bool:
    """The lower row has names of columns, and none where data would stand under a known name."""
    named = [text for text in below if text]
    if not named or any(LOOKS_LIKE_DATA.match(text) for text in named):
        return False
    for over, under in zip(above, below, strict=True):
        if (
            over
            and under
            and over != under
            and normal(over) in words
            and normal(under) not in words
        ):
            return False
    return any(normal(text) in words for text in named)


def _score(header: Header, words: Mapping[str, str]) -> float:
    """Known names count most; other short, differing words a little; data counts against."""
    known: set[str] = set()
    other: set[str] = set()
    against = 0
    for text, inner in zip(header.texts, header.inner, strict=True):
        if not text:
            continue
        key = known_key(text, inner, words)
        if key is not None:
            known.add(key)
        elif is_ordinal(text):
            other.add(text)
        elif LOOKS_LIKE_DATA.match(text) or len(text) > LONGEST_HEADER:
            against += 1
        else:
            other.add(text)
    if not known and len(other) < 3:
        return 0
    told = len(known) * 3 + min(len(other), 10) * 0.1
    return told - against - 0.01 * header.last_row - (len(header.rows) - 1)


def known_key(text: str, inner: str, words: Mapping[str, str]) -> str | None:
    """The column a header names outright: whole, without its brackets, or below its group."""
    for form in (normal(text), without_brackets(text), normal(inner), without_brackets(inner)):
        if form and form in words:
            return words[form]
    return None


def best_tab(heads: Mapping[int, Sequence[Row]], columns: Sequence[Column]) -> int | None:
    """The tab whose header names the most of these columns; earlier tabs win ties."""
    words = vocabulary(columns)
    scores = {}
    for index, head in heads.items():
        header = find(head, columns)
        if header is not None:
            scores[index] = _score(header, words)
    return max(scores, key=lambda index: (scores[index], -index)) if scores else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row below the header that is no data, and why."""

    row: int
    reason: str
    text: str


REPEATED = "重复的表头"
FOOTER = "合计、签名或说明"
DIVIDER = "分组标题"


class Sieve:
    """Tells data rows from totals, signatures, dividers and repeated headers."""

    def __init__(self, header: Header, mapped: Sequence[int]) -> None:
        """`mapped` are the places of the columns that carry data."""
        self._header = {text.strip() for text in (*header.inner, *header.texts) if text}
        self._mapped = frozenset(mapped)

    def judge(self, row: int, cells: Sequence[Cell]) -> LeftOut | None:
        filled = {place: cell for place, cell in enumerate(cells) if cell is not None}
        texts = [
            text
            for cell in filled.values()
            if (text := (cell if isinstance(cell, str) else written(cell)).strip())
        ]
        reason = self._reason(filled, texts)
        return LeftOut(row, reason, " ".join(texts)[:60]) if reason else None

    def _reason(self, filled: Mapping[int, Cell], texts: Sequence[str]) -> str:
        if not texts:
            return FOOTER
        mapped = self._mapped & filled.keys()
        few = len(texts) <= 3 or len(mapped) * 3 <= len(self._mapped)
        if few and FOOTERS.match("".join(texts[0].split())):
            return FOOTER
        if self._is_header(texts):
            return REPEATED
        lonely = len(texts) == 1 and len(self._mapped) > 3 and not mapped
        return DIVIDER if lonely and not texts[0].isdigit() else ""

    def _is_header(self, texts: Sequence[str]) -> bool:
        if len(texts) < 2 or self._header.isdisjoint(texts):
            return False
        return sum(text in self._header for text in texts) * 2 > len(texts)
