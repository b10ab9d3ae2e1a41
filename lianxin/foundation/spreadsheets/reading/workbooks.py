"""Opening a workbook: what tabs it has, and its rows in chunks, with little memory.

`.csv` is read here; `.xlsx`, `.xls` and `.ods` are opened by a child process (child.py) with
bounded memory and time, because a workbook comes from outside.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from lianxin.foundation.spreadsheets.reading import delimited, guard, refusals
from lianxin.foundation.spreadsheets.reading.notes import Cell

MOST_ROWS = 200_100
MOST_COLUMNS = 256
CHILD_MEMORY = 3 * 2**29
CHILD_SECONDS = 120
CHILD = Path(__file__).with_name("child.py")
HEAD_ROWS = 40
CHUNK = 500

Row = tuple[int, list[Cell]]

REFUSALS: dict[str, type[refusals.UnreadableFile]] = {
    kind.code: kind
    for kind in (refusals.PasswordProtected, refusals.TooLarge, refusals.CorruptFile)
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook: `index` is its place in the file, `rows` its last row."""

    index: int
    name: str
    hidden: bool
    rows: int
    head: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a workbook holds, before choosing a tab."""

    format: guard.Format
    tabs: tuple[Tab, ...]
    epoch_1904: bool = False


def survey(path: Path) -> Survey:
    """Look into the file, or refuse with a sentence that says what to do."""
    passport = guard.inspect(path)
    if passport.format is guard.Format.CSV:
        tabs: tuple[Tab, ...] = (_csv_tab(path),)
    else:
        answer = next(_ask_child("survey", path), None)
        if answer is None:
            raise refusals.CorruptFile
        tabs = tuple(_tab(told) for told in answer["tabs"])
    if not any(tab.head for tab in tabs):
        raise refusals.EmptyFile
    return Survey(passport.format, tabs, passport.epoch_1904)


def _tab(told: dict[str, Any]) -> Tab:
    head = tuple((number, cells) for number, cells in told["head"])
    return Tab(told["index"], told["name"], told["hidden"], told["rows"], head)


def _csv_tab(path: Path) -> Tab:
    head: list[Row] = []
    last = 0
    for number, cells in delimited.rows(path, delimited.recognise(path)):
        last = number
        if len(head) < HEAD_ROWS:
            head.append((number, cells))
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise refusals.TooLarge
    return Tab(0, "", hidden=False, rows=last, head=tuple(head))


def chunks(path: Path, tab: int) -> Iterator[list[Row]]:
    """Every row of the tab that holds something, about five hundred at a time."""
    if guard.inspect(path).format is guard.Format.CSV:
        yield from _csv_chunks(path)
        return
    finished = False
    for said in _ask_child("rows", path, str(tab)):
        if isinstance(said, dict):
            finished = bool(said.get("end"))
        elif said:
            yield [(number, cells) for number, cells in said]
    if not finished:
        raise refusals.CorruptFile


def _csv_chunks(path: Path) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in delimited.rows(path, delimited.recognise(path)):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _ask_child(what: str, path: Path, *tab: str) -> Iterator[Any]:
    """Run child.py and hand on its lines. Its death by the limits is a refusal as well."""
    limits = f"{CHILD_MEMORY},{CHILD_SECONDS},{MOST_ROWS},{MOST_COLUMNS}"
    command = [sys.executable, "-I", str(CHILD), what, str(path), limits, *tab]
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(  # noqa: S603 - our own script, no shell, a path as argument
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env={}
        )
        try:
            if child.stdout is None:
                raise refusals.CorruptFile
            yield from _lines(child.stdout)
            if code := child.wait():
                raise refusals.TooSlow if code in (-24, -9) else refusals.TooLarge
        finally:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()


def _lines(pipe: IO[bytes]) -> Iterator[Any]:
    for line in pipe:
        said = orjson.loads(line)
        if isinstance(said, dict) and (reason := said.get("refused")):
            raise REFUSALS[reason]
        yield said
