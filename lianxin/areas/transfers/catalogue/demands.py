"""What the steps of a transfer demand: preconditions, checks, days; pure functions of the past."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lianxin.areas.transfers.catalogue.codes import (
    ACCEPT,
    ARRIVED,
    ISSUE,
    OUTSIDE,
    RECEIVE,
    REISSUE,
    RETURNS,
    WITHIN,
)
from lianxin.areas.transfers.catalogue.numbers import (
    ARREARS,
    LETTER_MONTHS,
    LETTERS,
    hop,
)
from lianxin.foundation.core.days import months_later, read_month
from lianxin.foundation.procedures.catalogue import Bound, Flaw, Need, Passing, Past, as_day


def kind_of(past: Past) -> str:
    """What kind of transfer the case is."""
    return str(past.facts.get("kind") or "")


def is_kind(*kinds: str) -> Callable[[Past], bool]:
    return lambda past: kind_of(past) in kinds


def is_expired(past: Past) -> bool:
    """The last letter ran out before it was used."""
    return bool(past.facts.get("expired"))


def valid_until(past: Past) -> date | None:
    return as_day(past.facts.get("valid_until"))


def last_day(past: Past, issued_on: date) -> date:
    """The last day a letter made out on a day may be good for."""
    return months_later(issued_on, past.number(LETTER_MONTHS))


# ---- the sender's branch ---------------------------------------------------------------------


def needs_of_member(past: Past) -> Iterator[Need]:
    who = past.subject
    yield Need(
        name="接收党组织已确定",
        met=bool(past.facts.get("to_name")),
        missing="请先写明转往的党组织。",
        note=str(past.facts.get("to_name") or ""),
    )
    yield Need(
        name="党籍状态正常",
        met=who.get("status") == "normal" and who.get("category") in {"formal", "probationary"},
        missing="只有党籍状态正常的正式党员、预备党员可以转接组织关系。",
    )
    yield Need(
        name="不是失联党员",
        met=not who.get("is_lost"),
        missing="失联党员不能转接。取得联系后请先在成员信息中更正失联情况。",
    )
    yield Need(
        name="没有正在进行的组织处理",
        met=not who.get("proceedings"),
        missing="此人正在办理停止党籍、除名等事项，办结前不能转接。",
    )


def needs_of_unit(past: Past) -> Iterator[Need]:
    what = past.subject
    yield Need(
        name="接收党组织已确定",
        met=bool(past.facts.get("to_name")),
        missing="请先写明转往的党组织。",
        note=str(past.facts.get("to_name") or ""),
    )
    count = int(what.get("members") or 0)
    yield Need(
        name="有可以转接的党员",
        met=count > 0,
        missing="这个支部没有党籍状态正常、未失联的党员，无需整建制转接。",
        note=f"{count} 人",
    )
    lost = int(what.get("lost") or 0)
    yield Need(
        name="失联党员另行办理",
        met=not lost,
        missing=f"有 {lost} 名失联党员不随转，留在原支部另行办理。",
        hard=False,
    )
    busy = int(what.get("busy") or 0)
    yield Need(
        name="没有个别转接中的党员",
        met=not busy,
        missing=f"有 {busy} 名党员正在单独转接，请先办结或撤回。",
    )


def dues(past: Past, passing: Passing) -> Iterator[Flaw]:
    """党费交至: the month of the transfer, less what arrears are allowed."""
    said = passing.values.get("paid_to")
    if passing.way == ARRIVED or said in (None, ""):
        return
    paid_to = read_month(said)
    if paid_to is None:
        yield Flaw(key="paid_to", sentence="请按“年-月”填写党费交至的月份，例如 2026-07。")
        return
    held = passing.held_on
    owed = (held.year - paid_to[0]) * 12 + held.month - paid_to[1]
    if owed > past.number(ARREARS):
        yield Flaw(
            key="paid_to",
            sentence=f"党费只交至 {paid_to[0]} 年 {paid_to[1]} 月，请先交至转出当月"
            f"（{held.year} 年 {held.month} 月）。",
            source=past.rule(ARREARS).source,
        )


def is_probationary(past: Past) -> bool:
    return past.subject.get("category") == "probationary"


def late_receipt(past: Past) -> bool:
    """A letter that ran out may yet have been used in time: its receipt was late."""
    return is_expired(past) and kind_of(past) == OUTSIDE


def used_in_time(past: Past, passing: Passing) -> Iterator[Flaw]:
    last, used = as_day(past.facts.get("expired")), as_day(passing.values.get("received_on"))
    if passing.way != ARRIVED or last is None or used is None:
        return
    if used > last:
        yield Flaw(
            key="received_on",
            sentence=f"介绍信有效期至 {last:%Y-%m-%d}，接收日期在有效期之后，"
            "不能凭这封介绍信办结，请说明原因后重新开具。",
            source=LETTERS,
        )
    if used > passing.held_on:
        yield Flaw(key="received_on", sentence="接收日期不能在登记日期之后。")


def checks_out_member(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from dues(past, passing)
    yield from used_in_time(past, passing)


# ---- the sender's committee ------------------------------------------------------------------


def letter_days(past: Past, passing: Passing) -> Iterator[Flaw]:
    if passing.way not in {ISSUE, REISSUE}:
        return
    days = int(passing.values.get("valid_days") or 0)
    last = last_day(past, passing.held_on)
    if passing.held_on + timedelta(days=days) > last:
        rule = past.rule(LETTER_MONTHS)
        yield Flaw(
            key="valid_days",
            sentence=f"有效期最长 {rule.amount}：今天开具的，最迟到 {last:%Y-%m-%d}。",
            source=rule.source,
        )


def not_after_its_end(past: Past, passing: Passing) -> Iterator[Flaw]:
    last = valid_until(past)
    if passing.way in {ACCEPT, RECEIVE} and last is not None and passing.held_on > last:
        yield Flaw(
            key="held_on",
            sentence=f"介绍信有效期至 {last:%Y-%m-%d}，已经过期。请转出方说明原因后重新开具。",
            source=LETTERS,
        )


def receipt_checks(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from letter_days(past, passing)
    yield from not_after_its_end(past, passing)


def due_in_transit(past: Past) -> Bound:
    """In transit the letter's last day binds; a hop of this house may be due before it."""
    last, step = valid_until(past), hop(past)
    if last is None or (kind_of(past) != OUTSIDE and step.on <= last):
        return step
    return Bound(on=last, sentence="介绍信有效期届满", source=LETTERS, hard=False)


def has_run_out(past: Past) -> bool:
    """The letter's last day has passed while it was on its way."""
    last = valid_until(past)
    return last is not None and last < past.today


def held_by_the_receiver(past: Past) -> str:
    """Why the sender cannot take it back once the receiving committee accepted."""
    if kind_of(past) == WITHIN:
        return ""
    return "接收党委已经接收并编入支部，不能撤回。确需撤回的，请联系接收支部退回。"


def lead_transit(past: Past) -> str:
    number, last = past.facts.get("number"), valid_until(past)
    return f"介绍信 {number}，有效期至 {last:%Y-%m-%d}。" if number and last else ""


def lead_out(past: Past) -> str:
    if is_expired(past):
        return "介绍信已过期，组织关系仍在本支部。请核实原因后重新办理，或者撤回。"
    code = past.facts.get("returned")
    if code:
        note = past.facts.get("returned_note")
        return f"接收方退回：{RETURNS.get(str(code), code)}{f'（{note}）' if note else ''}。"
    return ""
