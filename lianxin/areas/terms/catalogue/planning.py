"""The plan of an election: how big the committee, when the meeting, what the rules say to it."""

from collections.abc import Iterator
from datetime import date

from lianxin.areas.terms.catalogue.numbers import (
    DELEGATES,
    REMIND,
    REQUEST,
    SHIFT,
    SURPLUS,
    TERMS,
)
from lianxin.areas.terms.catalogue.offices import DELEGATES as BY_DELEGATES
from lianxin.areas.terms.catalogue.offices import MEMBERS, Plan
from lianxin.areas.terms.catalogue.parts import ends_on, said, same_day
from lianxin.foundation.core.days import months_later
from lianxin.foundation.organisation.catalogue import number
from lianxin.foundation.procedures.catalogue import Bound, Flaw, Passing, Past, as_day


def has_committee(past: Past) -> bool:
    return bool(past.subject.get("has_committee"))


def has_none(past: Past) -> bool:
    return not has_committee(past)


def plan_of(past: Past) -> Plan:
    """What was planned at the step of the committee's meeting."""
    done = past.last("plan")
    values = done.values if done else {}
    return Plan(
        has_committee=has_committee(past),
        seats=int(values.get("seats") or 0) if has_committee(past) else 0,
        deputies=int(values.get("deputies") or 0),
        preliminary=values.get("preliminary") == "yes",
        form=str(values.get("form") or MEMBERS),
        surplus=past.number(SURPLUS),
    )


# ── the plan and the request ─────────────────────────────────────────────────────────────────


def _size(past: Past, passing: Passing) -> Iterator[Flaw]:
    """How big a committee may be at such a unit."""
    if not has_committee(past):
        return
    seats = int(passing.values.get("seats") or 0)
    kind, domain = str(past.subject.get("kind")), str(past.subject.get("domain"))
    bounds = (("committee_least", "少于", -1), ("committee_most", "多于", 1))
    for code, word, sign in bounds:
        bound = number(code, kind=kind, domain=domain, at=past.today)
        if bound is not None and (seats - bound.value) * sign > 0:
            yield Flaw(
                key="seats", hard=not bound.soft, source=bound.source,
                sentence=f"委员会应选 {seats} 人，{word}规定的 {bound.value} 人。",
            )  # fmt: skip
    if seats and seats % 2 == 0:
        yield Flaw(key="seats", hard=False, sentence=f"委员人数以单数为宜，现为 {seats} 人。")
    if int(passing.values.get("deputies") or 0) >= seats:
        yield Flaw(key="deputies", sentence="书记、副书记合计不能多于委员人数。")


def plan_flaws(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from same_day(past, passing)
    yield from _size(past, passing)
    planned = as_day(passing.values.get("planned_on"))
    if planned is not None:
        yield from _in_time(past, passing, planned)
    members = past.subject.get("members")
    rule = past.rule(DELEGATES)
    delegates = passing.values.get("form") == BY_DELEGATES
    if delegates and isinstance(members, int) and members < rule.value:
        yield Flaw(
            key="form", hard=False, source=rule.source,
            sentence=f"党员 {members} 人，不足 {rule.value} 人；"
            "因驻地分散召开代表大会的，须经上级党组织批准。",
        )  # fmt: skip


def _in_time(past: Past, passing: Passing, planned: date) -> Iterator[Flaw]:
    if planned < passing.held_on:
        yield Flaw(key="planned_on", sentence="拟召开日期不能早于研究的日期。")
    ends = ends_on(past)
    if ends is None:
        return
    first = months_later(ends, -past.number(REMIND))
    if planned < first and not past.subject.get("early_approved"):
        years = past.number(SHIFT)
        yield Flaw(
            key="planned_on", source=f"{TERMS}第二条",
            sentence=f"本届 {said(ends)} 届满，{said(first)} 之前召开属于提前换届，"
            f"须先报上级党委批准（一般不超过 {years} 年）。请先办理“提前、延期换届”。",
        )  # fmt: skip
    if planned > ends:
        yield Flaw(
            key="planned_on", hard=False, source=f"{TERMS}第二条",
            sentence=f"本届 {said(ends)} 届满，拟召开日期已经逾期；需要延期的，"
            "请先办理“提前、延期换届”。",
        )  # fmt: skip


def request_flaws(past: Past, passing: Passing) -> Iterator[Flaw]:
    planned = as_day(past.value("plan", "planned_on"))
    months = past.number(REQUEST)
    if planned is not None and passing.held_on > months_later(planned, -months):
        yield Flaw(
            key="held_on", hard=False,
            sentence=f"换届请示一般在大会前 {months} 个月报送，"
            f"大会拟于 {said(planned)} 召开，请留足批复的时间。",
        )  # fmt: skip


def remind_by(past: Past) -> Bound | None:
    ends = ends_on(past)
    if ends is None:
        return None
    months = past.rule(REMIND)
    return Bound(
        on=months_later(ends, -months.value), hard=False, source=months.source,
        sentence=f"届满前 {months.value} 个月应当提醒做好换届准备",
    )  # fmt: skip


def request_by(past: Past) -> Bound | None:
    ends = ends_on(past)
    if ends is None:
        return None
    months = past.rule(REQUEST)
    return Bound(
        on=months_later(ends, -months.value), hard=False, source=months.source,
        sentence=f"本届 {said(ends)} 届满，一般提前 {months.value} 个月报送请示",
    )  # fmt: skip


def hold_by(past: Past) -> Bound | None:
    ends = ends_on(past)
    if ends is None:
        return None
    return Bound(on=ends, hard=False, source=f"{TERMS}第二条", sentence=f"本届 {said(ends)} 届满")
