"""The citizen identity number (GB 11643-1999): its check digit, and what it says."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from lianxin.foundation.spreadsheets.reading.cells.identity import check_character


class Said(NamedTuple):
    """What a valid number says of its holder."""

    number: str
    born_on: date
    gender: str


@lru_cache(maxsize=16384)
def read(number: str) -> Said | None:
    """What a normal number says, or None if it cannot be one."""
    body = number[:17]
    if len(number) != 18 or not (body.isascii() and body.isdigit()):
        return None
    if check_character(body) != number[17]:
        return None
    try:
        born_on = date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    except ValueError:
        return None
    return Said(number=number, born_on=born_on, gender="1" if int(body[16]) % 2 else "2")


def fault(number: str) -> str:
    """Why a normal number cannot be one, in a sentence that says what to do."""
    if len(number) not in (15, 18):
        return f"应为 18 位，现为 {len(number)} 位。请对照身份证核对。"
    body = number[:17]
    if not (body.isascii() and body.isdigit()):
        return "前 17 位应全为数字，末位为数字或 X。"
    if check_character(body) != number[17]:
        return "校验位不符，可能有一位输错。请对照身份证逐位核对。"
    return "第 7 至 14 位不是有效的出生日期，请核对。"
