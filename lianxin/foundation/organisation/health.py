"""What is amiss with a unit (体检): checks as data, each with the number it leans on.

Counts of members come from above through a socket:

    health.plug_counts(lambda unit_ids: {unit_id: (members, formal), ...})
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.organisation.catalogue import KINDS, number
from lianxin.foundation.organisation.catalogue.numbers import ELECTIONS, PRACTICE

Counts = Callable[[Collection[int]], Mapping[int, tuple[int, int]]]

_counts: list[Counts] = []


def plug_counts(counts: Counts) -> Counts:
    """The area that keeps the roll answers unit ids with (members, formal members) whose formal
    affiliation lies directly there, in a constant number of statements."""
    _counts[:] = [counts]
    return counts


def counts(unit_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    return _counts[0](unit_ids) if _counts and unit_ids else {}


def has_counts() -> bool:
    return bool(_counts)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A unit as the checks see it; members of a committee are those of all units below it."""

    kind: str
    domain: str
    has_committee: bool
    term_ends_on: date | None
    committee: int = 0  # people in the committee today
    has_secretary: bool = False
    workplaces: int = 0
    members: int | None = None  # None where no area keeps a roll
    formal: int | None = None

    @property
    def is_elected(self) -> bool:
        return KINDS[self.kind].elected

    def months_left(self, at: date) -> int:
        """Whole months until the term is over; negative when it is."""
        ends = self.term_ends_on or at
        months = (ends.year - at.year) * 12 + ends.month - at.month
        return months - (ends.day < at.day)


TONES = ("danger", "warn", "info")


