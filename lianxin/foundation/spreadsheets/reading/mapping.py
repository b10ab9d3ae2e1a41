"""Which header means which column, how sure that is, and what a person must decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from rapidfuzz import fuzz

from lianxin.foundation.spreadsheets.reading.cells import Reader
from lianxin.foundation.spreadsheets.reading.cells.texts import is_blank, tidy, written
from lianxin.foundation.spreadsheets.reading.columns import Column, Kind
from lianxin.foundation.spreadsheets.reading.headers import (
    Header,
    is_ordinal,
    normal,
    vocabulary,
    without_brackets,
)
from lianxin.foundation.spreadsheets.reading.notes import Cell

ALIKE_ENOUGH = 85.0
EVIDENCE_SHARE = 0.8
LEAST_EVIDENCE = 3
TELLING = (Kind.ID_NUMBER, Kind.PHONE, Kind.CODE, Kind.DATE, Kind.NAME)
SAMPLES = 3
IGNORED = ""


class How(StrEnum):
    EXACT = "exact"
    SYNONYM = "synonym"
    MEMORY = "memory"
    EVIDENCE = "evidence"
    ALIKE = "alike"  # only a suggestion
    ORDINAL = "ordinal"  # 序号: needed by nobody
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match:
    """One column of the file: what it is taken for, and why.

    `key` is set when sure enough to go on; `suggested` is what to offer otherwise. `doubt` says
    that the cells do not look like what the header promises.
    """

    place: int
    header: str
    key: str
    how: How
    confidence: float
    suggested: str = ""
    samples: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All columns of the file, the fields claimed twice, the required ones not found."""

    matches: tuple[Match, ...]
    conflicts: Mapping[str, tuple[int, ...]]
    missing: tuple[str, ...]

    @property
    def chosen(self) -> dict[int, str]:
        return {match.place: match.key for match in self.matches if match.key}


def fingerprint(header: Header) -> str:
    """The same for files with the same headers, in whatever order and spelling."""
    names = sorted({normal(text) for text in header.texts if text})
    return sha256("\n".join(names).encode()).hexdigest()[:32]


def propose(
    header: Header,
    sample: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    *,
    today: date,
    remembered: Mapping[str, str] | None = None,
) -> Proposal:
    """Match headers to columns: what was chosen before for the same header, the label itself,
    a synonym, what the cells look like; a merely similar name is only suggested.

    `remembered` maps the normal form of a header to a key, or to "" for "leave it out".
    """
    by_key = {column.key: column for column in columns}
    matches = [
        _by_name(place, header, sample, columns, remembered or {})
        for place in range(len(header.texts))
        if header.texts[place] or _cells(sample, place)
    ]
    taken = {match.key for match in matches if match.key}
    free = [column for column in columns if column.key not in taken]
    evidence = Evidence(columns, today)
    settled = [_settle(match, free, sample, evidence) for match in matches]
    settled = _once(settled)
    checked = tuple(_doubted(match, by_key, sample, evidence) for match in settled)
    return review(checked, columns)


def review(matches: Sequence[Match], columns: Sequence[Column]) -> Proposal:
    """Find fields claimed twice and required ones not found."""
    claims: dict[str, list[int]] = {}
    for match in matches:
        if match.key:
            claims.setdefault(match.key, []).append(match.place)
    conflicts = {key: tuple(places) for key, places in claims.items() if len(places) > 1}
    missing = tuple(c.key for c in columns if c.required and c.key not in claims)
    return Proposal(tuple(matches), conflicts, missing)


def _cells(sample: Sequence[Sequence[Cell]], place: int) -> list[Cell]:
    cells = (row[place] for row in sample if place < len(row))
    return [cell for cell in cells if not is_blank(tidy(written(cell)))]


def _by_name(
    place: int,
    header: Header,
    sample: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    remembered: Mapping[str, str],
) -> Match:
    text = header.texts[place]
    seen = tuple(dict.fromkeys(written(cell)[:40] for cell in _cells(sample, place)))[:SAMPLES]
    before = remembered.get(normal(text))
    if before is not None and (before == IGNORED or before in {c.key for c in columns}):
        return Match(place, text, before, How.MEMORY, 1.0, samples=seen)
    key, how, sure = _named(text, header.inner[place], columns)
    return Match(place, text, key, how, sure, samples=seen)


