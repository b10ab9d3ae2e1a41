"""One of a list: found by label, value or synonym; otherwise the nearest is suggested."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from lianxin.foundation.spreadsheets.reading.cells.texts import narrow
from lianxin.foundation.spreadsheets.reading.columns import Choice, Column
from lianxin.foundation.spreadsheets.reading.notes import Reading, Wrong, fixed

NUMBERED = re.compile(r"^\d{1,4}[.,:\-\s]+|\(\d{1,4}\)$")
LEAST_ALIKE = 55
SHOW_AT_MOST = 6


def _plain(text: str) -> str:
    return re.sub(r"[\s()\[\]·,.]+", "", narrow(text)).casefold()


@dataclass(frozen=True)
class CodeList:
    """A code list made ready for look-ups."""

    exact: dict[str, Choice]
    others: dict[str, Choice]

    @classmethod
    def of(cls, choices: tuple[Choice, ...]) -> "CodeList":
        exact = {_plain(choice.label): choice for choice in choices}
        others = {_plain(word): choice for choice in choices for word in choice.synonyms}
        values = {_plain(choice.value): choice for choice in choices}
        return cls(exact, values | others)

    def find(self, text: str) -> Choice | None:
        plain = _plain(text)
        return self.exact.get(plain) or self.others.get(plain)

    def nearest(self, text: str) -> str:
        known = {**{plain: c.label for plain, c in self.others.items()}}
        known |= {plain: c.label for plain, c in self.exact.items()}
        best = process.extractOne(
            _plain(text), known.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE
        )
        return known[best[0]] if best else ""


@lru_cache(maxsize=256)
def code_list(choices: tuple[Choice, ...]) -> CodeList:
    return CodeList.of(choices)


def read_code(text: str, column: Column) -> Reading:
    clean = narrow(text)
    codes = code_list(column.codes)
    choice = codes.find(clean) or codes.find(NUMBERED.sub("", clean))
    if choice is not None:
        if _plain(clean) == _plain(choice.label):
            return Reading(choice.value)
        return fixed(choice.value, "synonym", f"“{clean}”已按“{choice.label}”录入。")
    raise Wrong(
        "not_in_list",
        f"“{clean[:30]}”不在“{column.label}”的可选项中。{_offer(column)}",
        codes.nearest(clean),
    )


def _offer(column: Column) -> str:
    labels = "、".join(choice.label for choice in column.codes[:SHOW_AT_MOST])
    return f"可选：{labels}{'等' if len(column.codes) > SHOW_AT_MOST else ''}。"
