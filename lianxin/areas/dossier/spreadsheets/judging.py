"""What one row of a list of entries would do."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.areas.dossier.actions import Entry
from lianxin.areas.dossier.catalogue import ItemKind, Shape
from lianxin.areas.dossier.models import Item
from lianxin.areas.dossier.spreadsheets.columns import NAME, NUMBER, ON, PREFIX, UNIT, UNTIL
from lianxin.areas.members import queries as members
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member, id_index
from lianxin.foundation.core.crypto import blind_index
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.many import among
from lianxin.foundation.spreadsheets.sheets import Issue, Judged, Place, Row, Severity, Verdict

HOURS = re.compile(r"(\d{1,3}(?:\.\d)?)\s*(?:学时|课时|小时|个学时)?")
LINE = "dossier.item.line"
Key = tuple[int, date, str]


def tenths(text: str) -> int | None:
    """Class hours as they are written in a cell, in tenths; None for what is not hours."""
    found = HOURS.fullmatch(text.strip())
    return round(float(found[1]) * 10) or None if found else None


def entry_of(kind: ItemKind, row: Row) -> Entry:
    """What the verb takes, of a row that was found good."""
    return Entry(on=Partial.of(str(row.values[ON])), until=_until(row), values=_values(kind, row))


def _until(row: Row) -> date | None:
    given = row.values.get(UNTIL)
    return Partial.of(str(given)).on if given else None


def _values(kind: ItemKind, row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for ask in kind.asks:
        given = row.values.get(f"{PREFIX}{ask.key}")
        if given in (None, ""):
            continue
        values[ask.key] = tenths(str(given)) if ask.shape is Shape.HOURS else given
    return values


@dataclass(frozen=True)
class Judging:
    """What the house knows that the rows may speak of, read once for all of them."""

    kind: ItemKind
    today: date
    by_number: Mapping[bytes, Member]
    by_name: Mapping[str, Sequence[Member]]
    known: frozenset[Key]

    def judged(self, row: Row) -> Judged:
        issues = list(self._faults(row))
        member = self._member(row, issues)
        if issues or member is None or row.broken:
            told = tuple(issues)
            found = member.pk if member else None
            return Judged(row.number, Verdict.ERROR, matched_id=found, issues=told)
        entry = entry_of(self.kind, row)
        key = (member.pk, entry.on.on, str(entry.values[self.kind.titled_by])[:120])
        verdict = Verdict.UNCHANGED if key in self.known else Verdict.NEW
        return Judged(row.number, verdict, _digest(key), member.pk)

    def _faults(self, row: Row) -> Sequence[tuple[str, Issue]]:
        """What is amiss with the cells, beyond what reading them has found."""
        found = []
        for ask in self.kind.asks:
            column = f"{PREFIX}{ask.key}"
            given = row.values.get(column)
            if ask.shape is Shape.HOURS and given and tenths(str(given)) is None:
                sentence = f"“{given}”不是学时数，请填写 8 或 7.5 这样的数。"
                found.append((column, _error("hours", sentence)))
            elif ask.required and not given and column not in row.broken:
                found.append((column, _error("missing", f"请填写{ask.label}。")))
        on, until = row.values.get(ON), _until(row)
        if on and Partial.of(str(on)).on > self.today:
            found.append((ON, _error("future", "日期在今天之后，请核对。")))
        if on and until and until < Partial.of(str(on)).on:
            found.append((UNTIL, _error("backwards", "结束日期早于开始日期，请核对。")))
        return found

    def _member(self, row: Row, issues: list[tuple[str, Issue]]) -> Member | None:
        """The member a row names: by number, else by name where there is one only."""
        number = str(row.values.get(NUMBER) or "")
        if number:
            return self._numbered(row, number, issues)
        alike = [
            member
            for member in self.by_name.get(str(row.values.get(NAME)), ())
            if UNIT not in row.values or member.unit_id == row.unit_id
        ]
        if len(alike) == 1:
            return alike[0]
        sentence = (
            f"名册上有 {len(alike)} 人同名，请填写身份证号或所在党支部。"
            if alike
            else "本组织名册上没有此人，请核对姓名和所在党支部。"
        )
        issues.append((NAME, _error("nobody", sentence)))
        return None

    def _numbered(self, row: Row, number: str, issues: list[tuple[str, Issue]]) -> Member | None:
        index = id_index(number)
        member = self.by_number.get(index)
        if member is None:
            sentence = "本组织名册上没有这个身份证号，请核对。"
            issues.append((NUMBER, _error("nobody", sentence)))
        elif member.name != row.values.get(NAME):
            issues.append((NAME, _error("name", "姓名与名册上这个身份证号的姓名不一致，请核对。")))
        return member


def _error(code: str, sentence: str) -> Issue:
    return Issue(Severity.ERROR, code, sentence)


def _digest(key: Key) -> bytes:
    return blind_index("|".join(map(str, key)), context=LINE)


def judging_of(kind: ItemKind, rows: Sequence[Row], place: Place) -> Judging:
    """Everything the rows may speak of, in three statements."""
    numbers = [str(row.values[NUMBER]) for row in rows if row.values.get(NUMBER)]
    holders = members.holders_of(numbers, path=place.unit.path)
    unnumbered = [row.values for row in rows if not row.values.get(NUMBER)]
    names = [str(values[NAME]) for values in unnumbered if values.get(NAME)]
    namesakes = members.namesakes(names, path=place.unit.path) if names else ()
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in namesakes:
        by_name[member.name].append(member)
    people = {member.pk for member in (*namesakes, *holders.inside)}
    standing = Item.objects.standing().filter(
        kind=kind.code, member__in=among(sorted(people), "int8")
    )
    return Judging(
        kind=kind,
        today=day_of(place.at),
        by_number={bytes(m.id_index or b""): m for m in holders.inside},
        by_name=by_name,
        known=frozenset(standing.values_list("member_id", "on", "title")),
    )
