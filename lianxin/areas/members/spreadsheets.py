"""The roster workbook that a branch secretary really has, plugged into the sheets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.areas.members import actions, catalogue, queries, rules
from lianxin.areas.members.catalogue import ALIASES, FIELDS, Field, Problem, shown_masked
from lianxin.areas.members.catalogue import Kind as FieldKind
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member, id_index, name_index
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.sheets import (
    Applied,
    Change,
    Choice,
    Column,
    Decision,
    Issue,
    Judged,
    Kind,
    Place,
    Row,
    Severity,
    Undone,
    Verdict,
)

UNIT, STATUS = "unit", "status"
_KINDS: Mapping[FieldKind, Kind] = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.LONG: Kind.NOTE,
    FieldKind.NAME: Kind.NAME,
    FieldKind.CODE: Kind.CODE,
    FieldKind.DATE: Kind.DATE,
    FieldKind.FLAG: Kind.BOOLEAN,
    FieldKind.PHONE: Kind.PHONE,
    FieldKind.IDENTITY: Kind.ID_NUMBER,
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.MONTHS: Kind.INTEGER,
}
_AHEAD = frozenset({"probation_extended_to", "dues_paid_to", "school_to"})
_SAMPLES = {
    "name": "陈晓帆", "id_number": "11010519491231002X", "gender": "女", "born_on": "1949-12-31",
    "ethnicity": "汉族", "category": "正式党员", "joined_on": "1998-07-01", "full_on": "1999-07-01",
    "education": "大学", "job": "退休人员", "phone": "13800138000", "is_floating": "否",
    "is_lost": "否",
}  # fmt: skip


def _column(field: Field) -> Column:
    aliases: dict[str, list[str]] = defaultdict(list)
    for word, code in ALIASES.get(field.key, {}).items():
        aliases[code].append(word)
    return Column(
        key=field.key,
        label=field.label,
        kind=_KINDS[field.kind],
        required=field.key == "name",
        synonyms=field.synonyms,
        codes=tuple(
            Choice(code, label, tuple(aliases[code])) for code, label in field.codes.items()
        ),
        longest=field.most,
        least=-1200 if field.kind is FieldKind.MONTHS else None,
        most=1200 if field.kind is FieldKind.MONTHS else None,
        ahead=field.key in _AHEAD,
        natural_key=field.key == "id_number",
        personal=field.openness is not catalogue.Openness.PUBLIC,
        sample=_SAMPLES.get(field.key, ""),
        hint=field.hint,
    )


COLUMNS = (
    *(_column(field) for field in FIELDS.values()),
    Column(
        key=UNIT,
        label="所在党支部",
        kind=Kind.UNIT,
        synonyms=(
            "党支部", "所在支部", "支部", "支部名称", "所属支部", "所属党支部", "所在党组织",
            "所在党支部全称", "党组织名称", "所属党组织", "党支部名称",
        ),
    ),
    Column(
        key=STATUS,
        label="党籍状态",
        kind=Kind.CODE,
        evidence=False,
        codes=(Choice("normal", "正常", ("在册",)), Choice("suspended", "停止党籍")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the house knows that the rows may speak of, read once for all of them."""

    units: Mapping[int, Unit]
    by_number: Mapping[bytes, int]
    outside: Mapping[bytes, str]
    by_name: Mapping[str, Sequence[Member]]
    members: Mapping[int, Member]


class MemberRoll:
    """成员名册: one line for each person, matched by identity number, else by name and birth."""

    name = "members"
    title = "党员名册"
    columns = COLUMNS

    def may_import(self, by: Actor, *, at: Unit) -> bool:
        return rules.may_manage(by, at=at)

    def judge(self, rows: Sequence[Row], place: Place) -> Sequence[Judged]:
        known = _known(rows, place)
        return [Judging(row, place, known).judged() for row in rows]

    def apply(self, lines: Sequence[tuple[Row, Judged]], place: Place) -> Sequence[Applied]:
        entering = [(row, said) for row, said in lines if said.verdict is Verdict.NEW]
        changing = [(row, said) for row, said in lines if said.verdict is Verdict.CHANGED]
        known = _known([row for row, _ in lines], place)
        return [*_enter(entering, place, known), *_change(changing, place, known)]

    def undo(self, lines: Sequence[Applied], place: Place) -> Sequence[Undone]:
        said = actions.revert_all(
            [line.subject_id for line in lines],
            batch=place.batch_id,
            unit=place.unit,
            by=place.by,
            at=place.at,
        )
        return [
            Undone(line.number, not said[line.subject_id], said[line.subject_id]) for line in lines
        ]

    def link(self, subject_id: int) -> str:
        return reverse("members:member", args=[subject_id])


