"""What several steps have in common: votes, notices, people."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from lianxin.areas.admission.catalogue.days import day_of
from lianxin.areas.admission.catalogue.numbers import REGULATION
from lianxin.foundation.procedures.catalogue import Ask, Flaw, Passing, Past, VoteRule, count

#: 支部大会讨论接收和转正：到会超过应到会半数，赞成超过应到会半数，会前书面意见计入（第二十三条*）。
MEETING_VOTE = VoteRule(
    quorum=Fraction(1, 2), quorum_strict=True, majority=Fraction(1, 2), written=True,
    source=f"{REGULATION}第二十三条*",
)  # fmt: skip
#: 委员会会议：委员到会半数以上，赞成超过应到半数。
COMMITTEE_VOTE = VoteRule(source="《中国共产党支部工作条例（试行）》第十二条")

DECIDED_BY = (("committee", "支部委员会"), ("members", "支部大会"))


def vote(label: str, rule: VoteRule, **more: Any) -> Ask:
    return Ask(key="vote", label=label, kind="vote", vote=rule, **more)


def decided_by() -> Ask:
    return Ask(
        key="decided_by", label="由谁决定", kind="choice", choices=DECIDED_BY,
        help="不设支部委员会的，由支部大会决定。",
    )  # fmt: skip


def opinion(label: str, key: str = "opinion", **more: Any) -> Ask:
    """An opinion on a person, kept sealed."""
    return Ask(key=key, label=label, kind="note", sealed=True, **more)


def way_fits_vote(passing: Passing, rule: VoteRule, *, carried: frozenset[str]) -> Iterator[Flaw]:
    """What was resolved must be what the vote says."""
    counted = count(passing.vote("vote"), rule)
    if counted.flaws:
        return
    if passing.way in carried and not counted.passed:
        yield Flaw(key="vote", sentence=counted.sentence, source=rule.source)
    if passing.way not in carried and passing.way != "void" and counted.passed:
        yield Flaw(key="way", sentence=f"{counted.sentence}结果应选“通过”的一项。")


def decided_rightly(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Where there is no committee the members' meeting decides."""
    has_committee = bool(past.subject.get("has_committee"))
    if passing.values.get("decided_by") == "committee" and not has_committee:
        yield Flaw(
            key="decided_by", sentence="本支部没有设支部委员会，应由支部大会决定。",
            source=f"{REGULATION}第八条*",
        )  # fmt: skip


NOTICE = (
    Ask(key="notice_from", label="公示开始日期", kind="day", required=False),
    Ask(key="notice_to", label="公示结束日期", kind="day", required=False),
    Ask(key="notice_said", label="公示反映和处理情况", kind="note", required=False,
        help="没有反映的写“无反映”。"),
)  # fmt: skip


def notice_flaws(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Where the unit or one above asks for a public notice: long enough, and over before the
    meeting; holidays do not count."""
    asked = past.rule("admission.notice_workdays")
    first, last = (day_of(passing.values.get(key)) for key in ("notice_from", "notice_to"))
    if not asked.value and first is None and last is None:
        return
    if first is None or last is None:
        if asked.value:
            yield Flaw(
                key="notice_from", source=asked.source,
                sentence=f"本组织要求会前公示 {asked.amount}，请填写公示起止日期。",
            )  # fmt: skip
        return
    yield from _notice_days(past, passing.held_on, first, last)


def _notice_days(past: Past, held_on: date, first: date, last: date) -> Iterator[Flaw]:
    asked = past.rule("admission.notice_workdays")
    if last >= held_on:
        yield Flaw(key="notice_to", sentence="公示须在支部大会召开之前结束，请核对公示结束日期。")
    days = past.calendar.between(first, last) + int(past.calendar.works(first))
    if days < asked.value:
        yield Flaw(
            key="notice_to", source=asked.source,
            sentence=f"公示只有 {days} 个工作日，本组织要求 {asked.amount}。",
        )  # fmt: skip


def full_members(passing: Passing, key: str, *, what: str) -> Iterator[Flaw]:
    """Contacts and introducers are full members with all their rights."""
    for person in passing.values.get(key) or ():
        if person.get("category") != "formal":
            yield Flaw(key=key, sentence=f"{person['name']}不是正式党员，不能做{what}。")
        if person.get("restricted"):
            yield Flaw(key=key, sentence=f"{person['name']}正在留党察看期间，不能做{what}。")
