"""How a sheet declares what it wants to find: columns, their kinds and their code lists."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"  # one line of text
    NOTE = "note"  # free text, may have several lines
    NAME = "name"  # a person's name
    CODE = "code"  # one of `codes`
    DATE = "date"  # a date known to the day, the month or the year
    ID_NUMBER = "id_number"  # resident identity number, 15 or 18 characters
    PHONE = "phone"  # mobile or landline
    MONEY = "money"  # written in yuan, read as whole fen
    BOOLEAN = "boolean"  # 是 / 否
    INTEGER = "integer"
    UNIT = "unit"  # a unit, by name or code, at or below the unit one imports at


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a code list: what is stored, what is shown, what else people write."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One field of a sheet.

    `synonyms` are other headers people write above it. `longest` limits texts. `least` and
    `most` bound integers, and money in fen. `ahead` lets a date lie in the future. `evidence`
    lets the column be recognised by what its cells look like when the header says nothing.
    `natural_key` columns tell which record a line speaks of; `personal` ones are masked in
    lists; `sample` and `hint` go into the template.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    codes: tuple[Choice, ...] = ()
    longest: int = 200
    least: int | None = None
    most: int | None = None
    ahead: bool = False
    evidence: bool = True
    natural_key: bool = False
    personal: bool = False
    sample: str = ""
    hint: str = ""
