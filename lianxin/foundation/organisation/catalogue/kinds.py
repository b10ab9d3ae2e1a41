"""Kinds of Party organisation (组织类别) and where each may stand.

Sources: 《中国共产党章程》第五章; 《中国共产党工作机关条例（试行）》(2017) for working committees;
《中国共产党支部工作条例（试行）》(2018) 第二章 for branches of every kind.
"""

from dataclasses import dataclass

COMMITTEE_LEVEL = 5
BRANCH_LEVEL = 7


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of Party organisation."""

    code: str
    name: str
    level: int  # the order in which kinds are listed, from the centre down
    below: frozenset[str] = frozenset()  # the kinds that may stand directly below it
    formal: bool = False  # whether a formal affiliation (正式组织关系) may lie here
    elected: bool = True  # an appointed body has no term and no election
    ending: str = ""  # how its full name ends where it has a committee
    ending_alone: str = ""  # and where it has none
    workplaces: int = 1  # units of work it generally covers at most

    @property
    def holds_members(self) -> bool:
        return self.formal

    @property
    def is_internal(self) -> bool:
        """Whether other units may stand below it, so that it keeps counters."""
        return bool(self.below)

    @property
    def is_committee(self) -> bool:
        """A committee or working committee: what a general branch or branch reports to."""
        return self.level <= COMMITTEE_LEVEL

    @property
    def is_branch(self) -> bool:
        return self.level == BRANCH_LEVEL


FORMAL_BRANCHES = frozenset({"branch", "joint"})
# Members of these sit elsewhere by their formal affiliation and only act here (活动关系).
ACTIVITY_BRANCHES = frozenset({"temporary", "mobile", "functional"})
_BRANCHES = FORMAL_BRANCHES | ACTIVITY_BRANCHES
_PRIMARY = frozenset({"committee", "general"}) | _BRANCHES

KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            code="central", name="中央委员会", level=0, ending="中央委员会",
            below=frozenset({"province", "working"}) | _PRIMARY,
        ),
        Kind(
            code="province", name="省（区、市）委", level=1, ending="委员会",
            below=frozenset({"city", "county", "working"}) | _PRIMARY,
        ),
        Kind(
            code="city", name="市（地、州、盟）委", level=2, ending="委员会",
            below=frozenset({"county", "working"}) | _PRIMARY,
        ),
        Kind(
            code="county", name="县（市、区、旗）委", level=3, ending="委员会",
            below=frozenset({"working"}) | _PRIMARY,
        ),
        Kind(
            code="working", name="工作委员会", level=4, elected=False, ending="工作委员会",
            below=frozenset({"working"}) | _PRIMARY,
        ),
        Kind(code="committee", name="基层党委", level=5, ending="委员会", below=_PRIMARY),
        Kind(code="general", name="党总支", level=6, ending="总支部委员会", below=_BRANCHES),
        Kind(
            code="branch", name="党支部", level=BRANCH_LEVEL, formal=True,
            ending="支部委员会", ending_alone="支部",
        ),
        Kind(
            code="joint", name="联合党支部", level=BRANCH_LEVEL, formal=True, workplaces=5,
            ending="联合支部委员会", ending_alone="联合支部",
        ),
        Kind(
            code="temporary", name="临时党支部", level=BRANCH_LEVEL, elected=False,
            ending="临时支部委员会", ending_alone="临时支部",
        ),
        Kind(
            code="mobile", name="流动党员党支部", level=BRANCH_LEVEL, elected=False,
            ending="流动党员支部委员会", ending_alone="流动党员支部",
        ),
        Kind(
            code="functional", name="功能型党支部", level=BRANCH_LEVEL, elected=False,
            ending="功能型支部委员会", ending_alone="功能型支部",
        ),
    )
}  # fmt: skip
BRANCHES = frozenset(code for code, kind in KINDS.items() if kind.is_branch)
# Kinds of which some may approve new members (审批预备党员权限), and those that by rule mostly do.
# Source: 《中国共产党发展党员工作细则》(2014) 第四章: 党委（工委） approve.
APPROVERS = frozenset({"central", "province", "city", "county", "working", "committee"})
APPROVERS_BY_RULE = frozenset({"working", "committee"})
INTERNAL = frozenset(code for code, kind in KINDS.items() if kind.is_internal)
# A city and everything below it share a zone; a new one begins there.
ZONED = "city"

# 所属领域. Village and community organisations sit for longer terms: never read it off a name.
DOMAINS = {
    "organ": "机关",
    "institution": "事业单位",
    "state_firm": "国有企业",
    "private_firm": "非公有制企业",
    "school": "学校",
    "hospital": "医院",
    "village": "村",
    "community": "社区",
    "society": "社会组织",
    "other": "其他",
}


def may_stand_below(kind: str, above: str) -> bool:
    """Whether a unit of this kind may be placed directly below one of that kind."""
    return kind in KINDS[above].below
