"""转接组织关系 of one member (`TRANSFER`) or of a whole unit (`WHOLE`), as steps and ways.

The member counts with the sender's branch until the last step: the receiving branch's
acceptance, or, outside this house, the receipt. A return or an expiry leads back to the sender.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lianxin.areas.transfers.catalogue.codes import (
    ACROSS,
    CARRIERS,
    DELAYS,
    OUTSIDE,
    REASONS,
    REISSUED,
    RETURNS,
    WITHIN,
)
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.areas.transfers.catalogue.numbers import (
    ARREARS,
    EDUCATION,
    LETTER_DAYS,
    LETTER_MONTHS,
    LETTERS,
    day,
    hop,
    later,
)
from lianxin.foundation.procedures.catalogue import (
    DONE,
    Ask,
    Bound,
    Desk,
    Flaw,
    Need,
    Passing,
    Past,
    Phase,
    Procedure,
    Step,
    Way,
)

OUT_BRANCH, OUT_COMMITTEE = "out_branch", "out_committee"
IN_COMMITTEE, IN_BRANCH, RECEIPT = "in_committee", "in_branch", "receipt"
#: Where a letter is on its way; past its last day the case goes back to the sender.
IN_TRANSIT = frozenset({IN_COMMITTEE, RECEIPT})
ISSUE, ACCEPT, RECEIVE, RETURN, REISSUE = "issue", "accept", "receive", "return", "reissue"
ARRIVED = "arrived"
LAW = f"{EDUCATION}第二十五条"

PHASES = (
    Phase(code="out", name="转出"),
    Phase(code="transit", name="在途"),
    Phase(code="in", name="接收"),
)
RETURN_ASKS = (
    Ask(
        key="returned", label="退回原因", kind="choice", choices=tuple(RETURNS.items()),
        only=RETURN, help="接收方没有正当理由不得拒绝接收",
    ),
    Ask(key="returned_note", label="说明", kind="note", required=False, only=RETURN),
)  # fmt: skip


def kind_of(past: Past) -> str:
    """What kind of transfer the case is."""
    return str(past.facts.get("kind") or "")


def _is(*kinds: str) -> Callable[[Past], bool]:
    return lambda past: kind_of(past) in kinds


def is_expired(past: Past) -> bool:
    """The last letter ran out before it was used."""
    return bool(past.facts.get("expired"))


def valid_until(past: Past) -> date | None:
    return day(past.facts.get("valid_until"))


def last_day(past: Past, issued_on: date) -> date:
    """The last day a letter made out on a day may be good for."""
    return later(issued_on, past.number(LETTER_MONTHS))


def days_usual(past: Past) -> int:
    return past.number(LETTER_DAYS)


# ---- the sender's branch ---------------------------------------------------------------------


def _needs_of_member(past: Past) -> Iterator[Need]:
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


def _needs_of_unit(past: Past) -> Iterator[Need]:
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


def _dues(past: Past, passing: Passing) -> Iterator[Flaw]:
    """党费交至: the month of the transfer, less what arrears are allowed."""
    said = passing.values.get("paid_to")
    if passing.way == ARRIVED or said in (None, ""):
        return
    paid_to = month(said)
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


def month(said: object) -> tuple[int, int] | None:
    """A year and month as typed: 2026-07, 2026.7, 2026年7月."""
    parts = str(said).strip().removesuffix("月")
    for mark in "年./":
        parts = parts.replace(mark, "-")
    year, _, rest = parts.partition("-")
    if not (year.isdigit() and rest.isdigit() and len(year) == 4):
        return None
    return (int(year), int(rest)) if 1 <= int(rest) <= 12 else None


_OUT_ASKS = (
    Ask(
        key="reason", label="转接原因", kind="choice", choices=tuple(REASONS.items()),
    ),
    Ask(
        key="delay", label="未按期报到的原因", kind="choice", choices=tuple(DELAYS.items()),
        when=is_expired, help="由支部核实；无正当理由的，先批评教育",
    ),
    Ask(
        key="took_part", label="过期期间参加组织生活、交纳党费的情况", kind="note",
        required=False, when=is_expired, help="连续 6 个月不过组织生活的，按自行脱党办理",
    ),
)  # fmt: skip
_ARRIVAL_ASKS = (
    Ask(key="received_by", label="接收党组织", only=ARRIVED, when=is_expired),
    Ask(
        key="receipt_number", label="回执编号", required=False, only=ARRIVED, when=is_expired,
        help="接收日期填回执上写明的日期，应在介绍信有效期内",
    ),
)  # fmt: skip


def _is_probationary(past: Past) -> bool:
    return past.subject.get("category") == "probationary"


_MEMBER_ASKS = (
    Ask(key="paid_to", label="党费交至", help="年-月，例如 2026-07；应交至转出当月"),
    Ask(
        key="file", label="预备党员的教育、考察材料已整理，随组织关系移交", kind="yes",
        when=_is_probationary,
    ),
)  # fmt: skip
_UNIT_ASKS = (
    Ask(key="document", label="整建制转接的决定（文号）", kind="document"),
    Ask(key="dues", label="全体党员党费已交至转出当月", kind="yes"),
)


def _late_receipt(past: Past) -> bool:
    """A letter that ran out may yet have been used in time: its receipt was late."""
    return is_expired(past) and kind_of(past) == OUTSIDE


def _used_in_time(past: Past, passing: Passing) -> Iterator[Flaw]:
    last = day(past.facts.get("expired"))
    if passing.way == ARRIVED and last is not None and passing.held_on > last:
        yield Flaw(
            key="held_on",
            sentence=f"介绍信有效期至 {last:%Y-%m-%d}，接收日期在有效期之后，"
            "不能凭这封介绍信办结，请说明原因后重新开具。",
            source=LETTERS,
        )


def _checks_out_member(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from _dues(past, passing)
    yield from _used_in_time(past, passing)


# ---- the sender's committee ------------------------------------------------------------------


def _letter_days(past: Past, passing: Passing) -> Iterator[Flaw]:
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


def _not_after_its_end(past: Past, passing: Passing) -> Iterator[Flaw]:
    last = valid_until(past)
    if passing.way in {ACCEPT, RECEIVE} and last is not None and passing.held_on > last:
        yield Flaw(
            key="held_on",
            sentence=f"介绍信有效期至 {last:%Y-%m-%d}，已经过期。请转出方说明原因后重新开具。",
            source=LETTERS,
        )


def _receipt_checks(past: Past, passing: Passing) -> Iterator[Flaw]:
    yield from _letter_days(past, passing)
    yield from _not_after_its_end(past, passing)


def _due_in_transit(past: Past) -> Bound:
    """In transit the letter's last day binds; a hop of this house may be due before it."""
    last, step = valid_until(past), hop(past)
    if last is None or (kind_of(past) != OUTSIDE and step.on <= last):
        return step
    return Bound(on=last, sentence="介绍信有效期届满", source=LETTERS, hard=False)