def _named(text: str, inner: str, columns: Sequence[Column]) -> tuple[str, How, float]:
    """What the header says by itself."""
    labels = {normal(column.label): column.key for column in columns}
    words = vocabulary(columns)
    for form, sure in ((normal(text), 1.0), (normal(inner), 0.97), (without_brackets(text), 0.95)):
        if form in labels:
            return labels[form], How.EXACT, sure
        if form in words:
            return words[form], How.SYNONYM, sure - 0.02
    if is_ordinal(text):
        return IGNORED, How.ORDINAL, 1.0
    return IGNORED, How.NOTHING, 0.0


def _settle(
    match: Match,
    free: Sequence[Column],
    sample: Sequence[Sequence[Cell]],
    evidence: "Evidence",
) -> Match:
    """A header that says nothing: judge by its cells, or by the nearest name."""
    if match.how is not How.NOTHING:
        return match
    found = evidence.of(_cells(sample, match.place), free)
    if found is not None:
        column, share = found
        return Match(
            match.place, match.header, column.key, How.EVIDENCE, share * 0.8, samples=match.samples
        )
    alike = _nearest(match.header, free)
    if alike is None:
        return match
    key, score = alike
    return Match(match.place, match.header, IGNORED, How.ALIKE, score, key, match.samples)


def _nearest(header: str, free: Sequence[Column]) -> tuple[str, float] | None:
    """The most similar label or synonym, if very similar. Never a part of another name."""
    best: tuple[str, float] | None = None
    for word, key in vocabulary(free).items():
        score = fuzz.ratio(normal(header), word)
        if score >= ALIKE_ENOUGH and (best is None or score > best[1] * 100):
            best = (key, score / 100)
    return best


def _once(matches: list[Match]) -> list[Match]:
    """Evidence may not claim one field twice, nor against a header: then it only suggests."""
    claims = [match.key for match in matches if match.key]
    return [
        Match(m.place, m.header, IGNORED, How.ALIKE, m.confidence, m.key, m.samples)
        if m.how is How.EVIDENCE and claims.count(m.key) > 1
        else m
        for m in matches
    ]


class Evidence:
    """Judges what cells look like."""

    def __init__(self, columns: Sequence[Column], today: date) -> None:
        self._reader = Reader(columns, today=today)

    def share(self, cells: Sequence[Cell], column: Column) -> float:
        """How many of the cells read cleanly as this column."""
        if not cells:
            return 0.0
        return sum(not self._reader.read(column.key, cell).is_error for cell in cells) / len(cells)

    def of(self, cells: Sequence[Cell], free: Sequence[Column]) -> tuple[Column, float] | None:
        """The one free column these cells look like. Two that fit equally are no evidence."""
        if len(cells) < LEAST_EVIDENCE:
            return None
        for kind in (Kind.ID_NUMBER, Kind.PHONE, Kind.CODE):
            fitting = [
                (column, share)
                for column in free
                if column.kind is kind and column.evidence
                if (share := self.share(cells, column)) >= EVIDENCE_SHARE
            ]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                return None
        return None


def _doubted(
    match: Match,
    by_key: Mapping[str, Column],
    sample: Sequence[Sequence[Cell]],
    evidence: Evidence,
) -> Match:
    """A header that says one thing over cells that say another."""
    column = by_key.get(match.key)
    cells = _cells(sample, match.place)
    if column is None or column.kind not in TELLING or len(cells) < LEAST_EVIDENCE:
        return match
    if evidence.share(cells, column) >= 1 - EVIDENCE_SHARE:
        return match
    doubt = f"这一列的内容大多不像“{column.label}”，请核对对应关系。"
    return Match(
        match.place, match.header, match.key, match.how, 0.5, samples=match.samples, doubt=doubt
    )
