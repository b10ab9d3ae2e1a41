"""Posts (职务) and the role each gives its holder.

Source: 《中国共产党支部工作条例（试行）》第六章; 《中国共产党基层组织选举工作条例》: secretaries
and deputies are approved (批准) by the unit above, committee members are filed (备案) with it.
"""

from dataclasses import dataclass

from lianxin.foundation.organisation.catalogue.roles import Role


@dataclass(frozen=True, kw_only=True)
class Post:
    code: str
    name: str
    role: Role
    rank: int
    in_committee: bool = True
    only_one: bool = False
    approved_above: bool = False  # 批准: only who stands above the unit enters it


POSTS = {
    post.code: post
    for post in (
        Post(
            code="secretary", name="书记", role=Role.SECRETARY, rank=1, only_one=True,
            approved_above=True,
        ),
        Post(
            code="deputy", name="副书记", role=Role.SECRETARY, rank=2, approved_above=True,
        ),
        Post(code="organisation", name="组织委员", role=Role.ORGANISER, rank=3),
        Post(code="publicity", name="宣传委员", role=Role.COMMISSIONER, rank=4),
        Post(code="discipline", name="纪检委员", role=Role.DISCIPLINE, rank=5),
        Post(code="unity", name="统战委员", role=Role.COMMISSIONER, rank=6),
        Post(code="youth", name="青年委员", role=Role.COMMISSIONER, rank=7),
        Post(code="welfare", name="群工委员", role=Role.COMMISSIONER, rank=8),
        Post(code="secrecy", name="保密委员", role=Role.COMMISSIONER, rank=9),
        Post(code="commissioner", name="委员", role=Role.COMMISSIONER, rank=10),
        Post(
            code="organiser", name="组织员", role=Role.ORGANISER, rank=11, in_committee=False,
        ),
        Post(
            code="first_secretary", name="第一书记（驻村）", role=Role.SECRETARY, rank=12,
            in_committee=False, approved_above=True,
        ),
        Post(
            code="instructor", name="党建指导员", role=Role.COMMISSIONER, rank=13,
            in_committee=False,
        ),
        Post(
            code="staff", name="党务工作者", role=Role.ORGANISER, rank=14, in_committee=False,
        ),
        Post(
            code="statistician", name="党统信息员", role=Role.ORGANISER, rank=15,
            in_committee=False,
        ),
    )
}  # fmt: skip
