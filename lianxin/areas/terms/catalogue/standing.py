"""How a unit stands to its term (届期): which state, which mark, and why, in a sentence.

Yellow within the months of the reminder, red once the term is over (domain: early warning). An
election under way is told before everything else, since somebody is at it; it stays red while
the term is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lianxin.foundation.core.days import months_later
from lianxin.foundation.organisation.catalogue import KINDS

REMIND_MONTHS = 6
LATE_MONTHS = 1  # by then the request should have been made
BADLY_LATE_MONTHS = 12  # inspections call it 逾期未换届 from then on, even where nobody was asked


class TermState(StrEnum):
    NORMAL = "normal"
    SOON = "soon"
    STARTED = "started"
    OVERDUE = "overdue"
    EXTENDED = "extended"
    UNKNOWN = "unknown"


STATES: Mapping[str, str] = {
    TermState.OVERDUE: "逾期",
    TermState.SOON: "半年内届满",
    TermState.STARTED: "已启动",
    TermState.EXTENDED: "延期中",
    TermState.NORMAL: "正常",
    TermState.UNKNOWN: "未登记届期",
}


@dataclass(frozen=True, kw_only=True)
class Term:
    """What is known of a unit's term."""

    kind: str
    ends_on: date | None
    extended_from: date | None = None  # when it would have ended
    is_started: bool = False  # an election is under way
    is_requested: bool = False  # and the unit above was asked


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Where a unit stands: a word, a colour, a sentence."""

    state: TermState
    tone: str  # "", "info", "warn" or "danger"
    sentence: str

    @property
    def name(self) -> str:
        return STATES[self.state]


def has_terms(kind: str) -> bool:
    """Appointed bodies have none: 不适用, never overdue."""
    return KINDS[kind].elected


def state_of(term: Term, today: date, *, months: int = REMIND_MONTHS) -> TermState:
    """Exactly one state; the list and its counts say the same in SQL."""
    ends_on = term.ends_on or date.max
    states = (
        (term.is_started, TermState.STARTED),
        (term.ends_on is None, TermState.UNKNOWN),
        (ends_on <= today, TermState.OVERDUE),
        (term.extended_from is not None, TermState.EXTENDED),
        (ends_on <= months_later(today, months), TermState.SOON),
    )
    return next((state for holds, state in states if holds), TermState.NORMAL)


def stand(term: Term, today: date, *, months: int = REMIND_MONTHS) -> Stand:
    """The state with its colour and its reason."""
    state = state_of(term, today, months=months)
    return Stand(state=state, tone=_tone(term, state, today), sentence=_said(term, state, today))


def _tone(term: Term, state: TermState, today: date) -> str:
    if term.ends_on is not None and term.ends_on <= today:
        return "danger"
    if state is TermState.STARTED:
        return "warn" if _is_late(term, today) else "info"
    if state in {TermState.SOON, TermState.UNKNOWN}:
        return "warn"
    return "info" if state is TermState.EXTENDED else ""


def _is_late(term: Term, today: date) -> bool:
    """A month before the end nobody has asked the unit above yet."""
    return (
        not term.is_requested
        and term.ends_on is not None
        and term.ends_on <= months_later(today, LATE_MONTHS)
    )


def _said(term: Term, state: TermState, today: date) -> str:
    if term.ends_on is None:
        return "换届已启动。" if term.is_started else "没有登记本届起止日期，请上级党组织补登。"
    begun = "换届已启动" if term.is_started else "尚未启动换届"
    if term.ends_on <= today:
        return _over(term.ends_on, begun, today)
    if state is TermState.EXTENDED and term.extended_from is not None:
        return f"原定 {term.extended_from:%Y-%m-%d} 届满，经批准延期到 {term.ends_on:%Y-%m-%d}。"
    if _is_late(term, today):
        begun = "还没有报送换届请示，请抓紧办理"
    left = f"{term.ends_on:%Y-%m-%d} 届满，还有 {(term.ends_on - today).days} 天"
    return f"{left}。" if state is TermState.NORMAL else f"{left}，{begun}。"


def _over(ended: date, begun: str, today: date) -> str:
    said = f"{ended:%Y-%m-%d} 届满，已逾期 {(today - ended).days} 天，{begun}"
    badly = months_later(ended, BADLY_LATE_MONTHS) <= today
    return f"{said}；超过 1 年，按巡察口径属于逾期未换届。" if badly else f"{said}。"
