"""Dates of which only the year or the month is known, as rosters have them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Self

YEAR, MONTH, DAY = 1, 2, 3
PRECISIONS = ((YEAR, "年"), (MONTH, "年月"), (DAY, "年月日"))
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, order=True)
class Partial:
    """The first day of what is known, and how much of it is known."""

    on: date
    precision: int = DAY

    @classmethod
    def of(cls, known: "date | str | Partial") -> Self:
        """From a date, or from 1998, 1998-07 or 1998-07-01."""
        if isinstance(known, Partial):
            return cls(known.on, known.precision)
        if isinstance(known, date):
            return cls(known, DAY)
        found = _ISO.fullmatch(known)
        if found is None:
            raise ValueError(known)
        year, month, day = found.groups()
        precision = DAY if day else MONTH if month else YEAR
        return cls(date(int(year), int(month or 1), int(day or 1)), precision)

    @staticmethod
    @lru_cache(maxsize=65536)
    def read(text: str) -> "Partial":
        """`of` for texts of which a sheet has the same many times."""
        return Partial.of(text)

    def __str__(self) -> str:
        return self.on.isoformat()[: (4, 7, 10)[self.precision - 1]]

    @cached_property
    def last(self) -> date:
        """The last day it may have been."""
        if self.precision == DAY:
            return self.on
        month = 12 if self.precision == YEAR else self.on.month
        return date(self.on.year, month, monthrange(self.on.year, month)[1])

    def agrees_with(self, other: "Partial") -> bool:
        """Whether both can be the same day."""
        return self.on <= other.last and other.on <= self.last


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)
