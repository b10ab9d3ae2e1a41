"""What the procedures of this room have in common: dates, documents, conditions, checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from lianxin.areas.terms.catalogue.offices import (
    MEETING,
    OFFICES,
    PLENARY,
    Plan,
    list_flaws,
    progress_of,
)
from lianxin.foundation.procedures.catalogue import Ask, Flaw, Need, Passing, Past, VoteRule, as_day
from lianxin.foundation.procedures.catalogue.votes import HALF, Base

LAW = "《中国共产党基层组织选举工作条例》（2020）"

#: The method of election is adopted as any resolution of a members' meeting is.
ADOPTED = VoteRule(
    quorum=HALF, base=Base.EXPECTED, source="《中国共产党支部工作条例（试行）》第十一条"
)


def document(key: str, label: str, *, required: bool = True) -> Ask:
    return Ask(key=key, label=label, kind="document", required=required, most=80)


def record(*kinds: str) -> Ask:
    """The meeting on record at which it was done; one that is not entered may be left out."""
    return Ask(
        key="meeting", label="会议记录", kind="meeting", required=False,
        options={"kinds": kinds},
    )  # fmt: skip


#: What a members' meeting adopts and whom it chooses before it votes.
AT_THE_VOTE = (
    Ask(key="method", label="选举办法表决", kind="vote", vote=ADOPTED),
    Ask(
        key="scrutineers", label="监票人", kind="terms.voters", least=1,
        help="从不是候选人的选举人中推选，经大会表决通过。",
    ),
    Ask(
        key="tellers", label="计票人", kind="terms.voters", required=False,
        help="在监票人监督下工作。",
    ),
)  # fmt: skip


def ends_on(past: Past) -> date | None:
    found = past.subject.get("term_ends_on")
    return found if isinstance(found, date) else None


def said(on: date) -> str:
    return f"{on:%Y-%m-%d}"


def listed(past: Past, plan: Plan) -> Iterator[Need]:
    """The list of candidates, and what it lacks."""
    progress = progress_of(past)
    missing = list(list_flaws(plan, progress))
    number = sum(len(progress.candidates.get(office, ())) for office in plan.offices)
    yield Need(
        name="候选人名单",
        met=not missing,
        missing="".join(missing),
        note=f"{number} 人次" if number else "填写名单",
        url=progress.candidates_url,
    )


def decided(past: Past, plan: Plan, step: str) -> Iterator[Need]:
    """Every office that is elected at this step has its result."""
    progress = progress_of(past)
    for office in plan.held_at(step):
        elected = progress.elected(office)
        names = "、".join(map(progress.name, elected))
        yield Need(
            name=f"{OFFICES[office]}选举有了结果",
            met=progress.is_decided(office),
            missing="请登记到会人数，由两名计票人分别录入计票结果。",
            note=f"当选 {names}" if names else "登记选举",
            url=progress.polls_url,
        )


def reported(past: Past, plan: Plan) -> Iterator[Need]:
    """Whoever was elected has his work and can be put into his post."""
    progress = progress_of(past)
    if plan.has_committee and plan.seats:
        yield Need(
            name="委员分工",
            met=not progress.without_post,
            missing=f"还没有分工：{'、'.join(progress.without_post)}。",
            note="填写分工",
            url=progress.polls_url,
        )
    yield Need(
        name="当选人都有本系统账号",
        met=not progress.without_account,
        missing=f"请先在名册中为{'、'.join(progress.without_account)}开通账号，批准后才能登记任职。",
    )


@dataclass(frozen=True)
class Needs:
    """The conditions of an election, by the plan that its procedure reads from the past."""

    plan_of: Callable[[Past], Plan]

    def candidates(self, past: Past) -> Iterator[Need]:
        return listed(past, self.plan_of(past))

    def meeting(self, past: Past) -> Iterator[Need]:
        return decided(past, self.plan_of(past), MEETING)

    def plenary(self, past: Past) -> Iterator[Need]:
        return decided(past, self.plan_of(past), PLENARY)

    def result(self, past: Past) -> Iterator[Need]:
        return reported(past, self.plan_of(past))


def same_day(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The meeting on record was held on the day that is entered here."""
    meeting = passing.values.get("meeting") or {}
    held_on = as_day(meeting.get("held_on"))
    if held_on is not None and held_on != passing.held_on:
        yield Flaw(
            key="meeting",
            hard=False,
            sentence=f"所选会议记录的日期是 {said(held_on)}，与填写的日期不一致，请核对。",
        )


def at_the_meeting(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from same_day(past, passing)
    yield from watched(past, passing)


def watched(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Scrutineers and tellers are voters who do not stand."""
    progress = progress_of(past)
    standing = {key for keys in progress.candidates.values() for key in keys}
    for key, label in (("scrutineers", "监票人"), ("tellers", "计票人")):
        chosen = passing.values.get(key) or []
        for each in chosen:
            if str(each.get("id")) in standing:
                yield Flaw(
                    key=key,
                    sentence=f"{each.get('name')}是候选人，不能担任{label}。",
                    source=f"{LAW}第二十二条",
                )
