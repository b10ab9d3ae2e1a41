"""The citizen identity number (GB 11643-1999): its check digit, and what it says."""

from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a valid number says of its holder."""

    number: str
    born_on: date
    gender: str


def check_digit(body: str) -> str:
    """The last character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    return CHECKS[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def lengthen(short: str) -> str:
    """A 15-digit number of the cards of before 1999, as 18 characters.

    Sequences 996 to 999 were given to those born in the 1800s.
    """
    century = "18" if short[12:15] >= "996" else "19"
    body = short[:6] + century + short[6:]
    return body + check_digit(body)


def normal(text: str) -> str:
    """As it is stored: 18 characters, the X in capitals; nothing else is judged here."""
    number = text.strip().upper().replace(" ", "")
    return (
        lengthen(number) if len(number) == 15 and number.isascii() and number.isdigit() else number
    )


def read(number: str) -> Said | None:
    """What a normal number says, or None if it cannot be one."""
    body = number[:17]
    if len(number) != 18 or not (body.isascii() and body.isdigit()):
        return None
    if check_digit(body) != number[17]:
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
    if check_digit(body) != number[17]:
        return "校验位不符，可能有一位输错。请对照身份证逐位核对。"
    return "第 7 至 14 位不是有效的出生日期，请核对。"
