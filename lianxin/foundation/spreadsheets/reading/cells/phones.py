"""Telephone numbers: mobile, or landline with area code."""

import re

from lianxin.foundation.spreadsheets.reading.cells.texts import narrow, written
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Cell, Reading, Wrong, fixed, warning

MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})(?:[转x](\d{1,6}))?", re.ASCII)
LOCAL = re.compile(r"[2-8]\d{6,7}", re.ASCII)
SERVICE = re.compile(r"[48]00\d{7}", re.ASCII)
COUNTRY = re.compile(r"^(\+|00)?86(?=1[3-9]\d{9}$|0?\d{10,11}$)")
BETWEEN = re.compile(r"[/;,，；|\n]+|(?<=\d{11}) +(?=1[3-9]\d)|或")
FILLER = re.compile(r"[\s()\-–—_.·']+")
POINT_ZERO = re.compile(r"\.0+$")


def read_phone(cell: Cell, column: Column) -> Reading:
    raw = written(cell).strip()
    if MOBILE.fullmatch(raw):
        return Reading(raw)
    text = POINT_ZERO.sub("", narrow(raw))
    numbers = [part for part in BETWEEN.split(text) if part.strip()] or [text]
    reading = _one(numbers[0], raw, column)
    if len(numbers) == 1:
        return reading
    return warning(
        reading.value,
        "several_phones",
        f"这一格写了 {len(numbers)} 个号码，只录入第一个 {reading.value}，其余请另行保存。",
    )


def _one(text: str, raw: str, column: Column) -> Reading:
    plain = FILLER.sub("", text)
    number = COUNTRY.sub("", plain)
    if MOBILE.fullmatch(number) or SERVICE.fullmatch(number):
        return _tidied(number, raw)
    if landline := LANDLINE.fullmatch(number):
        area, local, extension = landline.groups()
        return Reading(f"{area}-{local}" + (f"-{extension}" if extension else ""))
    if LOCAL.fullmatch(number):
        return warning(number, "no_area_code", f"固定电话 {number} 没有区号，请补上，如 010-。")
    raise _wrong(number, column)


def _tidied(number: str, raw: str) -> Reading:
    if number == raw:
        return Reading(number)
    return fixed(number, "phone_tidied", f"号码已整理为 {number}。")


def _wrong(number: str, column: Column) -> Wrong:
    if "*" in number:
        return Wrong("phone_masked", f"{column.label}被星号遮住了，请填写完整号码。")
    if number.isdigit() and number.startswith("1"):
        if len(number) == 11:
            return Wrong("phone_prefix", f"没有 {number[:3]} 开头的手机号，请核对。")
        return Wrong("phone_length", f"手机号应为 11 位，现在是 {len(number)} 位，请核对。")
    return Wrong(
        "not_a_phone",
        f"看不懂号码“{number[:30]}”。手机号写 11 位数字，固定电话写 010-12345678。",
    )
