"""Every field of a member, declared once.

Forms, the member page, the columns of sheets and exports, filters and masking are all views
of this table. The first groups hold the 16 items of the national collection form (2017); the
rest is what real systems keep beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lianxin.areas.members.catalogue.codes import LISTS, Codes
from lianxin.areas.members.catalogue.partial import Partial


class Kind(StrEnum):
    """How a value is typed in, read from a sheet and shown."""

    TEXT = "text"
    LONG = "long"
    NAME = "name"
    CODE = "code"
    DATE = "date"  # a partial date: year, month or day
    FLAG = "flag"
    PHONE = "phone"
    IDENTITY = "identity"
    MONEY = "money"  # whole fen
    MONTHS = "months"


class Openness(StrEnum):
    """Who reads a value: all who see the roll, those who work with it, or nobody unasked."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"  # sealed at rest, masked on screen; showing it leaves a trace


GROUPS: Mapping[str, str] = {
    "identity": "基本信息",
    "party": "党籍信息",
    "education": "学历学位",
    "work": "工作情况",
    "contact": "联系方式",
    "flow": "流动与失联",
    "other": "其他",
}


BLANKS: Mapping[Kind, Any] = {
    Kind.DATE: None,
    Kind.FLAG: False,
    Kind.MONTHS: 0,
    Kind.MONEY: None,
}


