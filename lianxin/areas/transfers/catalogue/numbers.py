"""The numbers transfers, floating and lost members turn on, each with its source."""

from datetime import date

from lianxin.foundation.policies.catalogue import Rule, Stricter, declare
from lianxin.foundation.procedures.catalogue import Bound, Past

EDUCATION = "《中国共产党党员教育管理工作条例》"
EDUCATION_ON = date(2019, 5, 6)
CONSTITUTION = "《中国共产党章程》"
CONSTITUTION_ON = date(1982, 9, 6)
LETTERS = "党员组织关系介绍信通行规定"
LETTERS_ON = date(2004, 6, 1)
PRACTICE = "组织工作通行做法（可由上级党组织收紧）"
PRACTICE_ON = date(2004, 6, 1)

LETTER_MONTHS = "transfers.letter_months"
LETTER_DAYS = "transfers.letter_days"
HOP_DAYS = "transfers.hop_days"
SOON_DAYS = "transfers.soon_days"
ARREARS = "transfers.arrears_months"
AWAY = "transfers.away_months"
CONTACT = "transfers.contact_months"
CONTACT_ABROAD = "transfers.contact_abroad_months"
LOST = "transfers.lost_months"
LOST_YEARS = "transfers.lost_years"
ABROAD_YEARS = "transfers.abroad_years"
NEGLECT = "transfers.neglect_months"
MENDING = "transfers.mending_months"

declare(
    Rule(
        code=LETTER_MONTHS, name="介绍信有效期最长", value=3, measure="个月", source=LETTERS,
        since=LETTERS_ON, stricter=Stricter.LESS,
        text="介绍信有效期由开具的党组织根据具体情况确定，最长不超过三个月。",
    ),
    Rule(
        code=LETTER_DAYS, name="介绍信有效期一般为", value=30, measure="天", source=PRACTICE,
        since=PRACTICE_ON, stricter=Stricter.LESS, soft=True,
    ),
    Rule(
        code=HOP_DAYS, name="转接每个环节办理时限", value=5, measure="个工作日", source=PRACTICE,
        since=PRACTICE_ON, stricter=Stricter.LESS, soft=True,
    ),
    Rule(
        code=SOON_DAYS, name="介绍信到期前提醒", value=7, measure="天", source=PRACTICE,
        since=PRACTICE_ON, stricter=Stricter.MORE, soft=True,
    ),
    Rule(
        code=ARREARS, name="转出前允许欠交党费", value=0, measure="个月", source=PRACTICE,
        since=PRACTICE_ON, text="转接组织关系前党费交至转出当月，没有欠交。",
    ),
    Rule(
        code=AWAY, name="外出多久应当转接组织关系", value=6, measure="个月",
        source=f"{EDUCATION}第二十五条", since=EDUCATION_ON,
        text="工作单位、居住地发生变动，或者外出 6 个月以上且地点相对固定的，转移组织关系。",
    ),
    Rule(
        code=CONTACT, name="与流动党员联系的间隔", value=1, measure="个月", source=PRACTICE,
        since=PRACTICE_ON, stricter=Stricter.NEVER, soft=True,
    ),
    Rule(
        code=CONTACT_ABROAD, name="与出国（境）党员联系的间隔", value=6, measure="个月",
        source=f"{EDUCATION}第三十四条", since=EDUCATION_ON, stricter=Stricter.LESS,
        text="对出国（境）学习研究的党员，每半年至少联系一次。",
    ),
    Rule(
        code=LOST, name="失去联系多久可以停止党籍", value=6, measure="个月",
        source=f"{EDUCATION}第二十四条", since=EDUCATION_ON,
        text="与党组织失去联系 6 个月以上、通过各种方式查找仍未取得联系的，予以停止党籍。",
    ),
    Rule(
        code=LOST_YEARS, name="停止党籍多久仍未联系可以除名", value=2, measure="年",
        source=f"{EDUCATION}第二十四条", since=EDUCATION_ON,
        text="停止党籍 2 年后确实无法取得联系的，按照自行脱党予以除名。",
    ),
    Rule(
        code=ABROAD_YEARS, name="出国（境）未归多久可以停止党籍", value=5, measure="年",
        source=f"{EDUCATION}第三十四条", since=EDUCATION_ON,
    ),
    Rule(
        code=NEGLECT, name="认定自行脱党的连续时间", value=6, measure="个月",
        source=f"{CONSTITUTION}第九条", since=CONSTITUTION_ON,
        text="没有正当理由，连续六个月不参加党的组织生活，或不交纳党费，或不做党所分配的工作，"
        "就被认为是自行脱党。",
    ),
    Rule(
        code=MENDING, name="限期改正的期限最长", value=12, measure="个月",
        source=f"{EDUCATION}第三十条", since=EDUCATION_ON, stricter=Stricter.LESS,
        text="限期改正时间不超过 1 年。",
    ),
)  # fmt: skip


def hop(past: Past) -> Bound:
    """By when the step is due, counted in working days since the case came to it."""
    rule = past.rule(HOP_DAYS)
    counted = past.calendar.after(past.entered_on or past.opened_on, rule.value)
    return Bound(
        on=counted.on,
        sentence=f"每个环节应在 {rule.amount}内办理",
        source=rule.source,
        hard=False,
        explained=counted.sentence,
        counts_workdays=True,
    )