def _enter(lines: Sequence[tuple[Row, Judged]], place: Place, known: Known) -> Iterator[Applied]:
    if not lines:
        return
    ids = actions.admit_all(
        [actions.Line(unit=known.units[row.unit_id], facts=_entered(row)) for row, _ in lines],
        unit=place.unit,
        by=place.by,
        at=place.at,
        batch=place.batch_id,
    )
    for (row, _), pk in zip(lines, ids, strict=True):
        yield Applied(row.number, pk, created=True)


def _change(lines: Sequence[tuple[Row, Judged]], place: Place, known: Known) -> Iterator[Applied]:
    if not lines:
        return
    wanted = []
    for row, said in lines:
        member = known.members[said.matched_id or 0]
        wanted.append(
            actions.Amendment(
                member_id=member.pk,
                facts=_changed(row, member),
                unit=_target(row, member, known),
            )
        )
    actions.amend_all(wanted, unit=place.unit, by=place.by, at=place.at, batch=place.batch_id)
    for (row, _), amendment in zip(lines, wanted, strict=True):
        yield Applied(row.number, amendment.member_id, created=False)


def _given(row: Row) -> dict[str, Any]:
    """The declared facts of a row, dates as `Partial`."""
    given = {key: value for key, value in row.values.items() if key in FIELDS}
    for key, value in given.items():
        if FIELDS[key].kind is FieldKind.DATE and isinstance(value, str):
            given[key] = Partial.of(value)
    return given


def _entered(row: Row) -> dict[str, Any]:
    given = _given(row)
    return given | catalogue.filled(given)


def _changed(row: Row, member: Member) -> dict[str, Any]:
    """What a row gives for somebody known; a coarser date does not overwrite a finer one."""
    given = {
        key: value
        for key, value in _given(row).items()
        if not _is_coarser(member.value(key), value)
    }
    return given | catalogue.filled(member.facts() | given)


def _is_coarser(kept: Any, given: Any) -> bool:
    return (
        isinstance(kept, Partial)
        and isinstance(given, Partial)
        and given.precision < kept.precision
        and given.agrees_with(kept)
    )


def _target(row: Row, member: Member, known: Known) -> Unit | None:
    """The branch that a row names, if it is another than the member's."""
    named = UNIT in row.values and row.unit_id != member.unit_id
    return known.units[row.unit_id] if named else None


def _known(rows: Sequence[Row], place: Place) -> Known:
    numbers = [str(row.values["id_number"]) for row in rows if row.values.get("id_number")]
    names = [str(row.values["name"]) for row in rows if row.values.get("name")]
    holders = queries.holders_of(numbers, path=place.unit.path)
    namesakes = queries.namesakes(names, path=place.unit.path)
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in namesakes:
        by_name[member.name].append(member)
    return Known(
        units=Unit.objects.in_bulk({row.unit_id for row in rows}),
        by_number={bytes(m.id_index or b""): m.pk for m in holders.inside},
        outside=_outside(holders.outside, place.by),
        by_name=by_name,
        members={member.pk: member for member in (*namesakes, *holders.inside)},
    )


def _outside(held: Sequence[Member], by: Actor) -> dict[bytes, str]:
    """A sentence for each number held beyond the place; it names only what `by` may see."""
    said = {}
    for member in held:
        sentence = "该身份证号已在其他党组织登记。请联系上级党组织核对，或办理组织关系转接。"
        if rules.may_view(by, at=member.unit):
            sentence = (
                f"该身份证号已登记在{member.unit.short_name}（{member.name}）。"
                "请在其信息页办理支部调整，或在上级组织导入。"
            )
        said[bytes(member.id_index or b"")] = sentence
    return said


