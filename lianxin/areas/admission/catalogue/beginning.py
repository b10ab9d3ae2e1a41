"""Steps 1–6: applying, and being trained as an activist."""

from collections.abc import Iterator

from lianxin.areas.admission.catalogue import midway
from lianxin.areas.admission.catalogue.days import (
    cultivated_from,
    cultivated_until,
    months_on,
    years_old,
)
from lianxin.areas.admission.catalogue.keys import Can
from lianxin.areas.admission.catalogue.numbers import REGULATION
from lianxin.areas.admission.catalogue.parts import (
    COMMITTEE_VOTE,
    after_notice,
    decided_by,
    decided_rightly,
    full_members,
    notice_flaws_after,
    notice_if,
    on_that_day,
    opinion,
    vote,
    way_fits_vote,
)
from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import (
    Ask,
    Bound,
    Desk,
    Flaw,
    Passing,
    Past,
    Step,
    Way,
    as_day,
)

NOTICE_RULE = "admission.notice_activist_workdays"


def old_enough(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Eighteen on the day of the application, by the birth date on the roll."""
    born_on = as_day(past.subject.get("born_on"))
    rule = past.rule("admission.age_years")
    if born_on is None:
        yield Flaw(sentence="名册里没有申请人的出生日期，无法核对年龄。请先补上出生日期。")
    elif years_old(born_on, passing.held_on) < rule.value:
        turns = months_later(born_on, 12 * rule.value)
        yield Flaw(
            key="held_on", source=rule.source,
            sentence=f"申请入党须年满 {rule.amount}，申请人到 {turns:%Y-%m-%d} 才满。",
        )  # fmt: skip


def may_apply(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from old_enough(past, passing)
    yield from midway.begun_rightly(past, passing)


def since_activist(past: Past) -> Bound | None:
    """Whoever came as an activist was one before he came."""
    began = cultivated_from(past)
    if began is None:
        return None
    return Bound(on=began, sentence=f"{began:%Y-%m-%d} 确定为入党积极分子", source=REGULATION)


def talk_due(past: Past) -> Bound | None:
    return months_on(past, "apply", "talk_months", sentence="收到申请书后 {amount}内派人谈话")


def may_be_late(past: Past) -> bool:
    due = talk_due(past)
    return due is not None and past.today > due.on


def talked_in_time(past: Past, passing: Passing) -> Iterator[Flaw]:
    """应当: a late talk is made up for with the consent of the committee above."""
    due = talk_due(past)
    if due and passing.held_on > due.on and not passing.values.get("consent"):
        yield Flaw(
            key="consent", source=due.source,
            sentence=f"谈话应在 {due.on:%Y-%m-%d} 前进行，已经超期的，"
            "请报上级党委同意后补谈，并填写文号。",
        )  # fmt: skip


def may_recommend_from(past: Past) -> Bound | None:
    months = past.rule("admission.activist_months")
    applied = past.held_on("apply")
    if not months.value or applied is None:
        return None
    return Bound(
        on=months_later(applied, months.value),
        sentence=f"递交申请满 {months.amount}后确定积极分子",
        source=months.source,
    )


def recommended(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The committee decides (no committee: the meeting); the young come by the League where the
    unit says so."""
    yield from decided_rightly(past, passing)
    yield from way_fits_vote(passing, COMMITTEE_VOTE, carried=frozenset({"yes"}))
    yield from on_that_day(passing, "meeting")
    if passing.way == "yes":
        yield from notice_flaws_after(past, passing, NOTICE_RULE)
    below = past.rule("admission.league_recommendation")
    born_on = as_day(past.subject.get("born_on"))
    is_young = born_on and years_old(born_on, passing.held_on) < below.value
    if is_young and passing.way == "yes" and passing.values.get("recommended_by") != "league":
        yield Flaw(
            key="recommended_by", source=below.source,
            sentence=f"本组织要求 {below.value} 周岁以下的申请人由群团组织推优产生。",
        )  # fmt: skip


def one_or_two(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from full_members(past, passing, "contacts", what="培养联系人")
    people = passing.values.get("contacts") or []
    least, most = (past.number(f"admission.contacts_{end}") for end in ("least", "most"))
    if not least <= len(people) <= most:
        yield Flaw(key="contacts", sentence=f"培养联系人须为 {least} 至 {most} 名正式党员。")


def assess_due(past: Past) -> Bound | None:
    """Half a year after the contacts were named, or after the last assessment."""
    last = past.held_on("cultivate") or past.held_on("contacts")
    rule = past.rule("admission.assess_months")
    if last is None:
        return None
    return Bound(
        on=months_later(last, rule.value), sentence=f"每 {rule.amount}考察一次",
        source=rule.source, hard=False,
    )  # fmt: skip


def cultivating(past: Past) -> str:
    until = cultivated_until(past)
    return f"培养教育考察满一年的日期是 {until:%Y-%m-%d}，其间每半年考察一次。" if until else ""


def long_enough(past: Past, passing: Passing) -> Iterator[Flaw]:
    """On to step 7 only after a year of training; the assessments in it are counted."""
    if passing.way != "on":
        return
    until = cultivated_until(past)
    rule = past.rule("admission.cultivation_months")
    if until is None or passing.held_on < until:
        said = f"{until:%Y-%m-%d}" if until else "未确定"
        yield Flaw(
            key="way", source=rule.source,
            sentence=f"不能进入第 7 步：培养考察满{_year(rule.value)}的日期是 {said}。",
        )  # fmt: skip
    wanted = rule.value // past.number("admission.assess_months")
    done = len(past.all("cultivate")) + 1
    if done < wanted:
        yield Flaw(
            hard=False, sentence=f"考察记录只有 {done} 次，按每半年一次应不少于 {wanted} 次。"
        )


def _year(months: int) -> str:
    return "一年" if months == 12 else f" {months} 个月"


STEPS = (
    Step(
        code="apply", number=1, name="递交入党申请书", phase="applying", key=Can.KEEP,
        desk=Desk.SUBJECT, held="递交日期", button="提交申请", checks=may_apply,
        lead=lambda _: "向工作、学习所在单位党组织提出书面申请；没有的，向居住地党组织提出。",
        asks=(
            Ask(key="statement", label="申请书", kind="file", required=False,
                help="可上传扫描件或照片；纸质件由支部留存。"),
            Ask(key="received_by", label="接收人", required=False),
            *midway.ASKS,
        ),
        ways=(
            Way(code="on", name="递交", to="talk", when=midway.was("applicant")),
            *midway.BEGINNINGS,
        ),
        law=f"{REGULATION}第五条、第六条*",
    ),
    Step(
        code="talk", number=2, name="党组织派人谈话", phase="applying", key=Can.KEEP,
        held="谈话日期", due=talk_due, checks=talked_in_time,
        asks=(
            Ask(key="talker", label="谈话人"),
            Ask(key="talker_post", label="谈话人职务", kind="choice", choices=(
                ("secretary", "书记"), ("deputy", "副书记"), ("organisation", "组织委员"),
            )),
            Ask(key="place", label="谈话地点", required=False),
            opinion("谈话情况", key="record"),
            Ask(key="consent", label="上级党委同意补谈的文号", kind="document", required=False,
                when=may_be_late),
        ),
        ways=(Way(code="on", name="已谈话", to="recommend"),),
        law=f"{REGULATION}第七条*",
    ),
    Step(
        code="recommend", number=3, name="推荐和确定入党积极分子", phase="activist", key=Can.KEEP,
        held="会议日期", earliest=may_recommend_from, checks=recommended,
        lead=lambda _: "采取党员推荐、群团组织推优等方式产生人选，由支部委员会（不设委员会的由"
        "支部大会）研究决定。",
        asks=(
            Ask(key="recommended_by", label="产生方式", kind="choice", choices=(
                ("members", "党员推荐"), ("league", "群团组织推优"),
            )),
            decided_by(),
            Ask(key="meeting", label="会议记录", kind="meeting", required=False,
                options={"kinds": ("committee_meeting", "members_meeting")}),
            vote("表决情况", COMMITTEE_VOTE),
            *notice_if(NOTICE_RULE),
        ),
        ways=(
            Way(code="yes", name="确定为入党积极分子", to="file_activist"),
            Way(code="no", name="暂不确定", to="recommend", note="以后可以再次推荐"),
        ),
        law=f"{REGULATION}第八条*",
    ),
    Step(
        code="file_activist", number=4, name="上级党委备案", phase="activist", key=Can.REVIEW,
        desk=Desk.APPROVER, held="备案日期",
        earliest=lambda past: after_notice(past, "recommend", NOTICE_RULE),
        asks=(Ask(key="document", label="备案文号或批次", kind="document", required=False),),
        ways=(Way(code="on", name="同意备案", to="contacts"),),
        law=f"{REGULATION}第八条*",
    ),
    Step(
        code="contacts", number=5, name="指定培养联系人", phase="activist", key=Can.KEEP,
        held="指定日期", earliest=since_activist, checks=one_or_two,
        asks=(Ask(key="contacts", label="培养联系人", kind="members", least=1, most=2,
                  help="1 至 2 名正式党员"),),
        ways=(Way(code="on", name="已指定", to="cultivate"),),
        law=f"{REGULATION}第九条*",
    ),
    Step(
        code="cultivate", number=6, name="培养教育考察", phase="activist", key=Can.KEEP,
        held="考察日期", due=assess_due, lead=cultivating, checks=long_enough,
        button="登记考察",
        asks=(
            opinion("培养联系人意见", key="contact_opinion"),
            opinion("支部考察意见", key="branch_opinion"),
            Ask(key="reports", label="思想汇报", kind="file", required=False),
        ),
        ways=(
            Way(code="more", name="继续培养", to="cultivate", note="记一次半年考察"),
            Way(code="on", name="培养考察期满，研究确定发展对象", to="candidate"),
            Way(code="drop", name="不再作为积极分子", to="ended", outcome="不再培养", danger=True),
        ),
        law=f"{REGULATION}第十条*、第十一条*",
    ),
)  # fmt: skip
