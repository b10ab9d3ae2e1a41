"""转入: somebody comes from an organisation outside this house with a letter.

He is on no roll here until the branch has taken him in; the receipt goes back after that.
"""

from collections.abc import Iterator
from datetime import date

from lianxin.areas.transfers.catalogue.codes import (
    ACCEPT,
    BACK,
    CARRIERS,
    IN_BRANCH,
    IN_COMMITTEE,
    RECEIVE,
    RETURN,
    RETURNS,
)
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.areas.transfers.catalogue.moving import LAW
from lianxin.areas.transfers.catalogue.numbers import LETTERS, LETTERS_ON, hop
from lianxin.foundation.core.days import months_later
from lianxin.foundation.procedures.catalogue import (
    DONE,
    ENDED,
    Ask,
    Desk,
    Flaw,
    Need,
    Passing,
    Past,
    Phase,
    Procedure,
    Step,
    Way,
    as_day,
)

REPLY = "reply"


def _needs(past: Past) -> Iterator[Need]:
    letter = past.subject
    yield Need(
        name="介绍信已登记",
        met=bool(letter.get("number")),
        missing="请先登记介绍信编号。",
        note=str(letter.get("number") or ""),
    )
    yield Need(
        name="名册上没有此人",
        met=not letter.get("on_the_roll"),
        missing="这个身份证号已在系统名册上，请由其所在支部办理系统内转接，不能凭介绍信转入。",
    )


def _in_time(past: Past, passing: Passing) -> Iterator[Flaw]:
    """The letter was handed in on the day the case was opened for; that day counts."""
    last = as_day(past.subject.get("valid_until"))
    shown = as_day(past.subject.get("shown_on")) or passing.held_on
    if passing.way == ACCEPT and last is not None and shown > last:
        yield Flaw(
            sentence=f"介绍信有效期至 {last:%Y-%m-%d}，提交时已过期。请退回，由原党组织补开。",
            source=LETTERS,
        )


def faults_of_letter(
    *, issued_on: date | None, valid_until: date | None, shown_on: date, months: int
) -> Iterator[Flaw]:
    """What does not fit in the days of a letter from outside, at the field to be mended."""
    if shown_on < LETTERS_ON:
        sentence = f"提交日期早于介绍信规定施行的 {LETTERS_ON:%Y-%m-%d}，请核对年份。"
        yield Flaw(key="shown_on", sentence=sentence)
    if issued_on is not None and issued_on > shown_on:
        yield Flaw(key="issued_on", sentence="开具日期不能晚于提交日期，请与介绍信核对。")
    if issued_on is None or valid_until is None:
        return
    if valid_until < issued_on:
        sentence = f"有效期至不能早于开具日期 {issued_on:%Y-%m-%d}，请与介绍信核对。"
        yield Flaw(key="valid_until", sentence=sentence)
    last = months_later(issued_on, months)
    if valid_until > last:
        yield Flaw(
            key="valid_until",
            sentence=f"介绍信有效期最长 {months} 个月：{issued_on:%Y-%m-%d} 开具的，最迟到"
            f" {last:%Y-%m-%d}。信上写得更长的，按 {last:%Y-%m-%d} 登记。",
            source=LETTERS,
        )


ARRIVAL = Procedure(
    code="arrival", name="组织关系转入", view=Can.VIEW, keep=Can.HANDLE, law=LAW,
    icon="log-in",
    phases=(
        Phase(code="letter", name="审核介绍信"),
        Phase(code="in", name="编入支部"),
        Phase(code="reply", name="寄回回执"),
    ),
    steps=(
        Step(
            code=IN_COMMITTEE, name="接收党委审核介绍信", phase="letter", key=Can.HANDLE,
            needs=_needs, checks=_in_time, due=hop, law=LAW, held="接收日期", button="办理",
            asks=(
                Ask(key="branch", label="编入党支部", kind="branch", only=ACCEPT),
                Ask(
                    key="returned", label="退回原因", kind="choice", only=RETURN,
                    choices=tuple(RETURNS.items()), help="接收方没有正当理由不得拒绝接收",
                ),
                Ask(
                    key="returned_note", label="说明", kind="note", required=False, only=RETURN
                ),
            ),
            ways=(
                Way(code=ACCEPT, name="接收并编入支部", to=IN_BRANCH),
                Way(
                    code=RETURN, name="退回介绍信", to=ENDED, outcome="退回原党组织",
                    danger=True,
                ),
            ),
        ),
        Step(
            code=IN_BRANCH, name="接收支部确认报到", phase="in", key=Can.HANDLE,
            desk=Desk.OTHER, due=hop, law=LAW, held="报到日期", button="确认", sticks=True,
            asks=(Ask(key="back_note", label="退回说明", kind="note", only=BACK),),
            ways=(
                Way(
                    code=RECEIVE, name="确认报到，列入名册", to=REPLY,
                    note="从这一天起计入本支部",
                ),
                Way(code=BACK, name="请党委另行编入", to=IN_COMMITTEE, loose=True),
            ),
        ),
        Step(
            code=REPLY, name="寄回回执", phase="reply", key=Can.HANDLE, due=hop, law=LAW,
            held="寄出日期", button="登记",
            asks=(
                Ask(
                    key="carrier", label="送达方式", kind="choice",
                    choices=tuple(CARRIERS.items()),
                ),
            ),
            ways=(Way(code="sent", name="回执已寄回，办结", to=DONE, outcome="转入完成"),),
        ),
    ),
)  # fmt: skip
