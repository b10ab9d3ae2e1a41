"""What one row of a roster would do."""

from collections.abc import Mapping
from typing import Any

from lianxin.areas.members import actions, catalogue, guards
from lianxin.areas.members.catalogue import Problem, shown_masked
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member, id_index, name_index
from lianxin.areas.members.spreadsheets.columns import STATUS, UNIT
from lianxin.areas.members.spreadsheets.known import (
    Known,
    changed,
    given_of,
    target_of,
)
from lianxin.foundation.core.days import day_of
from lianxin.foundation.spreadsheets.sheets import (
    Change,
    Decision,
    Issue,
    Judged,
    Place,
    Row,
    Severity,
    Verdict,
)


class Judging:
    """What one row would do."""

    def __init__(self, row: Row, place: Place, known: Known) -> None:
        self.row, self.place, self.known = row, place, known
        self.given = given_of(row)
        self.gaps = catalogue.filled(self.given)
        number = str(self.given.get("id_number") or "")
        self.index = id_index(number) if number else b""
        self.issues: list[tuple[str, Issue]] = []

    def judged(self) -> Judged:
        self._remarks()
        if self.index in self.known.outside:
            return self._error("id_number", "elsewhere", self.known.outside[self.index])
        member = self._matched()
        return self._new() if member is None else self._somebody(member)

    def _somebody(self, member: Member) -> Judged:
        if not member.is_on_the_roll:
            sentence = (
                f"{member.name}已离开名册（{member.get_left_reason_display()}）。"
                "请先在其信息页办理恢复，再导入。"
            )
            return self._error("", "left", sentence, member)
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
        return next(iter(certain or alike), None)

    def _like(self, member: Member) -> bool:
        """Whether a namesake may be the same person. Two numbers that both check and differ are
        two people; so are two days of birth."""
        if self.index and member.id_index:
            return False
        born: Partial | None = self.given.get("born_on")
        known: Partial | None = member.value("born_on")
        return born is None or known is None or born.agrees_with(known)

    def _is_certain(self, member: Member) -> bool:
        """The same number; or, where a number is missing, same name, branch and day of birth."""
        if self.index and member.id_index:
            return self.index == bytes(member.id_index)
        born: Partial | None = self.given.get("born_on")
        known: Partial | None = member.value("born_on")
        same_day = born is not None and known is not None and born.agrees_with(known)
        return same_day and self._unit_id() in (None, member.unit_id)

    def _unit_id(self) -> int | None:
        """The branch the row speaks of, where it does."""
        unit = self.known.units[self.row.unit_id]
        return unit.pk if unit.kind_of.holds_members else None

    def _new(self) -> Judged:
        unit = self.known.units[self.row.unit_id]
        if not (unit.is_open and unit.kind_of.holds_members) and UNIT not in self.row.broken:
            said = f"“{unit.short_name}”不是党支部。" if UNIT in self.row.values else ""
            self._note(UNIT, "no_branch", f"{said}请写明此人所在的党支部。", Severity.ERROR)
        self._fillings()
        self._contradictions(actions.complete(self.given | self.gaps))
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
        amended = actions.plain(changed(self.row, member))
        changes = [
            Change(key, shown_masked(key, old), shown_masked(key, new))
            for key, new in amended.items()
            if (old := member.value(key)) != new
        ]
        target = target_of(self.row, member, self.known)
        if target is not None:
            changes.append(Change(UNIT, member.unit.short_name, target.short_name))
            if not (target.is_open and target.kind_of.holds_members):
                self._note(UNIT, "no_branch", "所写组织不是存续的党支部。", Severity.ERROR)
        if not changes:
            return self._say(Verdict.UNCHANGED, member)
        held = self.known.held.get(member.pk)
        for change in changes if held else ():
            if change.key in guards.GUARDED:
                self._note(change.key, "held", str(held), Severity.ERROR)
        self._contradictions(member.facts() | amended)
        return self._say(Verdict.CHANGED, member, tuple(changes))

    def _remarks(self) -> None:
        for problem in catalogue.remarked(self.given | self.gaps):
            self._problem(problem)
        if self.row.values.get(STATUS) == "suspended":
            sentence = "停止党籍须凭批准文件办理，导入不改变党籍状态，请在其信息页办理。"
            self._note(STATUS, "suspended", sentence, Severity.WARNING)

    def _fillings(self) -> None:
        for key, value in self.gaps.items():
            sentence = f"已按其他内容补为“{catalogue.shown(key, value)}”。"
            self._note(key, "filled", sentence, Severity.FIXED)

    def _contradictions(self, facts: Mapping[str, Any]) -> None:
        told = {key for key, _ in self.issues} | self.row.broken
        for problem in catalogue.contradictions(facts, today=day_of(self.place.at)):
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
