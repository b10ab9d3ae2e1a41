"""Names in the order of strokes (姓氏笔画), as ballots and lists of the elected are ordered.

The surname counts first: fewer strokes before more, then the shapes of the strokes in the order
横竖撇点折; among one surname, names with one given character before those with two, then the given
characters by the same order (《GB13000.1字符集汉字字序（笔画序）规范》). The order of characters
is the table of the package cn_sort, read as data. What is not in it follows, by its code: never
dropped and never guessed.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import orjson

COMPOUND = frozenset(
    """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台
    皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘
    令狐 东郭 南门 呼延 百里 西门 轩辕 第五 拓跋 即墨 纳兰 单于
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of strings
)

#: Where Chinese characters begin; the table orders Latin letters as well.
FIRST = "\u2e80"
#: After every character of the table.
BEYOND = 100_000

Key = tuple[tuple[int, ...], int, tuple[int, ...]]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    # The package is not imported: it brings a word segmenter that takes a second to wake up.
    package = find_spec("cn_sort")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("cn_sort")
    table = Path(package.origin).parent / "res" / "all_word.json"
    rows = orjson.loads(table.read_bytes())["all_word"]
    known = (row for row in rows if row["chinese"] >= FIRST)
    return {row["chinese"]: row["stroke_increment_level"] for row in known}


def _rank(character: str) -> int:
    ranks = _ranks()
    return ranks.get(character, BEYOND + ord(character))


def _of(text: str) -> tuple[int, ...]:
    return tuple(map(_rank, text))


def stroke_key(name: str) -> Key:
    """Where a name stands in the order of strokes."""
    name = "".join(name.split())
    end = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    given = name[end:]
    return _of(name[:end]), len(given), _of(given)
