"""Numbers that rules turn on, as data: each with its source and the day it came into force.

An area declares its national rules once; a unit may set a stricter number for itself and all
below it (a `Local`), never a weaker one. Whoever needs a number asks `Rules`, which also says
whose word it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Stricter(StrEnum):
    """In which direction a unit may tighten a number for its subtree."""

    MORE = "more"  # a longer time, more people: a bigger number asks more
    LESS = "less"  # a shorter deadline: a smaller number asks more
    NEVER = "never"  # the number is the same everywhere


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One national number: what it bounds, how much, whose word it is and since when."""

    code: str  # "admission.cultivation_months"
    name: str  # "培养教育考察期"
    value: int
    measure: str  # "个月", "年", "天", "个工作日", "人", "学时", "次"
    source: str  # "《中国共产党发展党员工作细则》第十二条"
    since: date
    stricter: Stricter = Stricter.NEVER
    soft: bool = False  # 一般: warn, do not forbid
    text: str = ""  # what the article says, in its own words as far as known

    @property
    def area(self) -> str:
        """The app that declared it: "admission"."""
        return self.code.partition(".")[0]

    @property
    def is_switch(self) -> bool:
        """Not a number but a yes or no: nobody asks it unless a unit does."""
        return self.stricter is Stricter.MORE and self.value == 0 and not self.measure

    def amount(self, value: int) -> str:
        """A number with its measure, in words: "12 个月", "不要求"."""
        if self.stricter is Stricter.MORE and value == 0:
            return "不要求"
        return f"{value} {self.measure}" if self.measure else "要求"


@dataclass(frozen=True, kw_only=True)
class Local:
    """A stricter number that a unit set for itself and everything below it."""

    value: int
    unit: str
    document: str
    since: date


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A number as it holds somewhere on a day."""

    rule: Rule
    local: Local | None = None

    @property
    def value(self) -> int:
        return self.local.value if self.local else self.rule.value

    @property
    def source(self) -> str:
        """Whose word it is: "《……细则》第十二条", or the local document."""
        return f"{self.local.unit}（{self.local.document}）" if self.local else self.rule.source

    @property
    def amount(self) -> str:
        """The number with its measure: "12 个月"."""
        return self.rule.amount(self.value)


_declared: dict[str, list[Rule]] = defaultdict(list)


class Undeclared(LookupError):  # noqa: N818 - a fault of the caller, told as what it is
    """No rule of this code is in force on the day."""


def declare(*rules: Rule) -> None:
    """An area states its national rules; the same code again with a later day is its next
    version."""
    for rule in rules:
        versions = _declared[rule.code]
        if rule not in versions:
            versions.append(rule)
            versions.sort(key=lambda version: version.since)


def national(code: str, *, on: date) -> Rule:
    """The version of a national rule that is in force on a day."""
    found = [rule for rule in _declared.get(code, ()) if rule.since <= on]
    if not found:
        raise Undeclared(code)
    return found[-1]


def declared(*, on: date) -> list[Rule]:
    """Every national rule in force on a day, by code."""
    return [
        [rule for rule in versions if rule.since <= on][-1]
        for _, versions in sorted(_declared.items())
        if versions[0].since <= on
    ]


def is_stricter(rule: Rule, value: int, *, than: int | None = None) -> bool:
    """Whether this number asks more than the national one, or than another one."""
    other = rule.value if than is None else than
    if rule.stricter is Stricter.MORE:
        return value > other
    return rule.stricter is Stricter.LESS and 0 < value < other


def strictest(rule: Rule, locals_: Iterable[Local]) -> Local | None:
    """Of what several units ask, the one that holds: none where nobody asks more than the
    national number; among equals the first, which is the highest."""
    held: Local | None = None
    for local in locals_:
        if is_stricter(rule, local.value, than=held.value if held else None):
            held = local
    return held


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The numbers as they hold at one unit on one day."""

    on: date
    local: Mapping[str, Local] = field(default_factory=dict)

    def told(self, code: str) -> InForce:
        """The number with whose word it is; a local one counts only while it is stricter."""
        rule = national(code, on=self.on)
        own = self.local.get(code)
        return InForce(rule=rule, local=own if own and is_stricter(rule, own.value) else None)

    def value(self, code: str) -> int:
        return self.told(code).value
