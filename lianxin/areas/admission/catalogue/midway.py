"""Whoever was on the way before his case was opened here: an activist from another unit, a
probationary member of the time before this house.

His days stand with the application and count on (细则第十二条*: 培养教育时间可连续计算). What
he was is kept with the case when it is opened (`began_as`), since the roll moves on with it.
"""

from collections.abc import Callable, Iterator

from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import Ask, Flaw, Passing, Past, Way, as_day

#: {what he is on the roll: the way his case begins}.
WAYS = {
    "activist": "as_activist",
    "candidate": "as_candidate",
    "probationary": "as_probationary",
}
DAYS = {
    "activist_on": "确定为入党积极分子的日期",
    "candidate_on": "列为发展对象的日期",
    "joined_on": "支部大会接收的日期",
    "approved_on": "上级党委审批的日期",
}


WHOSE = {
    "activist_on": "入党积极分子和发展对象填写",
    "candidate_on": "发展对象填写，即上级党委备案同意的日期",
    "joined_on": "预备党员填写，即加入党组织日期，预备期从这一天算起",
    "approved_on": "预备党员填写",
}


def began_as(past: Past) -> str:
    return str(past.facts.get("began_as") or "applicant")


def was(*categories: str) -> Callable[[Past], bool]:
    return lambda past: began_as(past) in categories


PAPERS = (
    Ask(key="came_from", label="原培养单位党组织", required=False, when=was(*WAYS),
        help="在其他单位培养过的填写；本单位启用系统前已办的不用填"),
    Ask(key="papers", label="已核对的材料", kind="note", when=was(*WAYS),
        help="原来形成的培养教育、审查、审批材料，逐项写明名称和文号"),
)  # fmt: skip
ASKS = (
    Ask(key="activist_on", label=DAYS["activist_on"], kind="day",
        when=was("activist", "candidate")),
    Ask(key="candidate_on", label=DAYS["candidate_on"], kind="day", when=was("candidate")),
    Ask(key="joined_on", label=DAYS["joined_on"], kind="day", when=was("probationary")),
    Ask(key="approved_on", label=DAYS["approved_on"], kind="day", when=was("probationary")),
    *PAPERS,
)  # fmt: skip

BEGINNINGS = (
    Way(code="as_activist", name="已是入党积极分子，接续培养", to="contacts",
        note="培养教育时间连续计算", when=was("activist")),
    Way(code="as_candidate", name="已是发展对象，接续办理", to="introducers",
        when=was("candidate")),
    Way(code="as_probationary", name="已是预备党员，办理转正", to="continue",
        note="预备期从支部大会通过之日算起", when=was("probationary")),
)  # fmt: skip


def begun_rightly(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The days follow each other, agree with the roll, and keep the rules they had to keep."""
    if passing.way not in WAYS.values():
        return
    before = passing.held_on
    for key, name in DAYS.items():
        day = as_day(passing.values.get(key))
        if day is None:
            continue
        if day < before:
            yield Flaw(key=key, sentence=f"{name}不能早于前一个日期 {before:%Y-%m-%d}。")
        if day > past.today:
            yield Flaw(key=key, sentence=f"{name}不能在今天之后。")
        known = as_day(past.subject.get(key))
        if known and known != day:
            yield Flaw(
                key=key,
                sentence=f"名册上的{name}是 {known:%Y-%m-%d}，与填写的 {day:%Y-%m-%d} 不一致，"
                "请核对材料，更正其中一处。",
            )
        before = max(before, day)
    yield from _long_enough(past, passing)


def _long_enough(past: Past, passing: Passing) -> Iterator[Flaw]:
    spans = (
        ("activist_on", "candidate_on", "cultivation_months",
         "列为发展对象不能早于 {day}：培养教育考察须满 {amount}。"),
        ("joined_on", "approved_on", "approve_latest_months",
         "审批不得超过支部大会后 {amount}（{day}）。"),
    )  # fmt: skip
    for first, then, rule, sentence in spans:
        began, ended = (as_day(passing.values.get(key)) for key in (first, then))
        if began is None or ended is None:
            continue
        asked = past.rule(f"admission.{rule}")
        bound = months_later(began, asked.value)
        too_soon = first == "activist_on" and ended < bound
        too_late = first == "joined_on" and ended > bound
        if too_soon or too_late:
            yield Flaw(
                key=then, source=asked.source,
                sentence=sentence.format(day=f"{bound:%Y-%m-%d}", amount=asked.amount),
            )  # fmt: skip
