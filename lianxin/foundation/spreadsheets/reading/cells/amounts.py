"""Numbers: money in yuan, whole numbers, yes and no."""

import re
from decimal import Decimal

from lianxin.foundation.spreadsheets.reading.cells.texts import narrow, written
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Cell, Reading, Wrong

MONEY_SIGNS = re.compile(r"^(RMB|CNY|人民币|[¥￥])|(元整|元/月|元每月|元|圆|块)$", re.I)
NUMBER = re.compile(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+", re.ASCII)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
COUNTED = re.compile(r"^([+-]?\d+)(\.0+)? ?[\u4e00-\u9fff]{0,3}$", re.ASCII)
CENT = Decimal("0.01")
NOISE = Decimal("0.000001")
MOST_FEN = 10**12
LONGEST_NUMBER = 24
YES = frozenset({*"是有对真ytv1√✓✔☑■●", "yes", "true"})
NO = frozenset({*"否无不非错假nf0×x✗✘☒☐□", "没有", "不是", "no", "false"})


def read_money(cell: Cell, column: Column) -> Reading:
    """Yuan as written, whole fen as read: ¥1,234.5 → 123450."""
    text = narrow(written(cell)).replace(" ", "")
    bare = THOUSANDS.sub("", MONEY_SIGNS.sub("", MONEY_SIGNS.sub("", text)))
    times = 1
    if bare.endswith("万"):
        bare, times = bare[:-1], 10_000
    if not NUMBER.fullmatch(bare) or len(bare) > LONGEST_NUMBER:
        raise Wrong("not_money", f"看不懂金额“{text[:30]}”。请只写数字，如 120.50。")
    return Reading(_whole_fen(Decimal(bare) * times, column))


def _whole_fen(yuan: Decimal, column: Column) -> int:
    rounded = yuan.quantize(CENT)
    if abs(rounded - yuan) > NOISE:
        raise Wrong("money_decimals", "金额最多两位小数（精确到分），请核对。", str(rounded))
    fen = int(rounded * 100)
    least = 0 if column.least is None else column.least
    most = MOST_FEN if column.most is None else column.most
    if fen < least:
        raise Wrong("money_range", f"“{column.label}”不能小于 {_yuan(least)} 元。")
    if fen > most:
        raise Wrong("money_range", f"“{column.label}”不能大于 {_yuan(most)} 元，请核对单位。")
    return fen


def _yuan(fen: int) -> str:
    text = f"{Decimal(fen) / 100:.2f}"
    return text.removesuffix(".00")


def read_integer(cell: Cell, column: Column) -> Reading:
    text = narrow(written(cell))
    shaped = COUNTED.match(THOUSANDS.sub("", text))
    if shaped is None:
        raise Wrong("not_integer", f"“{column.label}”应为整数，现在是“{text[:30]}”。")
    number = int(shaped[1])
    if column.least is not None and number < column.least:
        raise Wrong("out_of_range", f"“{column.label}”不能小于 {column.least}。")
    if column.most is not None and number > column.most:
        raise Wrong("out_of_range", f"“{column.label}”不能大于 {column.most}。")
    return Reading(number)


def read_boolean(cell: Cell, column: Column) -> Reading:
    text = narrow(written(cell)).casefold().removesuffix(".0")
    if text in YES:
        return Reading(True)
    if text in NO:
        return Reading(False)
    suggestion = "是" if text[:1] in "是有" else "否" if text[:1] in "否无不" else ""
    raise Wrong("not_boolean", f"“{column.label}”请填“是”或“否”，现在是“{text[:30]}”。", suggestion)
