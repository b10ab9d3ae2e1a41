"""What a cell is, and what reading one may say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

#: A cell as it stands in the file, in plain JSON values. A typed date is `{"d": "1998-07-01"}`,
#: a formula error `{"e": "#N/A"}`, an empty cell None. Whole numbers come as int; a float at or
#: above `PRECISE` has lost digits.
Cell: TypeAlias = str | int | float | bool | Mapping[str, str] | None

#: A value as read, in plain JSON values: dates as "1998", "1998-07" or "1998-07-01", money in fen.
Value: TypeAlias = str | int | bool | None

#: Spreadsheets keep numbers with 15 significant digits.
PRECISE = 10**15


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Issue:
    """One sentence about one cell. An error keeps the line out; a warning is kept and shown;
    "fixed" tells what was put right on the way."""

    severity: Severity
    code: str
    sentence: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its value, and a note where there is one to make."""

    value: Value
    note: Issue | None = None

    @property
    def is_error(self) -> bool:
        return self.note is not None and self.note.severity is Severity.ERROR


class Wrong(Exception):  # noqa: N818 - what a reader says of a cell it cannot accept
    """The cell cannot be taken as it is; the sentence says why, and what to do."""

    def __init__(self, code: str, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.issue = Issue(Severity.ERROR, code, sentence, suggestion)


NOTHING = Reading(None)


def warning(value: Value, code: str, sentence: str, suggestion: str = "") -> Reading:
    return Reading(value, Issue(Severity.WARNING, code, sentence, suggestion))


def fixed(value: Value, code: str, sentence: str) -> Reading:
    return Reading(value, Issue(Severity.FIXED, code, sentence))
