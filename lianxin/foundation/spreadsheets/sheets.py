"""The socket: what an area plugs in so that its records can come from a spreadsheet.

An area writes `<area>/spreadsheets.py` with one class that fits `Sheet`, and plugs an instance
in its `AppConfig.ready`: `sheets.plug(MemberRoll())`. Everything else is done here: opening the
file, finding the header, mapping columns, reading cells, finding units by name, duplicate keys
inside the file, staging, the pages, fixing cells, chunks, resuming after a crash, undo.

A batch walks through the sheet like this, some thousands of lines at a time, never one by one:

1. `judge(rows, place)`, while checking: for each row say what it would do, in a fixed number of
   statements for all rows.
2. `apply(lines, place)`, in one transaction per chunk together with the state of the batch: the
   area's plural verb, with the lines judged NEW or CHANGED. It refuses (core's `Refused`) when one
   of them no longer stands, because the world has changed since; then nothing of the chunk is
   kept, all of it is judged again, and what still stands is applied.
3. `undo(lines, place)`, newest first: take back what `apply` did, where nobody has touched it.

A row holds only cells that say something: what is blank in the file overwrites nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.reading.columns import Choice, Column, Kind
from lianxin.foundation.spreadsheets.reading.notes import Issue, Severity, Value


class Verdict(StrEnum):
    """What applying a line would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # perhaps somebody already known: a person decides
    ERROR = "error"
    SKIPPED = "skipped"  # a person left the line out; a sheet never says so


class Decision(StrEnum):
    """What a person decided about a possible duplicate."""

    NONE = ""
    SAME = "same"  # it is the matched record: take the line as a change of it
    OTHER = "other"  # it is somebody else: take the line as new
    SKIP = "skip"  # leave the line out; never reaches the sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Where, by whom and when a batch is imported. Lines belong to `unit` or below it."""

    batch_id: int
    unit: Unit
    by: Actor
    at: datetime


class Row(NamedTuple):
    """One line as read: `number` is its row in the file.

    `values` are clean: code values, whole fen, partial dates as "1998", "1998-07" or
    "1998-07-01" (see reading.cells.dates.PartialDate), 18-character identity numbers. The value
    of a UNIT column is the id of a unit within the place; `unit_id` is that unit, or the place's
    own where the file has no such column. `broken` names columns whose cell could not be read.
    """

    number: int
    values: Mapping[str, Value]
    unit_id: int
    decision: Decision = Decision.NONE
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a line would change, in words to show. Mask what must not be seen."""

    key: str
    old: str
    new: str


class Judged(NamedTuple):
    """What the sheet says of a row.

    `key` is the blind index of the natural key (b"" where the row has none): lines of one file
    with the same key are told to be duplicates. `matched_id` is the record found. `issues` pair a
    column key ("" for the whole line) with a sentence; an ERROR among them keeps the line out,
    whatever the verdict. A sentence about a record beyond the actor's sight must not tell
    anything of it.
    """

    number: int
    verdict: Verdict
    key: bytes = b""
    matched_id: int | None = None
    changes: tuple[Change, ...] = ()
    issues: tuple[tuple[str, Issue], ...] = ()


class Applied(NamedTuple):
    """What applying a line did. `before` is whatever the sheet needs to undo it, as plain JSON;
    it is kept sealed with the line and handed back to `undo`."""

    number: int
    subject_id: int
    created: bool
    before: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Undone:
    """Whether a line was taken back; if not, a sentence says why."""

    number: int
    undone: bool
    sentence: str = ""


def undone_by(
    revert: Callable[..., Mapping[int, str]], lines: Sequence[Applied], place: Place
) -> list[Undone]:
    """What a plural verb takes back of a batch; it answers a sentence for each subject: why it
    stays, or ""."""
    said = revert(
        [line.subject_id for line in lines],
        batch=place.batch_id, unit=place.unit, by=place.by, at=place.at,
    )  # fmt: skip
    return [Undone(line.number, not said[line.subject_id], said[line.subject_id]) for line in lines]


class Sheet(Protocol):
    """A kind of spreadsheet that can be imported."""

    @property
    def name(self) -> str:
        """Stored with each batch and part of the url: "members"."""

    @property
    def title(self) -> str:
        """What people call it: "成员名册"."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    @property
    def permission(self) -> str:
        """The area's permission to import such a sheet at a unit and below: "members.manage"."""

    def judge(self, rows: Sequence[Row], place: Place) -> Sequence[Judged]:
        """Say of each row what applying it would do; write nothing."""

    def apply(self, lines: Sequence[tuple[Row, Judged]], place: Place) -> Sequence[Applied]:
        """Do it, with one set-based verb that publishes one event, or refuse the whole chunk.
        Called in a transaction."""

    def undo(self, lines: Sequence[Applied], place: Place) -> Sequence[Undone]:
        """Take it back. A record that was touched since stays, and the sentence says so."""

    def link(self, subject_id: int) -> str:
        """The url of a record."""


_sheets: dict[str, Sheet] = {}


def plug(sheet: Sheet) -> Sheet:
    _sheets[sheet.name] = sheet
    return sheet


def named(name: str) -> Sheet | None:
    return _sheets.get(name)


def plugged() -> tuple[Sheet, ...]:
    return tuple(_sheets.values())


__all__ = [
    "Applied",
    "Change",
    "Choice",
    "Column",
    "Decision",
    "Issue",
    "Judged",
    "Kind",
    "Place",
    "Row",
    "Severity",
    "Sheet",
    "Undone",
    "Value",
    "Verdict",
    "named",
    "plug",
    "plugged",
]
