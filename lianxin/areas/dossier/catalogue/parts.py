"""What of a file is opened, corrected and confirmed: the words for it."""

from collections.abc import Mapping

from lianxin.areas.members.catalogue import FIELDS, Field

#: What somebody opened: it stands in the list that the member reads.
PARTS: Mapping[str, str] = {
    "file": "电子档案",
    "help": "帮扶慰问记录",
    "note": "纪律处分与组织处理记录",
    "correction": "更正申请中的敏感内容",
    "document": "档案材料",
    "export": "档案导出件",
}
#: Facts that only a matter of its own changes: a member says what is wrong in words instead.
BY_CASE_ONLY = frozenset(
    {
        "category", "joined_on", "full_on", "applied_on", "activist_on", "candidate_on",
        "age_correction", "probation_extended_to", "party_post", "monthly_dues", "dues_paid_to",
        "is_lost", "lost_on", "lost_cause", "joined_kind", "note", "training",
    }
)  # fmt: skip
PROPOSABLE: Mapping[str, Field] = {
    key: field for key, field in FIELDS.items() if key not in BY_CASE_ONLY
}
#: A line of a proposal that says something in words.
WORDS = "words"
WORDS_LABEL = "其他情况说明"

#: How somebody's yearly confirmation came about (domain: away members are asked by telephone,
#: and that is noted).
HOWS: Mapping[str, str] = {
    "self": "本人确认",
    "phone": "电话核对",
    "message": "短信或微信核对",
    "meeting": "当面核对",
}


def label_of(key: str) -> str:
    return WORDS_LABEL if key == WORDS else FIELDS[key].label
