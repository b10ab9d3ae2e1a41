"""Resident identity numbers (GB 11643-1999)."""

import re
from datetime import date
from operator import mul

from lianxin.foundation.spreadsheets.reading.cells.texts import narrow, written
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import (
    PRECISE,
    Cell,
    Reading,
    Wrong,
    fixed,
    warning,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
NOUGHTS = sum(WEIGHTS) * ord("0")
NUMBER = re.compile(r"\d{17}[\dX]", re.ASCII)
OLD_NUMBER = re.compile(r"\d{15}", re.ASCII)
SCIENTIFIC = re.compile(r"^\d(\.\d+)?E\+?1[0-9]$", re.I)
FILLER = re.compile(r"[\s\-_.,'\"]+")
CENTENARIANS = range(996, 1000)
X_LOOKALIKES = str.maketrans("xχХх×✕✖╳ⅩⅹX", "XXXXXXXXXXX")


def check_character(body: str) -> str:
    """The 18th character of the number that begins with these 17 digits."""
    return CHECKS[(sum(map(mul, body.encode(), WEIGHTS)) - NOUGHTS) % 11]


def modern(old: str) -> str:
    """15 digits as 18: the century after the area code, the check at the end."""
    body = f"{old[:6]}19{old[6:]}"
    return body + check_character(body)


def birth_of(number: str) -> date | None:
    """The birth date a (15- or 18-character) number states, if there is such a day."""
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def is_male(number: str) -> bool:
    """The digit before the check is odd for men, even for women."""
    return int(number[16] if len(number) == 18 else number[14]) % 2 == 1


def read_id_number(cell: Cell, column: Column, today: date) -> Reading:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= PRECISE:
        raise _precision_lost(f"{cell:.0f}")
    raw = written(cell)
    if NUMBER.fullmatch(raw):
        return _judged(raw, raw, column, today)
    text = narrow(raw)
    if SCIENTIFIC.match(text.replace(" ", "")):
        raise _precision_lost(text)
    clean = FILLER.sub("", text).upper().translate(X_LOOKALIKES)
    if len(clean) == 18 and clean[17] == "*" and clean[:17].isdigit():
        clean = f"{clean[:17]}X"
    if OLD_NUMBER.fullmatch(clean):
        return _old(clean, column, today)
    if not NUMBER.fullmatch(clean):
        raise _misshapen(clean, column)
    return _judged(clean, raw.strip(), column, today)


def _judged(clean: str, shown: str, column: Column, today: date) -> Reading:
    born = birth_of(clean)
    if born is None or born.year < 1800 or born > today:
        raise Wrong(
            "id_birth",
            f"{column.label}的第 7 至 14 位“{clean[6:14]}”不是有效的出生日期，请核对。",
        )
    if check_character(clean[:17]) != clean[17]:
        raise Wrong(
            "id_check",
            f"{column.label}的末位校验码不对，很可能有一位写错，请对照身份证核对。",
        )
    if shown != clean:
        return fixed(clean, "id_tidied", "已去掉空格等多余符号，并统一为半角、大写 X。")
    return Reading(clean)


def _old(clean: str, column: Column, today: date) -> Reading:
    number = modern(clean)
    _judged(number, number, column, today)
    if int(clean[12:]) in CENTENARIANS:
        return warning(
            number,
            "id_centenarian",
            f"15 位号码的顺序码 {clean[12:]} 曾用于百岁老人，换算的出生年份请核对。",
        )
    return fixed(number, "id_modernised", f"15 位旧号码已换算为 18 位：{number}。")


def _misshapen(clean: str, column: Column) -> Wrong:
    if "*" in clean or "＊" in clean:
        return Wrong("id_masked", f"{column.label}被星号遮住了，请填写完整号码。")
    if re.fullmatch(r"\d+X?", clean, re.ASCII):
        return Wrong(
            "id_length",
            f"{column.label}应为 18 位（旧号 15 位），现在是 {len(clean)} 位，请核对。",
        )
    return Wrong("id_signs", f"{column.label}“{clean[:30]}”里有不该有的字符，请核对。")


def _precision_lost(shown: str) -> Wrong:
    return Wrong(
        "precision_lost",
        f"身份证号被 Excel 当作数字保存，末几位已丢失（现为 {shown}），无法还原。"
        "请把该列设为“文本”格式后重新填写。",
    )