def is_blank(value: Any) -> bool:
    """Nothing said; a nought is said."""
    return value is None or value == "" or value is False


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing the roll knows of a member."""

    key: str
    label: str
    group: str
    kind: Kind = Kind.TEXT
    openness: Openness = Openness.PERSONAL
    synonyms: tuple[str, ...] = ()
    column: bool = False  # a typed column; otherwise a key of the validated `extra`
    national: bool = False  # one of the 16 items
    most: int = 100
    hint: str = ""

    @property
    def codes(self) -> Codes:
        return LISTS.get(self.key, {})

    @property
    def is_sensitive(self) -> bool:
        return self.openness is Openness.SENSITIVE

    @property
    def blank(self) -> Any:
        """What an unknown value is."""
        return BLANKS.get(self.kind, "")

    def from_json(self, kept: Any) -> Any:
        """A value as it was written by `to_json`."""
        if is_blank(kept):
            return self.blank
        return Partial.of(kept) if self.kind is Kind.DATE else kept

    def to_json(self, value: Any) -> Any:
        return str(value) if value.__class__ is Partial else value


_PUBLIC, _SENSITIVE = Openness.PUBLIC, Openness.SENSITIVE

_ALL = (
    Field(
        key="name", label="姓名", group="identity", kind=Kind.NAME, openness=_PUBLIC, column=True,
        national=True, most=60, synonyms=("党员姓名", "名字", "姓 名"),
    ),
    Field(
        key="id_number", label="公民身份证号", group="identity", kind=Kind.IDENTITY,
        openness=_SENSITIVE, column=True, national=True, most=18, hint="18 位，末位可为 X",
        synonyms=("身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "身份证", "证件号码",
                  "居民身份证号", "居民身份证号码"),
    ),
    Field(
        key="gender", label="性别", group="identity", kind=Kind.CODE, openness=_PUBLIC,
        column=True, national=True,
    ),
    Field(
        key="born_on", label="出生日期", group="identity", kind=Kind.DATE, column=True,
        national=True, synonyms=("出生年月", "出生年月日", "生日", "出生时间", "出生"),
        hint="只知道年月时可填 1986-04",
    ),
    Field(
        key="ethnicity", label="民族", group="identity", kind=Kind.CODE, openness=_PUBLIC,
        column=True, national=True, synonyms=("族别",),
    ),
    Field(
        key="native_place", label="籍贯", group="identity", hint="填到县级，如：山东省乳山市",
        most=60,
    ),
    Field(key="registered_at", label="户籍所在地", group="identity", synonyms=("户口所在地",)),
    Field(key="marital", label="婚姻状况", group="identity", kind=Kind.CODE),
    Field(
        key="from_taiwan", label="是否台湾省籍", group="identity", kind=Kind.FLAG,
        synonyms=("台湾省籍",),
    ),
    Field(
        key="category", label="人员类别", group="party", kind=Kind.CODE, openness=_PUBLIC,
        column=True, national=True, synonyms=("党员类别", "类别", "政治面貌", "党员类型"),
    ),
    Field(
        key="joined_on", label="加入党组织日期", group="party", kind=Kind.DATE, openness=_PUBLIC,
        column=True, national=True,
        synonyms=("入党时间", "入党日期", "加入党组织时间", "入党年月", "加入中共党组织日期"),
        hint="支部大会通过为预备党员之日",
    ),
    Field(
        key="full_on", label="转为正式党员日期", group="party", kind=Kind.DATE, openness=_PUBLIC,
        column=True, national=True, synonyms=("转正时间", "转正日期", "转为正式党员时间"),
    ),
    Field(
        key="age_correction", label="党龄校正值（月）", group="party", kind=Kind.MONTHS,
        column=True, synonyms=("党龄校正值",), hint="停止党籍等不计党龄的月数填负数",
    ),
    Field(
        key="applied_on", label="申请入党日期", group="party", kind=Kind.DATE, openness=_PUBLIC,
        synonyms=("申请入党时间", "递交入党申请书时间", "递交申请时间"),
    ),
    Field(
        key="activist_on", label="确定积极分子日期", group="party", kind=Kind.DATE,
        openness=_PUBLIC, synonyms=("列为积极分子日期", "确定为积极分子时间", "列为积极分子时间"),
    ),
    Field(
        key="candidate_on", label="确定发展对象日期", group="party", kind=Kind.DATE,
        openness=_PUBLIC, synonyms=("列为发展对象日期", "确定为发展对象时间"),
    ),
    Field(key="joined_kind", label="入党类型", group="party", kind=Kind.CODE),
    Field(key="joined_at", label="入党时所在支部", group="party", synonyms=("入党时所在党支部",)),
    Field(
        key="probation_extended_to", label="延长预备期至", group="party", kind=Kind.DATE,
        synonyms=("延长预备期时间",),
    ),
    Field(
        key="party_post", label="党内职务", group="party", openness=_PUBLIC, most=60,
        synonyms=("现任党内职务", "党内任职"),
    ),
    Field(
        key="monthly_dues", label="月应缴党费（元）", group="party", kind=Kind.MONEY,
        synonyms=("党费标准(元/月)", "党费标准", "月缴党费", "每月党费", "月交党费", "月应缴党费"),
    ),
    Field(
        key="dues_paid_to", label="党费缴至年月", group="party", kind=Kind.DATE,
        synonyms=("党费交至", "党费缴纳至"),
    ),
    Field(
        key="education", label="学历", group="education", kind=Kind.CODE, openness=_PUBLIC,
        column=True, national=True, synonyms=("文化程度", "最高学历", "学历情况"),
    ),
    Field(
        key="degree", label="学位", group="education", kind=Kind.CODE, openness=_PUBLIC,
        column=True, synonyms=("最高学位",),
    ),
    Field(key="school", label="毕业院校", group="education", synonyms=("毕业学校", "毕业院校系")),
    Field(key="major", label="专业", group="education", synonyms=("所学专业",)),
    Field(
        key="school_from", label="入学时间", group="education", kind=Kind.DATE,
        synonyms=("入学日期",),
    ),
    Field(
        key="school_to", label="毕业时间", group="education", kind=Kind.DATE,
        synonyms=("毕业日期",),
    ),
    Field(key="education_mode", label="教育类别", group="education", kind=Kind.CODE),
    Field(
        key="job", label="工作岗位", group="work", kind=Kind.CODE, openness=_PUBLIC, column=True,
        national=True, synonyms=("岗位", "职业"),
    ),
    Field(
        key="workplace", label="工作单位及职务", group="work", openness=_PUBLIC, column=True,
        most=120, synonyms=("工作单位", "单位及职务", "单位职务", "工作单位职务", "行政职务",
                            "工作单位及职务/工作岗位", "职务"),
    ),
    Field(
        key="started_work_on", label="参加工作日期", group="work", kind=Kind.DATE,
        synonyms=("参加工作时间", "参工时间"),
    ),
    Field(
        key="title", label="专业技术职务", group="work", synonyms=("技术职称", "职称"), most=60,
    ),
    Field(key="file_keeper", label="档案管理单位", group="work", synonyms=("档案所在单位",)),
    Field(
        key="stratum", label="新社会阶层类型", group="work", kind=Kind.CODE,
        synonyms=("新社会阶层",),
    ),
    Field(
        key="front_line", label="是否在生产工作一线", group="work", kind=Kind.FLAG,
        synonyms=("一线情况",),
    ),
    Field(key="migrant_worker", label="是否农民工", group="work", kind=Kind.FLAG),
    Field(
        key="phone", label="联系电话", group="contact", kind=Kind.PHONE, openness=_SENSITIVE,
        column=True, national=True, most=20,
        synonyms=("手机", "手机号", "手机号码", "联系方式", "电话", "移动电话", "电话号码"),
    ),
    Field(
        key="landline", label="固定电话", group="contact", kind=Kind.PHONE, openness=_SENSITIVE,
        column=True, most=20, synonyms=("座机", "办公电话", "宅电"), hint="区号加号码",
    ),
    Field(
        key="address", label="家庭住址", group="contact", openness=_SENSITIVE, column=True,
        national=True, most=150, synonyms=("住址", "家庭地址", "家庭详细住址", "地址"),
        hint="具体到门牌号",
    ),
    Field(
        key="residence", label="现居住地", group="contact", openness=_SENSITIVE, column=True,
        most=150, synonyms=("现住址", "现居住地址", "居住地"),
    ),
    Field(
        key="is_floating", label="是否为流动党员", group="flow", kind=Kind.FLAG,
        openness=_PUBLIC, column=True, national=True, synonyms=("是否流动党员", "流动党员"),
    ),
    Field(
        key="floating_to", label="外出流向", group="flow", openness=_PUBLIC, column=True,
        most=100, synonyms=("流动去向", "外出地点", "流向"), hint="省、市、县三级",
    ),
    Field(
        key="floating_since", label="外出日期", group="flow", kind=Kind.DATE,
        synonyms=("外出时间", "流出时间"),
    ),
    Field(
        key="is_lost", label="是否为失联党员", group="flow", kind=Kind.FLAG, openness=_PUBLIC,
        column=True, national=True, synonyms=("是否失联党员", "失联党员", "是否失联"),
    ),
    Field(
        key="lost_on", label="失去联系日期", group="flow", kind=Kind.DATE, openness=_PUBLIC,
        column=True, synonyms=("失联日期", "失联时间", "失去联系时间"),
    ),
    Field(key="lost_cause", label="失联情形", group="flow", kind=Kind.CODE),
    Field(
        key="hardship", label="生活困难情况", group="other", kind=Kind.LONG, openness=_SENSITIVE,
        column=True, most=500, synonyms=("困难情况", "困难党员情况"),
    ),
    Field(key="training", label="培训情况", group="other", kind=Kind.LONG, most=500),
    Field(key="note", label="备注", group="other", kind=Kind.LONG, most=500, synonyms=("说明",)),
)  # fmt: skip

FIELDS: Mapping[str, Field] = {field.key: field for field in _ALL}
COLUMNS = tuple(field.key for field in _ALL if field.column)
SENSITIVE = tuple(field.key for field in _ALL if field.is_sensitive)
DATES = tuple(field.key for field in _ALL if field.column and field.kind is Kind.DATE)
EXTRA = tuple(field.key for field in _ALL if not field.column)
