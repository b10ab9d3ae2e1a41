"""The numbers of the regulations: each a row with its source and the day it came into force.

A number changes by adding a row with a later day, never by editing code that uses it.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lianxin.foundation.core.days import months_later

BRANCH_RULES = "《中国共产党支部工作条例（试行）》"
TERMS = "《关于党的基层组织任期的意见》"
ELECTIONS = "《中国共产党基层组织选举工作条例》"
STATE_FIRMS = "《中国共产党国有企业基层组织工作条例（试行）》第四条"
CONSTITUTION = "《中国共产党章程》"
PRACTICE = "组织工作通行做法"

BRANCH_RULES_ON = date(2018, 10, 28)
TERMS_ON = date(2018, 7, 12)


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number: what it bounds, how much, whose word it is and since when.

    `kinds` and `domains` say which units it binds; no domains means all of them.
    """

    code: str
    value: int
    kinds: frozenset[str]
    source: str
    since: date
    domains: frozenset[str] = frozenset()
    soft: bool = False  # 一般: warn, do not forbid

    def binds(self, kind: str, domain: str, at: date) -> bool:
        return (
            kind in self.kinds and (not self.domains or domain in self.domains) and self.since <= at
        )


def _for(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


BRANCHES = _for("branch", "joint")
LOCAL = _for("central", "province", "city", "county")
LONGER = frozenset({"village", "community"})

NUMBERS = (
    # 届期
    Number(
        code="term_years", value=5, kinds=LOCAL, since=date(1982, 9, 6),
        source=f"{CONSTITUTION}第二十七条",
    ),
    Number(
        code="term_years", value=5, kinds=_for("committee"), since=TERMS_ON,
        source=f"{TERMS}第一条",
    ),
    Number(
        code="term_years", value=3, kinds=_for("general") | BRANCHES, since=TERMS_ON,
        source=f"{TERMS}第一条",
    ),
    Number(
        code="term_years", value=5, kinds=_for("general") | BRANCHES, domains=LONGER,
        since=TERMS_ON, source=f"{TERMS}第一条",
    ),
    Number(
        code="term_notice_months", value=6, kinds=_for("committee", "general") | BRANCHES,
        soft=True, since=TERMS_ON, source=f"{TERMS}第三条",
    ),
    Number(
        code="term_shift_years", value=1, kinds=_for("committee", "general") | BRANCHES,
        soft=True, since=TERMS_ON, source=f"{TERMS}第二条",
    ),
    # 党员人数
    Number(
        code="formal_least", value=3, kinds=BRANCHES, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第二章",
    ),
    Number(
        code="members_most", value=50, kinds=BRANCHES, soft=True, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第二章",
    ),
    Number(
        code="members_least", value=50, kinds=_for("general"), soft=True,
        since=date(2019, 12, 30), source=STATE_FIRMS,
    ),
    Number(
        code="members_most", value=99, kinds=_for("general"), soft=True,
        since=date(2019, 12, 30), source=STATE_FIRMS,
    ),
    Number(
        code="members_least", value=100, kinds=_for("committee"), soft=True,
        since=date(2019, 12, 30), source=STATE_FIRMS,
    ),
    # 委员会
    Number(
        code="committee_from", value=7, kinds=BRANCHES, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第六章",
    ),
    Number(
        code="committee_least", value=3, kinds=BRANCHES, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第六章",
    ),
    Number(
        code="committee_usual", value=5, kinds=BRANCHES, soft=True, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第六章",
    ),
    Number(
        code="committee_most", value=7, kinds=BRANCHES, soft=True, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第六章",
    ),
    Number(
        code="committee_least", value=5, kinds=_for("general"), soft=True,
        since=date(2019, 12, 30), source=PRACTICE,
    ),
    Number(
        code="committee_usual", value=7, kinds=_for("general"), soft=True,
        since=date(2019, 12, 30), source=PRACTICE,
    ),
    Number(
        code="committee_most", value=9, kinds=_for("general"), since=date(2019, 12, 30),
        source=PRACTICE,
    ),
    Number(
        code="committee_least", value=5, kinds=_for("committee"), soft=True,
        since=date(2019, 12, 30), source=PRACTICE,
    ),
    Number(
        code="committee_most", value=9, kinds=_for("committee"), soft=True,
        since=date(2019, 12, 30), source=PRACTICE,
    ),
    Number(
        code="committee_most", value=11, kinds=_for("committee"), soft=True,
        domains=frozenset({"state_firm"}), since=date(2019, 12, 30), source=STATE_FIRMS,
    ),
    # 联合党支部与党小组
    Number(
        code="workplaces_least", value=2, kinds=_for("joint"), since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第二章",
    ),
    Number(
        code="workplaces_most", value=5, kinds=_for("joint"), soft=True, since=BRANCH_RULES_ON,
        source=f"{BRANCH_RULES}第二章",
    ),
    Number(
        code="cells_from", value=20, kinds=BRANCHES, soft=True, since=BRANCH_RULES_ON,
        source=PRACTICE,
    ),
    # 会议与党龄
    Number(
        code="delegates_from", value=500, kinds=_for("committee", "general"), soft=True,
        since=date(2020, 7, 13), source=f"{ELECTIONS}第十一条",
    ),
    Number(
        code="secretary_party_years", value=1, kinds=BRANCHES, soft=True,
        since=BRANCH_RULES_ON, source=f"{BRANCH_RULES}第二十三条",
    ),
)  # fmt: skip


@lru_cache(maxsize=4096)
def number(code: str, *, kind: str, domain: str = "other", at: date) -> Number | None:
    """The number in force for such a unit on a day: the rule for its domain before the general
    one, the later before the earlier."""
    binding = (row for row in NUMBERS if row.code == code and row.binds(kind, domain, at))
    return max(binding, key=lambda row: (bool(row.domains), row.since), default=None)


def term_years(kind: str, domain: str, *, at: date) -> int | None:
    """How long a term that begins on that day lasts (届期); None for appointed bodies."""
    found = number("term_years", kind=kind, domain=domain, at=at)
    return found.value if found else None


def term_end(kind: str, domain: str, *, starts_on: date) -> date | None:
    """The day the term that began then is over: the same day, years later."""
    years = term_years(kind, domain, at=starts_on)
    if years is None:
        return None
    return years_later(starts_on, years)


def years_later(day: date, years: int) -> date:
    """The same day, years later; 28 February for the 29th."""
    return months_later(day, 12 * years)
