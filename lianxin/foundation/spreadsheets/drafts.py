"""A line while it is worked on, and how it is sealed away and opened again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from lianxin.foundation.core.crypto import blind_index, seal_bytes, unseal_bytes
from lianxin.foundation.spreadsheets.models import Line
from lianxin.foundation.spreadsheets.reading.cells.texts import written
from lianxin.foundation.spreadsheets.reading.notes import Cell, Issue, Severity, Value
from lianxin.foundation.spreadsheets.sheets import Change, Decision, Judged, Row, Verdict

NONE: frozenset[str] = frozenset()
FLAWLESS: frozenset[Severity] = frozenset()
SEVERITIES = {severity.value: severity for severity in Severity}
VERDICTS = {verdict.value: verdict for verdict in Verdict}
DECISIONS = {decision.value: decision for decision in Decision}
SAME = "spreadsheets_flaw.same"


@dataclass(slots=True)
class Draft:
    """One line while it is worked on: what stands in its cells, what they mean, what is said."""

    number: int
    cells: dict[str, Cell]
    values: dict[str, Value] = field(default_factory=dict)
    notes: dict[str, Issue] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    unit_id: int = 0
    decision: Decision = Decision.NONE
    judged: Judged | None = None
    equals_line: int | None = None

    @property
    def broken(self) -> frozenset[str]:
        return (
            NONE
            if not self.notes
            else frozenset(
                key for key, issue in self.notes.items() if issue.severity is Severity.ERROR
            )
        )

    @property
    def issues(self) -> list[tuple[str, Issue]]:
        """Everything there is to say: of the cells, then of the line."""
        said = self.judged.issues if self.judged else ()
        return [*self.notes.items(), *said]

    @property
    def severities(self) -> frozenset[Severity]:
        """How bad the worst is, and what else there is."""
        if not self.notes and not (self.judged and self.judged.issues):
            return FLAWLESS
        return frozenset(issue.severity for _, issue in self.issues)

    @property
    def has_error(self) -> bool:
        return Severity.ERROR in self.severities

    @property
    def has_warning(self) -> bool:
        return Severity.WARNING in self.severities

    @property
    def word(self) -> Verdict:
        """What counts, before equal lines of the file are looked at."""
        if self.decision is Decision.SKIP:
            return Verdict.SKIPPED
        if self.has_error or self.judged is None:
            return Verdict.ERROR
        return self.judged.verdict

    @property
    def row(self) -> Row:
        return Row(self.number, self.values, self.unit_id, self.decision, self.broken)

    def seal(self) -> bytes:
        """As one sealed record: it holds personal data, so nothing of it stands in the clear."""
        judged = self.judged
        plain = {
            "c": self.cells,
            "v": self.values,
            "n": {key: _told(issue) for key, issue in self.notes.items()},
            "e": self.edited,
            "u": self.unit_id,
            "j": [[key, *_told(issue)] for key, issue in judged.issues] if judged else [],
            "d": [[c.key, c.old, c.new] for c in judged.changes] if judged else [],
        }
        return seal_bytes(orjson.dumps(plain), context=Line.CONTEXT)


def _told(issue: Issue) -> list[str]:
    return [issue.severity, issue.code, issue.sentence, issue.suggestion]


def _heard(told: Sequence[str]) -> Issue:
    return Issue(SEVERITIES[told[0]], *told[1:])


class Stored(Protocol):
    """A stored line, or only those of its columns that a draft is made of."""

    number: Any
    judged: Any
    key: Any
    matched_id: Any
    decision: Any
    equals_line: Any
    sealed: Any


#: The columns of `Stored`, for whoever reads thousands of lines.
STORED = ("number", "judged", "key", "matched_id", "decision", "equals_line", "sealed")


def unseal(line: Stored) -> Draft:
    """The draft a stored line was made of."""
    plain: dict[str, Any] = orjson.loads(unseal_bytes(line.sealed, context=Line.CONTEXT))
    judged = Judged(
        number=line.number,
        verdict=VERDICTS[line.judged],
        key=bytes(line.key or b""),
        matched_id=line.matched_id,
        changes=tuple(Change(*change) for change in plain["d"]),
        issues=tuple((told[0], _heard(told[1:])) for told in plain["j"]),
    )
    return Draft(
        number=line.number,
        cells=plain["c"],
        values=plain["v"],
        notes={key: _heard(told) for key, told in plain["n"].items()},
        edited=plain["e"],
        unit_id=plain["u"],
        decision=DECISIONS[line.decision],
        judged=judged,
        equals_line=line.equals_line,
    )


def same(cell: Cell) -> bytes:
    """Equal for cells that say the same."""
    return blind_index(written(cell), context=SAME)
