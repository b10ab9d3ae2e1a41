"""What a file holds besides the roll's facts: kinds of items, each with its fields, declared once.

Forms, pages, exports and sheets are views of this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Codes = Mapping[str, str]


class Shape(StrEnum):
    """How a field is typed in and shown."""

    TEXT = "text"
    LONG = "long"
    CODE = "code"
    HOURS = "hours"  # class hours with one place, kept in tenths
    MONEY = "money"  # yuan, kept in fen


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing to be said of an item."""

    key: str
    label: str
    shape: Shape = Shape.TEXT
    codes: Codes | None = None
    required: bool = False
    most: int = 120
    hint: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ItemKind:
    """A kind of item: what it is called, which dates it has, what is asked of it.

    `sealed` items keep everything but their dates under seal, are shown only to who holds their
    key, for a purpose, and never leave the house in an export.
    """

    code: str
    name: str
    on: str  # what its date is called
    until: str = ""  # what its second date is called, if it has one
    day_known: bool = False  # a rule turns on the date: the day must be known
    sealed: bool = False
    titled_by: str = "title"  # the ask whose value heads the line
    asks: tuple[Ask, ...]

    def ask(self, key: str) -> Ask:
        return next(ask for ask in self.asks if ask.key == key)


TRAINING, AWARD, APPRAISAL = "training", "award", "appraisal"
HELP, NOTE, DOCUMENT = "help", "note", "document"

TRAINING_FORMS: Codes = {
    "concentrated": "集中培训",
    "rotation": "集中轮训",
    "lecture": "党课",
    "online": "网络学习",
    "meeting": "集体学习",
    "other": "其他",
}
AWARD_LEVELS: Codes = {
    "national": "国家级",
    "province": "省部级",
    "city": "市厅级",
    "county": "县处级",
    "committee": "基层党委",
    "branch": "党支部",
    "workplace": "本单位",
    "other": "其他",
}
GRADES: Codes = {
    "excellent": "优秀",
    "qualified": "合格",
    "basic": "基本合格",
    "unqualified": "不合格",
    "none": "参加评议，不评定等次",
}
HELP_FORMS: Codes = {
    "visit": "走访慰问",
    "subsidy": "困难补助",
    "disaster": "受灾补助",
    "pairing": "结对帮扶",
    "other": "其他",
}
DOCUMENT_FORMS: Codes = {"scan": "有扫描件", "paper": "仅有纸质原件"}

KINDS: Mapping[str, ItemKind] = {
    kind.code: kind
    for kind in (
        ItemKind(
            code=TRAINING, name="教育培训", on="开始日期", until="结束日期",
            asks=(
                Ask(
                    key="title", label="培训名称", required=True,
                    synonyms=("培训班名称", "培训内容", "课程名称", "名称"),
                ),
                Ask(
                    key="form", label="培训形式", shape=Shape.CODE, codes=TRAINING_FORMS,
                    required=True, synonyms=("培训类型", "形式", "培训方式", "类别"),
                ),
                Ask(
                    key="hours", label="学时", shape=Shape.HOURS, required=True,
                    hint="可保留一位小数", synonyms=("培训学时", "学时数", "课时"),
                ),
                Ask(
                    key="by", label="主办组织", most=80,
                    synonyms=("组织单位", "主办单位", "培训机构"),
                ),
                Ask(
                    key="certificate", label="结业证书编号", most=60,
                    synonyms=("证书编号", "证书号", "结业证书"),
                ),
            ),
        ),
        ItemKind(
            code=AWARD, name="表彰奖励", on="表彰日期",
            asks=(
                Ask(
                    key="title", label="表彰名称", required=True, hint="如：优秀共产党员",
                    synonyms=("奖项名称", "荣誉称号", "奖励名称", "表彰奖励名称", "名称"),
                ),
                Ask(
                    key="level", label="表彰级别", shape=Shape.CODE, codes=AWARD_LEVELS,
                    required=True, synonyms=("级别", "奖励级别", "层级"),
                ),
                Ask(
                    key="by", label="授予组织", required=True, most=80,
                    synonyms=("授予单位", "表彰单位", "颁奖单位", "表彰机关", "批准机关"),
                ),
                Ask(
                    key="document", label="表彰文号", most=80,
                    synonyms=("文号", "文件号", "批准文号"),
                ),
            ),
        ),
        ItemKind(
            code=APPRAISAL, name="民主评议", on="评议日期", titled_by="grade",
            asks=(
                Ask(
                    key="grade", label="评议等次", shape=Shape.CODE, codes=GRADES, required=True,
                    hint="预备党员参加评议，不评定等次", synonyms=("等次", "评议结果", "评定等次"),
                ),
                Ask(key="opinion", label="组织意见", shape=Shape.LONG, most=500),
            ),
        ),
        ItemKind(
            code=HELP, name="帮扶慰问", on="日期", sealed=True, titled_by="form",
            asks=(
                Ask(
                    key="form", label="帮扶形式", shape=Shape.CODE, codes=HELP_FORMS,
                    required=True,
                ),
                Ask(key="amount", label="金额（元）", shape=Shape.MONEY),
                Ask(key="by", label="帮扶组织或个人", most=80),
                Ask(key="reason", label="困难情况", shape=Shape.LONG, most=500),
            ),
        ),
        ItemKind(
            code=NOTE, name="纪律处分与组织处理", on="决定日期", until="影响期满",
            day_known=True, sealed=True, titled_by="measure",
            asks=(
                Ask(key="measure", label="处分或处理", shape=Shape.CODE, required=True, codes={
                    "warning": "警告",
                    "serious_warning": "严重警告",
                    "removed_from_post": "撤销党内职务",
                    "probation_1": "留党察看一年",
                    "probation_2": "留党察看二年",
                    "admonition": "诫勉",
                    "criticism": "通报批评",
                    "inspection": "责令检查",
                    "correction": "限期改正",
                }),
                Ask(key="by", label="决定机关", required=True, most=80),
                Ask(key="document", label="决定文号", required=True, most=80),
                Ask(key="reason", label="主要事实", shape=Shape.LONG, required=True, most=500),
            ),
        ),
        ItemKind(
            code=DOCUMENT, name="档案材料", on="形成日期", titled_by="document",
            asks=(
                Ask(key="document", label="材料", shape=Shape.CODE, required=True),
                Ask(key="title", label="材料名称", hint="“其他材料”请写明名称", most=80),
                Ask(key="kept_at", label="纸质原件存放处", most=80, hint="如：院党委组织部档案柜"),
            ),
        ),
    )
}  # fmt: skip
#: 留党察看期间没有表决权、选举权和被选举权，不能作入党介绍人: {measure: so many months}. What else
#: a measure has effect on lasts longer.
WITHOUT_VOTE: Mapping[str, int] = {"probation_1": 12, "probation_2": 24}
SEALED = tuple(kind.code for kind in KINDS.values() if kind.sealed)
OPEN = tuple(kind.code for kind in KINDS.values() if not kind.sealed)

SOURCES: Codes = {"unit": "党组织登记", "batch": "表格导入", "house": "系统"}