def _lead_transit(past: Past) -> str:
    number, last = past.facts.get("number"), valid_until(past)
    return f"介绍信 {number}，有效期至 {last:%Y-%m-%d}。" if number and last else ""


def _lead_out(past: Past) -> str:
    if is_expired(past):
        return "介绍信已过期，组织关系仍在本支部。请核实原因后重新办理，或者撤回。"
    code = past.facts.get("returned")
    if code:
        note = past.facts.get("returned_note")
        return f"接收方退回：{RETURNS.get(str(code), code)}{f'（{note}）' if note else ''}。"
    return ""


def _steps(*, whole: bool) -> tuple[Step, ...]:
    own_asks = _UNIT_ASKS if whole else _MEMBER_ASKS
    within = () if whole else (
        Way(code="send", name="交接收支部", to=IN_BRANCH, when=_is(WITHIN)),
    )  # fmt: skip
    return (
        Step(
            code=OUT_BRANCH, name="转出支部提出", phase="out", key=Can.HANDLE,
            asks=(*_OUT_ASKS, *own_asks, *_ARRIVAL_ASKS),
            lead=_lead_out, needs=_needs_of_unit if whole else _needs_of_member, due=hop,
            checks=_used_in_time if whole else _checks_out_member, law=LAW, button="提交",
            ways=(
                *within,
                Way(
                    code="forward", name="报党委审核", to=OUT_COMMITTEE,
                    when=_is(ACROSS, OUTSIDE),
                ),
                Way(
                    code=ARRIVED, name="登记迟到的回执", to=DONE, outcome="已转往系统外",
                    note="对方在有效期内已经接收，回执来迟", when=_late_receipt,
                ),
            ),
        ),
        Step(
            code=OUT_COMMITTEE, name="转出党委审核，开具介绍信", phase="out", key=Can.HANDLE,
            desk=Desk.APPROVER, due=hop, checks=_letter_days, law=LAW, held="开具日期",
            button="办理",
            asks=(
                Ask(
                    key="valid_days", label="有效期（天）", kind="number", least=1, most=92,
                    only=ISSUE, help="按路程等情况确定，最长 3 个月",
                ),
                Ask(key="phone", label="党委联系电话", required=False, only=ISSUE),
                Ask(key="back_note", label="退回说明", kind="note", only="back"),
            ),
            ways=(
                Way(
                    code=ISSUE, name="同意并开具介绍信", to=IN_COMMITTEE, when=_is(ACROSS),
                ),
                Way(code=ISSUE, name="同意并开具介绍信", to=RECEIPT, when=_is(OUTSIDE)),
                Way(code="back", name="退回支部补充", to=OUT_BRANCH),
            ),
        ),
        Step(
            code=IN_COMMITTEE, name="接收党委接收", phase="transit", key=Can.HANDLE,
            desk=Desk.OTHER, due=_due_in_transit, checks=_not_after_its_end, law=LAW,
            lead=_lead_transit, held="接收日期", button="办理",
            asks=(
                Ask(key="branch", label="编入党支部", kind="branch", only=ACCEPT),
                *RETURN_ASKS,
            ),
            ways=(
                Way(code=ACCEPT, name="接收并编入支部", to=IN_BRANCH),
                Way(code=RETURN, name="退回转出方", to=OUT_BRANCH, danger=True),
            ),
        ),
        Step(
            code=IN_BRANCH, name="接收支部确认报到", phase="in", key=Can.HANDLE,
            desk=Desk.OTHER, due=hop, law=LAW, held="报到日期", button="确认",
            asks=RETURN_ASKS,
            ways=(
                Way(
                    code=RECEIVE, name="确认报到并回执", to=DONE, outcome="转接完成",
                    note="从这一天起计入接收支部",
                ),
                Way(code=RETURN, name="退回转出方", to=OUT_BRANCH, danger=True),
            ),
        ),
        Step(
            code=RECEIPT, name="登记回执", phase="in", key=Can.HANDLE, desk=Desk.APPROVER,
            due=_due_in_transit, checks=_receipt_checks, law=LAW, lead=_lead_transit,
            held="接收（退回、补开）日期", button="登记",
            asks=(
                Ask(key="received_by", label="接收党组织", only=RECEIVE),
                Ask(key="handler", label="接收方经办人", required=False, only=RECEIVE),
                Ask(key="handler_phone", label="接收方电话", required=False, only=RECEIVE),
                Ask(key="receipt_number", label="回执编号", required=False, only=RECEIVE),
                Ask(
                    key="carrier", label="回执送达方式", kind="choice", required=False,
                    choices=tuple(CARRIERS.items()), only=RECEIVE,
                ),
                Ask(
                    key="void", label="补开原因", kind="choice", choices=tuple(REISSUED.items()),
                    only=REISSUE, help="原介绍信同时作废",
                ),
                Ask(
                    key="valid_days", label="有效期（天）", kind="number", least=1, most=92,
                    only=REISSUE,
                ),
                *RETURN_ASKS,
            ),
            ways=(
                Way(code=RECEIVE, name="收到回执，办结", to=DONE, outcome="已转往系统外"),
                Way(code=REISSUE, name="补开介绍信", to=RECEIPT, note="遗失或填写有误"),
                Way(code=RETURN, name="对方退回", to=OUT_BRANCH, danger=True),
            ),
        ),
    )  # fmt: skip


def may_withdraw(step: str, kind: str) -> bool:
    """The sender takes a transfer back until the receiving side has accepted it."""
    return step != IN_BRANCH or kind == WITHIN


TRANSFER = Procedure(
    code="transfer", name="组织关系转接", phases=PHASES, steps=_steps(whole=False),
    view=Can.VIEW, keep=Can.HANDLE, law=LAW, icon="arrow-left-right",
)  # fmt: skip
WHOLE = Procedure(
    code="transfer_whole", name="整建制转接", phases=PHASES, steps=_steps(whole=True),
    view=Can.VIEW, keep=Can.HANDLE, law=LAW, icon="arrow-left-right",
)  # fmt: skip
