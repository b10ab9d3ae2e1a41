"""The numbers a file turns on: hours of training, the share of the best grade, effect periods."""

from collections.abc import Mapping
from datetime import date

from lianxin.foundation.core.days import months_later
from lianxin.foundation.policies.catalogue import Rule, Stricter, declare, national

EDUCATION = "《中国共产党党员教育管理工作条例》"
PLAN = "《2019－2023年全国党员教育培训工作规划》"
DISCIPLINE = "《中国共产党纪律处分条例》（2023 年修订）第二章"
HANDLING = "《中国共产党组织处理规定（试行）》"

HOURS, HOURS_OF_COMMITTEE = "dossier.training_hours", "dossier.training_hours_committee"
EXCELLENT_SHARE = "dossier.excellent_one_in"
CORRECTION = "dossier.correction_months"

RULES = (
    Rule(
        code=HOURS, name="党员每年集中学习培训", value=32, measure="学时", since=date(2019, 5, 6),
        source=f"{EDUCATION}第二十条", stricter=Stricter.MORE,
        text="党员每年集中学习培训时间一般不少于 32 学时。", soft=True,
    ),
    Rule(
        code=HOURS_OF_COMMITTEE, name="党组织书记和班子成员每年集中学习培训", value=56,
        measure="学时", since=date(2019, 11, 11), source=PLAN, stricter=Stricter.MORE, soft=True,
        text="基层党组织书记和班子成员每年集中学习培训时间不少于 56 学时，至少参加 1 次集中培训。",
    ),
    Rule(
        code=EXCELLENT_SHARE, name="评议为优秀的党员不超过党员总数的几分之一", value=3,
        measure="分之一", since=date(2019, 5, 6), source=f"{EDUCATION}第十八条", soft=True,
        stricter=Stricter.MORE, text="优秀等次的比例一般不超过参加评议党员总数的三分之一。",
    ),
    Rule(
        code=CORRECTION, name="限期改正最长时间", value=12, measure="个月",
        since=date(2019, 5, 6), source=f"{EDUCATION}第三十条", stricter=Stricter.LESS,
        text="限期改正时间不超过 1 年。",
    ),
)  # fmt: skip
#: How long a measure has effect, in months from the day it was decided. Probation within the
#: Party (留党察看) lasts its own time first; two further years begin when rights are restored.
EFFECTS: Mapping[str, tuple[int, str]] = {
    "warning": (12, DISCIPLINE),
    "serious_warning": (18, DISCIPLINE),
    "removed_from_post": (24, DISCIPLINE),
    "probation_1": (36, DISCIPLINE),
    "probation_2": (48, DISCIPLINE),
    "admonition": (6, HANDLING),
    "criticism": (6, HANDLING),
    "inspection": (6, HANDLING),
}
EFFECT_RULES = tuple(
    Rule(
        code=f"dossier.effect_months.{measure}", name="处分（处理）影响期", value=months,
        measure="个月", since=date(2024, 1, 1), source=source,
    )
    for measure, (months, source) in EFFECTS.items()
)  # fmt: skip
declare(*RULES, *EFFECT_RULES)

#: Measures on whose day the effect rules were not yet in force take the first version.
_FIRST = date(2024, 1, 1)


def effect_ends(measure: str, on: date) -> date | None:
    """The day until which a measure has effect, counted from its decision, where it is bounded."""
    code = CORRECTION if measure == "correction" else f"dossier.effect_months.{measure}"
    months = national(code, on=max(on, _FIRST)).value
    return months_later(on, months)
