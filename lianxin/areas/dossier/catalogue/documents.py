"""The archive list (归档目录): which documents must lie in a person's file, and since when.

Basis: 《中国共产党发展党员工作细则》第三十七条 and 《中国共产党党员教育管理工作条例》第二十六条:
志愿书, 申请书, 政治审查材料, 转正申请书 and 培养教育考察材料 go into the personnel file, or into a
file of the Party organisation where there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

RULES = "《中国共产党发展党员工作细则》第三十七条"
PRACTICE = "组织工作通行做法"
#: Before the trial rules of 1990 only application and the joining form were kept everywhere.
SINCE_1990 = date(1990, 8, 1)

ON_THE_WAY = ("applicant", "activist", "candidate", "probationary", "formal")


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """One line of the archive list: from which category on it must be there, and for whom."""

    code: str
    name: str
    source: str
    asked_from: str = ""  # the first category of which it is asked; "" is never asked
    joined_since: date | None = None  # asked only of those who joined since then

    def is_asked_of(self, category: str, joined_on: date | None) -> bool:
        """Whether it must lie in the file of such a person."""
        if not self.asked_from or category not in ON_THE_WAY:
            return False
        if ON_THE_WAY.index(category) < ON_THE_WAY.index(self.asked_from):
            return False
        return self.joined_since is None or joined_on is None or joined_on >= self.joined_since


DOCUMENTS: Mapping[str, DocumentKind] = {
    each.code: each
    for each in (
        DocumentKind(code="application", name="入党申请书", source=RULES, asked_from="applicant"),
        DocumentKind(
            code="cultivation", name="入党积极分子培养教育考察登记表", source=RULES,
            asked_from="activist", joined_since=SINCE_1990,
        ),
        DocumentKind(
            code="review", name="政治审查材料", source=RULES, asked_from="probationary",
            joined_since=SINCE_1990,
        ),
        DocumentKind(
            code="training", name="发展对象集中培训结业证明", source=PRACTICE,
            asked_from="probationary", joined_since=date(2014, 5, 28),
        ),
        DocumentKind(
            code="volition", name="入党志愿书", source=RULES, asked_from="probationary",
        ),
        DocumentKind(
            code="probation", name="预备党员教育考察登记表", source=RULES, asked_from="formal",
            joined_since=SINCE_1990,
        ),
        DocumentKind(
            code="conversion", name="转正申请书", source=RULES, asked_from="formal",
            joined_since=SINCE_1990,
        ),
        DocumentKind(code="report", name="思想汇报", source=PRACTICE),
        DocumentKind(code="transfer", name="组织关系介绍信回执", source=PRACTICE),
        DocumentKind(code="appraisal", name="民主评议党员登记表", source=PRACTICE),
        DocumentKind(code="award", name="表彰奖励材料", source=PRACTICE),
        DocumentKind(code="photo", name="照片", source=PRACTICE),
        DocumentKind(code="other", name="其他材料", source=PRACTICE),
    )
}  # fmt: skip
NAMES: Mapping[str, str] = {code: each.name for code, each in DOCUMENTS.items()}


def asked_of(category: str, joined_on: date | None) -> tuple[DocumentKind, ...]:
    """The documents that must lie in the file of such a person, in the order of the list."""
    return tuple(each for each in DOCUMENTS.values() if each.is_asked_of(category, joined_on))