@dataclass(frozen=True, kw_only=True)
class Finding:
    code: str
    tone: str  # one of TONES
    sentence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: amiss when `amiss` says so; `leans_on` names the number it compares with."""

    code: str
    tone: str
    sentence: str
    amiss: Callable[[Subject, int, date], bool]
    leans_on: str = ""
    source: str = ""
    kinds: frozenset[str] = frozenset()


BRANCHES = frozenset({"branch", "joint"})
GENERAL = frozenset({"general"})
COMMITTEE = frozenset({"committee"})

CHECKS = (
    Check(
        code="secretary_vacant", tone="danger",
        sentence="书记空缺，应当及时补选；确有需要时，上级党组织可以指派。",
        amiss=lambda unit, value, at: not unit.has_secretary,
        source=f"{ELECTIONS}、支部工作条例第六章",
    ),
    Check(
        code="term_over", tone="danger",
        sentence="本届已于 {term} 届满，应当换届；延期须报上级党组织批准，一般不超过 {value} 年。",
        amiss=lambda unit, value, at: unit.term_ends_on is not None and unit.term_ends_on <= at,
        leans_on="term_shift_years",
    ),
    Check(
        code="term_due", tone="warn",
        sentence="本届任期还有 {months}（{term} 届满），请着手准备换届。",
        amiss=lambda unit, value, at: (
            unit.term_ends_on is not None
            and unit.term_ends_on > at
            and unit.months_left(at) < value
        ),
        leans_on="term_notice_months",
    ),
    Check(
        code="term_unknown", tone="info", sentence="尚未登记本届任期，届满前无法提醒换届。",
        amiss=lambda unit, value, at: unit.term_ends_on is None,
        leans_on="term_years",
    ),
    Check(
        code="formal_few", tone="danger", kinds=BRANCHES,
        sentence="正式党员 {formal} 人，不足 {value} 人，应与邻近单位成立联合党支部或报上级调整。",
        amiss=lambda unit, value, at: unit.formal is not None and unit.formal < value,
        leans_on="formal_least",
    ),
    Check(
        code="members_many", tone="warn", kinds=BRANCHES,
        sentence="党员 {members} 人，超过一般不超过 {value} 人的规模，请研究分设党支部。",
        amiss=lambda unit, value, at: unit.members is not None and unit.members > value,
        leans_on="members_most",
    ),
    Check(
        code="members_many", tone="info", kinds=GENERAL,
        sentence="所属党员 {members} 人，已达设立基层党委的人数，可报上级党组织研究。",
        amiss=lambda unit, value, at: unit.members is not None and unit.members > value,
        leans_on="members_most",
    ),
    Check(
        code="members_few", tone="info", kinds=GENERAL | COMMITTEE,
        sentence="所属党员 {members} 人，不足 {value} 人；因工作需要设立的，须有上级党组织批准。",
        amiss=lambda unit, value, at: unit.members is not None and unit.members < value,
        leans_on="members_least",
    ),
    Check(
        code="committee_missing", tone="warn", kinds=BRANCHES,
        sentence="正式党员 {formal} 人，已达 {value} 人，应当设立支部委员会。",
        amiss=lambda unit, value, at: (
            not unit.has_committee and unit.formal is not None and unit.formal >= value
        ),
        leans_on="committee_from",
    ),
    Check(
        code="committee_early", tone="info", kinds=BRANCHES,
        sentence="正式党员 {formal} 人，不足 {value} 人，不设支部委员会，设书记 1 名即可。",
        amiss=lambda unit, value, at: (
            unit.has_committee and unit.formal is not None and unit.formal < value
        ),
        leans_on="committee_from",
    ),
    Check(
        code="committee_small", tone="warn",
        sentence="委员会现有 {committee} 人，少于 {value} 人，请补选或补登任职。",
        amiss=lambda unit, value, at: unit.has_committee and unit.committee < value,
        leans_on="committee_least",
    ),
    Check(
        code="committee_big", tone="warn",
        sentence="委员会现有 {committee} 人，超过一般不超过 {value} 人的规定。",
        amiss=lambda unit, value, at: unit.has_committee and unit.committee > value,
        leans_on="committee_most",
    ),
    Check(
        code="committee_even", tone="info",
        sentence="委员会现有 {committee} 人，委员人数以单数为宜。",
        amiss=lambda unit, value, at: (
            unit.has_committee and unit.committee > 0 and unit.committee % 2 == 0
        ),
        source=PRACTICE,
    ),
    Check(
        code="workplaces_few", tone="info",
        sentence="联合党支部登记的覆盖单位有 {workplaces} 个，应有 {value} 个以上，请补登。",
        amiss=lambda unit, value, at: unit.workplaces < value,
        leans_on="workplaces_least",
    ),
    Check(
        code="workplaces_many", tone="warn",
        sentence="联合党支部覆盖单位有 {workplaces} 个，一般不超过 {value} 个。",
        amiss=lambda unit, value, at: unit.workplaces > value,
        leans_on="workplaces_most",
    ),
)  # fmt: skip


def findings(unit: Subject, *, at: date) -> list[Finding]:
    """Everything amiss with the unit on that day, the gravest first."""
    found = [finding for check in CHECKS if (finding := _look(check, unit, at))]
    return sorted(found, key=lambda finding: TONES.index(finding.tone))


def _look(check: Check, unit: Subject, at: date) -> Finding | None:
    if check.kinds and unit.kind not in check.kinds:
        return None
    value, source = 0, check.source
    if check.leans_on:
        bound = number(check.leans_on, kind=unit.kind, domain=unit.domain, at=at)
        if bound is None:
            return None
        value, source = bound.value, bound.source
    if not check.amiss(unit, value, at):
        return None
    words = vars(unit) | {"value": value, "months": months(unit.months_left(at))}
    words["term"] = f"{unit.term_ends_on:%Y-%m-%d}" if unit.term_ends_on else ""
    return Finding(
        code=check.code, tone=check.tone, sentence=check.sentence.format(**words), source=source
    )


def months(count: int) -> str:
    """8 → 8 个月, 0 → 不到 1 个月, 30 → 2 年 6 个月."""
    if count < 1:
        return "不到 1 个月"
    years, rest = divmod(count, 12)
    return " ".join([f"{years} 年"] * bool(years) + [f"{rest} 个月"] * bool(rest))
