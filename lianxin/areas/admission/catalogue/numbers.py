"""The numbers of 《中国共产党发展党员工作细则》(2014), each with its article, and local choices.

Article numbers without a mark (5, 13, 17, 20, 33) were compared with quotations of the text; those
marked * are recalled and fit between them: check before relying on them. A local choice has 0 as
its national value: nothing is asked.
"""

from datetime import date

from lianxin.foundation.policies.catalogue import Rule, Stricter, declare

REGULATION = "《中国共产党发展党员工作细则》"
SINCE = date(2014, 5, 28)
LOCAL = "地方规定（全国细则没有统一要求）"


def _rule(code: str, name: str, value: int, measure: str, article: str, **more: object) -> Rule:
    facts: dict[str, object] = {"stricter": Stricter.NEVER, **more}
    return Rule(
        code=f"admission.{code}", name=name, value=value, measure=measure,
        source=f"{REGULATION}{article}", since=SINCE, **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def _local(code: str, name: str, measure: str, text: str) -> Rule:
    return Rule(
        code=f"admission.{code}", name=name, value=0, measure=measure, source=LOCAL, since=SINCE,
        stricter=Stricter.MORE, text=text,
    )  # fmt: skip


RULES = (
    _rule("age_years", "申请入党年龄", 18, "周岁", "第五条",
          text="年满十八岁的中国工人、农民、军人、知识分子和其他社会阶层的先进分子。"),
    _rule("talk_months", "派人谈话时限", 1, "个月", "第七条*", stricter=Stricter.LESS, soft=True,
          text="党组织收到入党申请书后，应当在一个月内派人同入党申请人谈话。"),
    _rule("contacts_least", "培养联系人（至少）", 1, "人", "第九条*"),
    _rule("contacts_most", "培养联系人（至多）", 2, "人", "第九条*"),
    _rule("assess_months", "积极分子考察间隔", 6, "个月", "第十一条*", stricter=Stricter.LESS,
          soft=True, text="党支部每半年对入党积极分子进行一次考察。"),
    _rule("cultivation_months", "培养教育考察期", 12, "个月", "第十三条", stricter=Stricter.MORE,
          text="经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，可以列为发展对象。"),
    _rule("introducers", "入党介绍人", 2, "人", "第十四条*"),
    _rule("training_days", "集中培训天数", 3, "天", "第十七条", stricter=Stricter.MORE,
          text="培训时间一般不少于三天（或不少于二十四个学时）。"),
    _rule("training_hours", "集中培训学时", 24, "学时", "第十七条", stricter=Stricter.MORE),
    _rule("leaving_months", "将离开工作学习单位", 3, "个月", "第十九条*", soft=True,
          text="发展对象未来三个月内将离开工作、学习单位的，一般不办理接收预备党员的手续。"),
    _rule("approve_months", "党委审批时限", 3, "个月", "第二十七条*", stricter=Stricter.LESS,
          soft=True, text="党委对党支部上报的接收预备党员的决议，应当在三个月内审批。"),
    _rule("approve_latest_months", "党委审批最长时限", 6, "个月", "第二十七条*",
          text="如遇特殊情况可适当延长审批时间，但不得超过六个月。"),
    _rule("probation_months", "预备期", 12, "个月", "第三十二条*",
          text="预备党员的预备期为一年，从支部大会通过其为预备党员之日算起。"),
    _rule("probation_assess_months", "预备党员考察间隔", 6, "个月", "第三十一条*",
          stricter=Stricter.LESS, soft=True),
    _rule("extend_least_months", "延长预备期最短", 6, "个月", "第三十二条*"),
    _rule("extend_most_months", "延长预备期最长", 12, "个月", "第三十二条*",
          text="需要继续考察和教育的，可以延长一次预备期，延长时间不能少于半年，最长不超过一年。"),
    _local("activist_months", "提出申请至确定积极分子的间隔", "个月",
           "有的地方要求递交申请满 3 个月或 6 个月。"),
    _local("league_recommendation", "28 岁以下须经群团推优", "岁以下",
           "填 28 表示 28 周岁以下的团员须经群团组织推优。"),
    _local("notice_workdays", "接收和转正公示", "个工作日",
           "填 5 表示接收和转正前各公示 5 个工作日，公示须在支部大会之前结束。"),
    _local("notice_activist_workdays", "确定积极分子公示", "个工作日",
           "填 5 表示研究确定积极分子后公示 5 个工作日，公示结束后再报备案。"),
    _local("notice_candidate_workdays", "确定发展对象公示", "个工作日",
           "填 5 表示讨论同意列为发展对象后公示 5 个工作日，公示结束后再报备案。"),
    _local("review_valid_months", "政治审查结论有效期", "个月",
           "填 12 表示政治审查结论一年内有效，过期须重新审查。"),
    _local("meeting_months", "预审合格后召开支部大会", "个月",
           "填 1 表示预审合格后一个月内召开支部大会讨论接收。"),
    _local("archive_days", "转正审批后归档", "天", "填 7 表示审批后一周内归档。"),
    _local("plan_binds", "发展党员计划数用完后不再审批", "（1 为是）",
           "填 1 表示超出上级下达的年度计划时不能审批。"),
)  # fmt: skip

declare(*RULES)
