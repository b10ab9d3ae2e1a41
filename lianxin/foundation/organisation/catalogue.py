"""Kinds of organisation, posts and roles, with the numbers the regulations give them.

Sources: 《中国共产党章程》; 《中国共产党支部工作条例（试行）》(2018), arts. 4–10, 21–24;
《关于党的基层组织任期的意见》(2018); 《中国共产党基层组织选举工作条例》(2020).
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a grant makes of a person at a unit and everything below it."""

    SECRETARY = "secretary"
    ORGANISER = "organiser"
    COMMISSIONER = "commissioner"
    OVERSEER = "overseer"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_NAMES = {
    Role.SECRETARY: "书记（副书记）",
    Role.ORGANISER: "党务工作者",
    Role.COMMISSIONER: "委员",
    Role.OVERSEER: "上级查看",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of Party organisation (组织类别)."""

    code: str
    name: str
    level: int  # a unit stands below units of a smaller level
    term_years: int | None  # 届期; none for appointed bodies
    holds_members: bool  # whether a formal affiliation (正式组织关系) may lie here
    at_least: int = 0  # formal members, 正式党员
    at_most: int | None = None  # members
    suffix: str = ""

    @property
    def is_internal(self) -> bool:
        """Whether other units may stand below it, so that it keeps counters."""
        return self.level < 7


KINDS = {
    kind.code: kind
    for kind in (
        Kind(code="central", name="中央委员会", level=0, term_years=5, holds_members=False),
        Kind(code="province", name="省（区、市）委", level=1, term_years=5, holds_members=False),
        Kind(code="city", name="市（地、州、盟）委", level=2, term_years=5, holds_members=False),
        Kind(code="county", name="县（市、区、旗）委", level=3, term_years=5, holds_members=False),
        Kind(code="working", name="工作委员会", level=4, term_years=None, holds_members=False),
        Kind(
            code="committee", name="基层党委", level=5, term_years=5, holds_members=False,
            at_least=100,
        ),
        Kind(
            code="general", name="党总支", level=6, term_years=3, holds_members=False,
            at_least=50, at_most=99,
        ),
        Kind(
            code="branch", name="党支部", level=7, term_years=3, holds_members=True,
            at_least=3, at_most=50,
        ),
        Kind(
            code="joint", name="联合党支部", level=7, term_years=3, holds_members=True,
            at_least=3, at_most=50,
        ),
        Kind(code="temporary", name="临时党支部", level=7, term_years=None, holds_members=False),
        Kind(code="mobile", name="流动党员党支部", level=7, term_years=None, holds_members=False),
        Kind(code="functional", name="功能型党支部", level=7, term_years=None, holds_members=False),
    )
}  # fmt: skip
BRANCHES = frozenset(code for code, kind in KINDS.items() if kind.level == 7)
INTERNAL = frozenset(code for code, kind in KINDS.items() if kind.level < 7)
# A city and everything below it share a zone; a new one begins there.
ZONED = "city"

# Village and community organisations sit for five years (2018, 任期的意见 第一条).
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
FIVE_YEAR_DOMAINS = frozenset({"village", "community"})

COMMITTEE_FROM = 7  # 正式党员 7 人以上设支部委员会（支部工作条例 第二十一条）
COMMITTEE_SIZE = (3, 5)  # 3 至 5 人，一般不超过 7 人
COMMITTEE_MOST = 7


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post (职务) and the role its holder has at the unit."""

    code: str
    name: str
    role: Role
    rank: int
    in_committee: bool = True
    only_one: bool = False


POSTS = {
    post.code: post
    for post in (
        Post(code="secretary", name="书记", role=Role.SECRETARY, rank=1, only_one=True),
        Post(code="deputy", name="副书记", role=Role.SECRETARY, rank=2),
        Post(code="organisation", name="组织委员", role=Role.ORGANISER, rank=3),
        Post(code="publicity", name="宣传委员", role=Role.COMMISSIONER, rank=4),
        Post(code="discipline", name="纪检委员", role=Role.COMMISSIONER, rank=5),
        Post(code="commissioner", name="委员", role=Role.COMMISSIONER, rank=6),
        Post(
            code="organiser", name="组织员", role=Role.ORGANISER, rank=7, in_committee=False,
        ),
        Post(
            code="staff", name="党务工作者", role=Role.ORGANISER, rank=8, in_committee=False,
        ),
    )
}  # fmt: skip
