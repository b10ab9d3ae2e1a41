"""Plain text, free text and names: what people and other programs leave in them."""

import re
import unicodedata
from collections.abc import Mapping

from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Cell, Reading, Wrong, fixed, warning

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
CLEAN = re.compile("[0-9A-Za-z\u4e00-\u9fff.,/:()（）-]+")
SPACES = re.compile(r"[\s\u00a0\u3000]+")
PROTECTED = re.compile(r'^="(.*)"$', re.S)
BLANK_MARKS = frozenset({"/", "\\", "-", "--", "—", "——", "－", "―", "N/A", "n/a", "#", "*"})
FORMULA_SIGNS = re.compile(r"^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$")
DOTS = re.compile("[•・‧∙⋅●․·᛫⸱･．]")
CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
BETWEEN_CHINESE = re.compile(f"(?<=[{CHINESE}·]) +(?=[{CHINESE}·])")
BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]?$")
NAME = re.compile(rf"[{CHINESE}·]+|[A-Za-z][A-Za-z .'·-]*")
# Nearly every name is of this kind, and there is nothing to put right about it.
PLAIN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
WORDS: Mapping[bool | None, str] = {None: "", True: "是", False: "否"}
HALVES = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
LETTERS_AND_DIGITS = {
    code: half for code, half in HALVES.items() if chr(half).isalnum() and chr(half).isascii()
}


def written(cell: Cell) -> str:
    """The cell as a person would read it; "" for an empty one."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Mapping):
        return cell.get("d") or cell.get("e") or ""
    if isinstance(cell, float):
        return _decimal(cell)
    return WORDS[cell] if cell is None or isinstance(cell, bool) else str(cell)


def _decimal(number: float) -> str:
    if number.is_integer():
        return str(int(number))
    return f"{number:.10f}".rstrip("0") if abs(number) < 10**15 else repr(number)


def tidy(text: str) -> str:
    """Without invisible characters, guards of spreadsheets (' and ="…") and needless spaces."""
    if CLEAN.fullmatch(text):
        return text
    text = INVISIBLE.sub("", text).strip()
    if guarded := PROTECTED.match(text):
        text = guarded[1]
    return SPACES.sub(" ", text.lstrip("'‘’`")).strip()


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones: ０ → 0, （ → (."""
    return tidy(text).translate(HALVES).replace("。", ".").replace("、", ",").strip()


def is_blank(text: str) -> bool:
    return not text or text in BLANK_MARKS


def _normal(text: str) -> str:
    """Letters and digits half-width; characters that only look like Chinese ones replaced."""
    text = text.translate(LETTERS_AND_DIGITS)
    if any("⺀" <= mark <= "⿟" or "豈" <= mark <= "\ufaff" for mark in text):
        text = "".join(
            unicodedata.normalize("NFKC", mark)
            if "⺀" <= mark <= "⿟" or "豈" <= mark <= "\ufaff"
            else mark
            for mark in text
        )
    return text


def read_text(text: str, column: Column) -> Reading:
    return _measured(_normal(tidy(text)), text, column)


def read_note(text: str, column: Column) -> Reading:
    lines = (_normal(tidy(line)) for line in text.splitlines())
    return _measured("\n".join(line for line in lines if line), text, column)


def _measured(clean: str, text: str, column: Column) -> Reading:
    if len(clean) > column.longest:
        raise Wrong(
            "too_long",
            f"“{column.label}”最多 {column.longest} 个字，这里有 {len(clean)} 个字，请缩短。",
            clean[: column.longest],
        )
    if INVISIBLE.search(text):
        return fixed(clean, "invisible", "已去掉看不见的字符。")
    return Reading(clean)


def read_name(text: str, column: Column) -> Reading:
    """张 三 → 张三; the dot inside a name is kept, whichever dot was typed."""
    return Reading(text) if PLAIN_NAME.fullmatch(text) else _tidied_name(text, column)


def _tidied_name(text: str, column: Column) -> Reading:
    shown = _normal(tidy(text))
    clean = BETWEEN_CHINESE.sub("", DOTS.sub("·", shown))
    without = BRACKETED.sub("", clean).strip()
    if without and without != clean:
        raise Wrong("name_remark", f"姓名里带有说明“{clean}”，请只留姓名。", without)
    if not NAME.fullmatch(clean):
        return warning(clean, "name_signs", f"姓名“{clean}”里有数字或符号，请核对。")
    if len(clean) < 2:
        return warning(clean, "name_short", f"姓名“{clean}”只有一个字，请核对。")
    if clean != shown:
        return fixed(clean, "name_spacing", f"姓名已整理为“{clean}”。")
    return _measured(clean, text, column)
