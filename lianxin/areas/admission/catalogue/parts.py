"""What several steps have in common: votes, notices, people."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from lianxin.areas.admission.catalogue.numbers import REGULATION
from lianxin.foundation.core.days import is_within
from lianxin.foundation.procedures.catalogue import (
    Ask,
    Bound,
    Flaw,
    Passing,
    Past,
    VoteRule,
    as_day,
    count,
)

#: 支部大会讨论接收和转正：到会超过应到会半数，赞成超过应到会半数，会前书面意见计入
#: （第二十条、第二十二条*）。
MEETING_VOTE = VoteRule(
    quorum=Fraction(1, 2), quorum_strict=True, majority=Fraction(1, 2), written=True,
    source=f"{REGULATION}第二十条、第二十二条*",
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


# ---- public notice (公示) -------------------------------------------------------------------

MEETINGS = "admission.notice_workdays"
NOTICE = (
    Ask(key="notice_from", label="公示开始日期", kind="day", required=False),
    Ask(key="notice_to", label="公示结束日期", kind="day", required=False),
    Ask(key="notice_said", label="公示反映和处理情况", kind="note", required=False,
        help="没有反映的写“无反映”；有反映的写明调查处理结果，与本人材料一并保存。"),
)  # fmt: skip


def notice_if(rule: str) -> tuple[Ask, ...]:
    """The same, asked only where a unit asks for a notice at this point."""

    def is_asked(past: Past) -> bool:
        return past.number(rule) > 0

    return tuple(replace(ask, when=is_asked) for ask in NOTICE)


def notice_flaws(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Before a members' meeting: long enough, and over before it; holidays do not count."""
    days = yield from _notice_given(past, passing, MEETINGS)
    if days and days[1] >= passing.held_on:
        yield Flaw(key="notice_to", sentence="公示须在支部大会召开之前结束，请核对公示结束日期。")


def notice_flaws_after(past: Past, passing: Passing, rule: str) -> Iterator[Flaw]:
    """After a committee's decision: begun then, and over when it is entered."""
    days = yield from _notice_given(past, passing, rule)
    if days and days[0] < passing.held_on:
        yield Flaw(key="notice_from", sentence="公示在研究决定之后进行，请核对公示开始日期。")
    if days and days[1] > past.today:
        yield Flaw(key="notice_to", sentence="公示还没有结束，请在结束后再登记。")


def _notice_given(
    past: Past, passing: Passing, rule: str
) -> Generator[Flaw, None, tuple[date, date] | None]:
    asked = past.rule(rule)
    first, last = (as_day(passing.values.get(key)) for key in ("notice_from", "notice_to"))
    if first is None or last is None:
        if asked.value:
            yield Flaw(
                key="notice_from", source=asked.source,
                sentence=f"本组织要求公示 {asked.amount}，请填写公示起止日期。",
            )  # fmt: skip
        return None
    days = past.calendar.between(first, last) + int(past.calendar.works(first))
    if days < asked.value:
        least = past.calendar.after(first - timedelta(days=1), asked.value)
        skipped = f"（{least.sentence}）" if least.sentence else ""
        yield Flaw(
            key="notice_to", source=asked.source,
            sentence=f"公示只有 {days} 个工作日，本组织要求 {asked.amount}，"
            f"最早到 {least.on:%Y-%m-%d}{skipped}。",
        )  # fmt: skip
    if asked.value and not str(passing.values.get("notice_said") or "").strip():
        yield Flaw(key="notice_said", sentence="请写明公示反映和处理情况，没有反映的写“无反映”。")
    return first, last


def after_notice(past: Past, step: str, rule: str) -> Bound | None:
    """The filing above follows the notice."""
    over = as_day(past.value(step, "notice_to"))
    if over is None or past.number(rule) <= 0:
        return None
    return Bound(
        on=over + timedelta(days=1), sentence=f"公示到 {over:%Y-%m-%d} 结束，结束后报备案",
        source=past.rule(rule).source,
    )  # fmt: skip


# ---- meetings and people --------------------------------------------------------------------


def on_that_day(passing: Passing, key: str) -> Iterator[Flaw]:
    """A meeting on record was held on the day that is entered; without one the day rests on the
    word of whoever enters it, which is asked about."""
    meeting = passing.values.get(key)
    if not meeting:
        yield Flaw(
            key=key, hard=False,
            sentence="没有引用已登记的会议。会议还没有登记的，请先登记或补录，再在这里选择。",
        )  # fmt: skip
        return
    held_on = as_day(meeting.get("held_on"))
    if held_on and held_on != passing.held_on:
        yield Flaw(
            key=key,
            sentence=f"所选会议是 {held_on:%Y-%m-%d} 召开的，与填写的日期 "
            f"{passing.held_on:%Y-%m-%d} 不一致，请核对。",
        )


def voters_agree(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Who should attend, against the roll: whoever is left out must have been so by decision."""
    known, given = past.subject.get("voters"), passing.values.get("vote")
    if known is None or not given or passing.vote("vote").expected == known:
        return
    yield Flaw(
        key="vote", hard=False,
        sentence=f"名册上本支部有表决权的正式党员是 {known} 人，填写的应到会是 "
        f"{passing.vote('vote').expected} 人。不计入应到会的，须经上级党组织同意和支部大会决定。",
    )  # fmt: skip


def full_members(past: Past, passing: Passing, key: str, *, what: str) -> Iterator[Flaw]:
    """Contacts and introducers are full members with all their rights, as the evidence says and
    as their files do (`restricted` of the subject)."""
    limited = past.subject.get("restricted") or {}
    for person in passing.values.get(key) or ():
        if person.get("category") != "formal":
            yield Flaw(key=key, sentence=f"{person['name']}不是正式党员，不能做{what}。")
        spans = limited.get(person.get("id"), ())
        if person.get("restricted") or is_within(spans, passing.held_on):
            yield Flaw(key=key, sentence=f"{person['name']}正在留党察看期间，不能做{what}。")
