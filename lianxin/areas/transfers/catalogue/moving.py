"""转接组织关系 of one member (`TRANSFER`) or of a whole unit (`WHOLE`), as steps and ways.

The member counts with the sender's branch until the last step: the receiving branch's
acceptance, or, outside this house, the receipt. A return or an expiry leads back to the sender.
"""

from lianxin.areas.transfers.catalogue.codes import (
    ACCEPT,
    ACROSS,
    ARRIVED,
    BACK,
    CARRIERS,
    DELAYS,
    EXPIRE,
    IN_BRANCH,
    IN_COMMITTEE,
    ISSUE,
    OUT_BRANCH,
    OUT_COMMITTEE,
    OUTSIDE,
    REASONS,
    RECEIPT,
    RECEIVE,
    REISSUE,
    REISSUED,
    RETURN,
    RETURNS,
    WITHIN,
)
from lianxin.areas.transfers.catalogue.demands import (
    checks_out_member,
    due_in_transit,
    has_run_out,
    held_by_the_receiver,
    is_expired,
    is_kind,
    is_probationary,
    late_receipt,
    lead_out,
    lead_transit,
    letter_days,
    needs_of_member,
    needs_of_unit,
    not_after_its_end,
    receipt_checks,
    used_in_time,
)
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.areas.transfers.catalogue.numbers import EDUCATION, hop
from lianxin.foundation.procedures.catalogue import DONE, Ask, Desk, Phase, Procedure, Step, Way

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
    Ask(key="received_by", label="接收党组织", only=ARRIVED, when=late_receipt),
    Ask(
        key="received_on", label="对方接收日期", kind="day", only=ARRIVED, when=late_receipt,
        help="回执上写明的日期，应在介绍信有效期内",
    ),
    Ask(
        key="receipt_number", label="回执编号", required=False, only=ARRIVED, when=late_receipt,
    ),
)  # fmt: skip
_MEMBER_ASKS = (
    Ask(key="paid_to", label="党费交至", kind="month", help="应交至转出当月"),
    Ask(
        key="file", label="预备党员的教育、考察材料已整理，随组织关系移交", kind="yes",
        when=is_probationary,
    ),
)  # fmt: skip
_UNIT_ASKS = (
    Ask(key="document", label="整建制转接的决定（文号）", kind="document"),
    Ask(key="dues", label="全体党员党费已交至转出当月", kind="yes"),
)


def _out_branch(*, whole: bool) -> Step:
    own_asks = _UNIT_ASKS if whole else _MEMBER_ASKS
    within = () if whole else (
        Way(code="send", name="交接收支部", to=IN_BRANCH, when=is_kind(WITHIN)),
    )  # fmt: skip
    return Step(
        code=OUT_BRANCH, name="转出支部提出", phase="out", key=Can.HANDLE,
        asks=(*_OUT_ASKS, *own_asks, *_ARRIVAL_ASKS),
        lead=lead_out, needs=needs_of_unit if whole else needs_of_member, due=hop,
        checks=used_in_time if whole else checks_out_member, law=LAW, button="提交",
        ways=(
            *within,
            Way(
                code="forward", name="报党委审核", to=OUT_COMMITTEE,
                when=is_kind(ACROSS, OUTSIDE),
            ),
            Way(
                code=ARRIVED, name="登记迟到的回执", to=DONE, outcome="已转往系统外",
                note="对方在有效期内已经接收，回执来迟", when=late_receipt,
            ),
        ),
    )  # fmt: skip


_EXPIRES = Way(code=EXPIRE, name="介绍信过期，回到转出支部", to=OUT_BRANCH, when=has_run_out)
_OUT_COMMITTEE = Step(
    code=OUT_COMMITTEE, name="转出党委审核，开具介绍信", phase="out", key=Can.HANDLE,
    desk=Desk.APPROVER, due=hop, checks=letter_days, law=LAW, held="开具日期",
    button="办理",
    asks=(
        Ask(
            key="valid_days", label="有效期（天）", kind="number", least=1, most=92,
            only=ISSUE, help="按路程等情况确定，最长 3 个月",
        ),
        Ask(key="phone", label="党委联系电话", required=False, only=ISSUE),
        Ask(key="back_note", label="退回说明", kind="note", only=BACK),
    ),
    ways=(
        Way(
            code=ISSUE, name="同意并开具介绍信", to=IN_COMMITTEE, when=is_kind(ACROSS),
        ),
        Way(code=ISSUE, name="同意并开具介绍信", to=RECEIPT, when=is_kind(OUTSIDE)),
        Way(code=BACK, name="退回支部补充", to=OUT_BRANCH),
    ),
)  # fmt: skip
_IN_COMMITTEE = Step(
    code=IN_COMMITTEE, name="接收党委接收", phase="transit", key=Can.HANDLE,
    desk=Desk.OTHER, due=due_in_transit, checks=not_after_its_end, law=LAW, returns=False,
    lead=lead_transit, held="接收日期", button="办理",
    asks=(
        Ask(key="branch", label="编入党支部", kind="branch", only=ACCEPT),
        *RETURN_ASKS,
    ),
    ways=(
        Way(code=ACCEPT, name="接收并编入支部", to=IN_BRANCH),
        Way(code=RETURN, name="退回转出方", to=OUT_BRANCH, danger=True),
        _EXPIRES,
    ),
)  # fmt: skip
_IN_BRANCH = Step(
    code=IN_BRANCH, name="接收支部确认报到", phase="in", key=Can.HANDLE,
    desk=Desk.OTHER, due=hop, law=LAW, held="报到日期", button="确认", returns=False,
    withdrawal=held_by_the_receiver,
    asks=(
        *RETURN_ASKS,
        Ask(key="back_note", label="另行编入的原因", kind="note", only=BACK),
    ),
    ways=(
        Way(
            code=RECEIVE, name="确认报到并回执", to=DONE, outcome="转接完成",
            note="从这一天起计入接收支部",
        ),
        Way(code=BACK, name="请党委另行编入", to=IN_COMMITTEE, when=is_kind(ACROSS)),
        Way(code=RETURN, name="退回转出方", to=OUT_BRANCH, danger=True),
    ),
)  # fmt: skip
_RECEIPT = Step(
    code=RECEIPT, name="登记回执", phase="in", key=Can.HANDLE, desk=Desk.APPROVER,
    due=due_in_transit, checks=receipt_checks, law=LAW, lead=lead_transit,
    held="接收（退回、补开）日期", button="登记", returns=False,
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
        _EXPIRES,
    ),
)  # fmt: skip
_REST = (_OUT_COMMITTEE, _IN_COMMITTEE, _IN_BRANCH, _RECEIPT)


TRANSFER = Procedure(
    code="transfer", name="组织关系转接", phases=PHASES, steps=(_out_branch(whole=False), *_REST),
    view=Can.VIEW, keep=Can.HANDLE, law=LAW, icon="arrow-left-right",
)  # fmt: skip
WHOLE = Procedure(
    code="transfer_whole", name="整建制转接", phases=PHASES,
    steps=(_out_branch(whole=True), *_REST), view=Can.VIEW, keep=Can.HANDLE, law=LAW,
    icon="arrow-left-right",
)  # fmt: skip
