"""Dates as people write them: 1998.07, 1998年7月1日, 19980701, 35977, 九八年七月…

A date is kept as far as it is known: "1998", "1998-07" or "1998-07-01".
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from lianxin.foundation.spreadsheets.reading.cells.texts import narrow, written
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import PRECISE, Cell, Reading, Wrong, fixed

FIRST_YEAR, LAST_YEAR = 1900, 2100
ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SEPARATORS = re.compile(r"[年月./\\\-–—―−_,~·•・‧ ]+")
ENDING = re.compile(r"(日|号|生|出生|入|整|份)+$")
TIME = re.compile(r"[T ]+(上午|下午)?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
REMARK = re.compile(r"\(.*?\)$")
NUMERALS = str.maketrans("〇○零Ｏ一二三四五六七八九两", "0000123456789" + "2")
CHINESE_NUMBER = re.compile(r"[〇○零一二三四五六七八九十两廿]+")
SERIAL_FIRST, SERIAL_LAST = 61, 73050  # 1900-03-01 to 2099-12-31
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class PartialDate(NamedTuple):
    """A date known to the day, the month or the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        if self.day:
            return "day"
        return "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def iso(self) -> str:
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in self[1:] if part))
        return "-".join(parts)

    @property
    def spoken(self) -> str:
        text = f"{self.year}年"
        if self.month:
            text += f"{self.month}月"
        return f"{text}{self.day}日" if self.day else text

    @classmethod
    def from_iso(cls, text: str) -> Self:
        return cls(*(int(part) for part in text.split("-")))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date is read against."""

    column: Column
    today: date
    epoch: date = EPOCH_1900


def read_date(cell: Cell, frame: Frame) -> Reading:
    if isinstance(cell, Mapping):
        moment = datetime.fromisoformat(cell["d"])
        return _bounded(PartialDate(moment.year, moment.month, moment.day), frame)
    if isinstance(cell, float) and not cell.is_integer() and abs(cell) < PRECISE:
        return _fraction(cell, frame)
    return _written(written(cell), frame)


def _written(text: str, frame: Frame) -> Reading:
    if ISO.fullmatch(text):
        return _known(PartialDate(int(text[:4]), int(text[5:7]), int(text[8:])), frame)
    text = REMARK.sub("", narrow(text))
    text = CHINESE_NUMBER.sub(_arabic, ENDING.sub("", TIME.sub("", text).strip()))
    if text.isascii() and text.isdigit():
        return _digits(text, frame)
    return _parts([part for part in SEPARATORS.split(text) if part], frame)


def _fraction(number: float, frame: Frame) -> Reading:
    """1998.07 typed as a number; or a serial day with a time of day."""
    if not FIRST_YEAR <= number < LAST_YEAR:
        return _serial(int(number), frame)
    year, _, month = f"{number:.4f}".rstrip("0").partition(".")
    if month == "1":
        raise Wrong(
            "october_or_january",
            f"“{year}.1”以数字保存，分不清是 1 月还是 10 月（末尾的 0 会丢失），请确认。",
            f"{year}-10",
        )
    return _parts([year, month], frame)


def _digits(text: str, frame: Frame) -> Reading:
    starts_with_year = len(text) >= 4 and FIRST_YEAR <= int(text[:4]) < LAST_YEAR
    if len(text) == 5 or (len(text) == 4 and not starts_with_year):
        return _serial(int(text), frame)
    if starts_with_year or len(text) == 8:
        cuts = (text[:4], text[4:6], text[6:])
    else:
        cuts = (text[:2], text[2:4], text[4:])
    if len(text) not in (4, 6, 8):
        raise _unclear(text)
    return _parts([cut for cut in cuts if cut], frame)


def _serial(number: int, frame: Frame) -> Reading:
    if not SERIAL_FIRST <= number <= SERIAL_LAST:
        raise _unclear(str(number))
    day = frame.epoch + timedelta(days=number)
    reading = _bounded(PartialDate(day.year, day.month, day.day), frame)
    return fixed(
        reading.value,
        "serial",
        f"{number} 是 Excel 的日期序号，已还原为 {day.isoformat()}。",
    )


def _parts(parts: list[str], frame: Frame) -> Reading:
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts):
        raise _unclear("-".join(parts))
    if len(parts) == 2 and len(parts[0]) == 4 and len(parts[1]) == 4:
        parts = [parts[0], parts[1][:2], parts[1][2:]]  # 1998.0701
    widths = [len(part) for part in parts]
    if widths[0] == 4 and max(widths[1:], default=0) <= 2:
        return _known(PartialDate(*(int(part) for part in parts)), frame)
    if len(parts) == 3 and widths[2] == 4 and max(widths[:2]) <= 2:
        raise _backwards(parts, frame)
    if widths[0] == 2 and len(parts) > 1 and max(widths) == 2:
        raise _two_digit_year(parts, frame)
    raise _unclear("-".join(parts))


def _known(when: PartialDate, frame: Frame) -> Reading:
    """0 in place of a month or a day means that it is not known."""
    year, month, day = when
    if month == 0 or day == 0:
        shorter = PartialDate(year, month or None)
        reading = _known(shorter, frame)
        sentence = f"月或日写作 00，已按“{shorter.spoken}”录入。"
        return fixed(reading.value, "unknown_part", sentence)
    label = frame.column.label
    if month is not None and month > 12:
        raise Wrong("no_such_month", f"没有 {month} 月，请核对“{label}”。", f"{year:04d}")
    if month is not None and day is not None and day > monthrange(max(year, 1), month)[1]:
        raise Wrong(
            "no_such_day",
            f"{year}年{month}月没有{day}日，请核对“{label}”。",
            f"{year:04d}-{month:02d}",
        )
    return _bounded(when, frame)


def _bounded(when: PartialDate, frame: Frame) -> Reading:
    label = frame.column.label
    if when.year < FIRST_YEAR or when.year > frame.today.year + 100:
        raise Wrong("year_out_of_range", f"年份 {when.year} 不合常理，请核对“{label}”。")
    if not frame.column.ahead and when.first > frame.today:
        raise Wrong(
            "in_the_future",
            f"“{label}”{when.spoken}在今天（{frame.today.isoformat()}）之后，请核对。",
        )
    return Reading(when.iso)


def _guess(when: PartialDate, frame: Frame) -> PartialDate:
    return PartialDate.from_iso(str(_known(when, frame).value))


def _two_digit_year(parts: list[str], frame: Frame) -> Wrong:
    """98.7: the century is a guess, so a person confirms it."""
    short = int(parts[0])
    century = 2000 if short <= frame.today.year % 100 else 1900
    guess = _guess(PartialDate(century + short, *(int(part) for part in parts[1:])), frame)
    return Wrong(
        "two_digit_year",
        f"年份只有两位“{parts[0]}”，请确认是否为 {guess.spoken}。",
        guess.iso,
    )


def _backwards(parts: list[str], frame: Frame) -> Wrong:
    """7/13/1998 or 13/7/1998; when both could be a month, only a person knows."""
    first, second, year = (int(part) for part in parts)
    month, day = (second, first) if first > 12 else (first, second)
    guess = _guess(PartialDate(year, month, day), frame)
    return Wrong(
        "backwards",
        f"日期“{'/'.join(parts)}”的年份在最后，请确认是否为 {guess.spoken}。",
        guess.iso,
    )


def _arabic(numeral: re.Match[str]) -> str:
    """一九九八 → 1998, 十一 → 11, 二十 → 20, 廿三 → 23."""
    text = numeral[0].replace("廿", "二十")
    if "十" not in text:
        return text.translate(NUMERALS)
    tens, _, ones = text.partition("十")
    return f"{tens.translate(NUMERALS) or '1'}{ones.translate(NUMERALS) or '0'}"


def _unclear(shown: str) -> Wrong:
    return Wrong(
        "not_a_date",
        f"看不懂日期“{shown[:30]}”。请写成 1998-07-01，只知道年月时写 1998-07。",
    )