class Judging:
    """What one row would do."""

    def __init__(self, row: Row, place: Place, known: Known) -> None:
        self.row, self.place, self.known = row, place, known
        self.given = _given(row)
        number = str(self.given.get("id_number") or "")
        self.index = id_index(number) if number else b""
        self.issues: list[tuple[str, Issue]] = []

    def judged(self) -> Judged:
        self._remarks()
        if self.index in self.known.outside:
            return self._error("id_number", "elsewhere", self.known.outside[self.index])
        member = self._matched()
        if member is None:
            return self._new()
        if not member.is_on_the_roll:
            return self._error(
                "",
                "left",
                f"{member.name}已离开名册（{member.get_left_reason_display()}）。"
                "请先在其信息页办理恢复，再导入。",
                member,
            )
        if not self._is_certain(member) and self.row.decision is Decision.NONE:
            return self._perhaps(member)
        return self._known(member)

    def _matched(self) -> Member | None:
        """By number; without one by name and birth. A person may say that it is somebody else."""
        by_number = self.known.by_number.get(self.index) if self.index else None
        if by_number is not None:
            return self.known.members[by_number]
        if self.row.decision is Decision.OTHER:
            return None
        alike = [
            m for m in self.known.by_name.get(str(self.given.get("name")), ()) if self._like(m)
        ]
        certain = [m for m in alike if self._is_certain(m)]
        return (certain or alike or [None])[0]

    def _like(self, member: Member) -> bool:
        """Whether a namesake may be the same person: nothing that both know differs."""
        born, known = self.given.get("born_on"), member.value("born_on")
        both_born = born and known
        if self.index and member.id_index and not both_born:
            return False
        return member.is_on_the_roll and (not both_born or bool(born.agrees_with(known)))

    def _is_certain(self, member: Member) -> bool:
        """The same number; or, where a number is missing, same name, branch and day of birth."""
        if self.index and member.id_index:
            return self.index == bytes(member.id_index)
        born, known = self.given.get("born_on"), member.value("born_on")
        return bool(
            born and known and born.agrees_with(known) and self._unit_id() in (None, member.unit_id)
        )

    def _unit_id(self) -> int | None:
        """The branch the row speaks of, where it does."""
        unit = self.known.units[self.row.unit_id]
        return unit.pk if unit.kind_of.holds_members else None

    def _new(self) -> Judged:
        facts = _entered(self.row)
        unit = self.known.units[self.row.unit_id]
        if not (unit.is_open and unit.kind_of.holds_members) and UNIT not in self.row.broken:
            said = f"“{unit.short_name}”不是党支部。" if UNIT in self.row.values else ""
            self._note(UNIT, "no_branch", f"{said}请写明此人所在的党支部。", Severity.ERROR)
        self._fillings(_given(self.row))
        self._contradictions(actions.complete(facts))
        return self._say(Verdict.NEW)

    def _perhaps(self, member: Member) -> Judged:
        self._note(
            "name",
            "namesake",
            f"{member.unit.short_name}已有{member.name}"
            f"（{catalogue.shown('born_on', member.value('born_on')) or '出生日期未登记'}），"
            "可能是同一人，请选择“同一人”或“另一人”。",
            Severity.WARNING,
        )
        return self._say(Verdict.DUPLICATE, member)

    def _known(self, member: Member) -> Judged:
        before = member.facts()
        changed = _changed(self.row, member)
        after = before | actions.plain(changed)
        changes = [
            Change(key, shown_masked(key, before[key]), shown_masked(key, after[key]))
            for key in changed
            if before[key] != after[key]
        ]
        target = _target(self.row, member, self.known)
        if target is not None:
            changes.append(Change(UNIT, member.unit.short_name, target.short_name))
            if not (target.is_open and target.kind_of.holds_members):
                self._note(UNIT, "no_branch", "所写组织不是存续的党支部。", Severity.ERROR)
        if not changes:
            return self._say(Verdict.UNCHANGED, member)
        self._contradictions(after)
        return self._say(Verdict.CHANGED, member, tuple(changes))

    def _remarks(self) -> None:
        for problem in catalogue.remarked(_entered(self.row)):
            self._problem(problem)
        if self.row.values.get(STATUS) == "suspended":
            sentence = "停止党籍须凭批准文件办理，导入不改变党籍状态，请在其信息页办理。"
            self._note(STATUS, "suspended", sentence, Severity.WARNING)

    def _fillings(self, given: Mapping[str, Any]) -> None:
        for key, value in catalogue.filled(given).items():
            sentence = f"已按其他内容补为“{catalogue.shown(key, value)}”。"
            self._note(key, "filled", sentence, Severity.FIXED)

    def _contradictions(self, facts: Mapping[str, Any]) -> None:
        told = {key for key, _ in self.issues} | self.row.broken
        for problem in catalogue.contradictions(facts, today=localdate(self.place.at)):
            if problem.key not in told:
                self._problem(problem)

    def _problem(self, problem: Problem) -> None:
        severity = Severity.ERROR if problem.is_error else Severity.WARNING
        issue = Issue(severity, "contradiction", problem.sentence, problem.suggestion)
        self.issues.append((problem.key, issue))

    def _note(self, key: str, code: str, sentence: str, severity: Severity) -> None:
        self.issues.append((key, Issue(severity, code, sentence)))

    def _error(self, key: str, code: str, sentence: str, member: Member | None = None) -> Judged:
        self._note(key, code, sentence, Severity.ERROR)
        return self._say(Verdict.ERROR, member)

    def _say(
        self, verdict: Verdict, member: Member | None = None, changes: tuple[Change, ...] = ()
    ) -> Judged:
        return Judged(
            number=self.row.number,
            verdict=verdict,
            key=self.index or self._name_key(),
            matched_id=member.pk if member else None,
            changes=changes,
            issues=tuple(self.issues),
        )

    def _name_key(self) -> bytes:
        """Without a number, two lines of one name, birth and branch are the same person."""
        born = self.given.get("born_on")
        if not born:
            return b""
        return name_index(f"{self.given.get('name')}|{born}|{self.row.unit_id}")
