"""From rows of a file to lines that can be judged: read cells, find units, keep the sentences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from lianxin.foundation.spreadsheets import queries
from lianxin.foundation.spreadsheets.drafts import Draft
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading.cells import Reader
from lianxin.foundation.spreadsheets.reading.cells.texts import is_blank, tidy
from lianxin.foundation.spreadsheets.reading.columns import Kind
from lianxin.foundation.spreadsheets.reading.headers import LeftOut, Sieve
from lianxin.foundation.spreadsheets.reading.notes import Cell, Issue
from lianxin.foundation.spreadsheets.sheets import Decision, Place


class Clerk:
    """Reads the rows of one batch. Remembers cells and unit names it has seen."""

    def __init__(self, batch: Batch, *, at: datetime) -> None:
        columns = batch.columns
        self.batch = batch
        self._reader = Reader(columns.values(), today=localdate(at), epoch_1904=batch.epoch_1904)
        self._places = [(key, batch.places[key]) for key in columns]
        self._required = frozenset(key for key, column in columns.items() if column.required)
        unit_columns = [key for key, column in columns.items() if column.kind is Kind.UNIT]
        self._unit_key = unit_columns[0] if unit_columns else ""
        self._units: dict[str, int | Issue] = {}
        self._sieve = Sieve(queries.header_of(batch), list(batch.places.values()))

    def sift(self, rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[Draft | LeftOut]:
        """Data rows as drafts, still unread; the others with the reason they are left out."""
        for number, cells in rows:
            left_out = self._sieve.judge(number, cells)
            if left_out is not None:
                yield left_out
                continue
            width = len(cells)
            yield Draft(
                number,
                {
                    key: cells[place]
                    for key, place in self._places
                    if place < width and cells[place] is not None
                },
            )

    def read(self, drafts: Sequence[Draft]) -> None:
        """Every cell of these lines, and the units they name, in one statement for all."""
        known = {key: self._reader.known(key) for key, _ in self._places}
        read, required = self._reader.read, self._required
        for draft in drafts:
            cells, values, notes = draft.cells, draft.values, draft.notes
            for key, cell in cells.items():
                # This loop turns millions of times: most cells say what another said before.
                reading = known[key].get(cell) if type(cell) is str else None
                if reading is None:
                    reading = read(key, cell)
                if reading.value is not None:
                    values[key] = reading.value
                if reading.note is not None:
                    notes[key] = reading.note
            for key in required:
                if key not in cells:
                    self._read_cell(draft, key)
        self._place(drafts)

    def correct(self, draft: Draft, key: str, text: str) -> None:
        """Put another text into a cell, as a person typed it."""
        draft.cells.pop(key, None)
        draft.values.pop(key, None)
        draft.notes.pop(key, None)
        if not is_blank(tidy(text)):
            draft.cells[key] = text
        if key not in draft.edited:
            draft.edited.append(key)
        self._read_cell(draft, key)

    def _read_cell(self, draft: Draft, key: str) -> None:
        reading = self._reader.read(key, draft.cells.get(key))
        if reading.value is not None:
            draft.values[key] = reading.value
        if reading.note is not None:
            draft.notes[key] = reading.note

    def _place(self, drafts: Sequence[Draft]) -> None:
        """Tell the unit of every line; it lies at or below the unit of the batch."""
        here = self.batch.unit
        names = {str(d.values[self._unit_key]) for d in drafts if self._unit_key in d.values}
        unknown = {name for name in names if name not in self._units}
        if unknown:
            self._units |= queries.units_named(unknown, within=here)
        for draft in drafts:
            draft.unit_id = here.pk
            if self._unit_key in draft.values:
                self._take_unit(draft)

    def _take_unit(self, draft: Draft) -> None:
        found = self._units[str(draft.values[self._unit_key])]
        if isinstance(found, Issue):
            del draft.values[self._unit_key]
            draft.notes[self._unit_key] = found
        else:
            draft.values[self._unit_key] = draft.unit_id = found

    def place_again(self, drafts: Sequence[Draft]) -> None:
        """After a correction: names of units stand in the cells, ids in the values."""
        for draft in drafts:
            if self._unit_key in draft.cells:
                draft.notes.pop(self._unit_key, None)
                draft.values.pop(self._unit_key, None)
                self._read_cell(draft, self._unit_key)
        self._place(drafts)


def judge(drafts: Sequence[Draft], place: Place, batch: Batch) -> None:
    """Ask the sheet about these lines, all at once. Lines a person left out are not asked."""
    asked = [draft for draft in drafts if draft.decision is not Decision.SKIP]
    said = {j.number: j for j in batch.plug.judge([draft.row for draft in asked], place)}
    for draft in asked:
        draft.judged = said[draft.number]
