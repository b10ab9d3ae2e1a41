from lianxin.areas.transfers.actions.asking import (
    Brought,
    Wish,
    apply_for_transfer,
    decline_application,
    note_arrival,
    register_arrival,
    withdraw_application,
)
from lianxin.areas.transfers.actions.floating import (
    Away,
    Talk,
    amend_floating,
    end_floating,
    log_contact,
    register_inflow,
    register_outflow,
    report_in,
)
from lianxin.areas.transfers.actions.letters import LETTER as LETTER_PAPER
from lianxin.areas.transfers.actions.letters import RECEIPT as RECEIPT_PAPER
from lianxin.areas.transfers.actions.letters import (
    Wording,
    issue_letter,
    issue_receipt,
    use_letter,
    void_letters,
)
from lianxin.areas.transfers.actions.membership import (
    Opening,
    begin_removal,
    begin_restore,
    begin_stop,
)
from lianxin.areas.transfers.actions.moving import (
    Target,
    begin_transfer,
    begin_whole,
)
from lianxin.areas.transfers.actions.sweeping import (
    end_matters_of,
    expire_letters,
    remind_of_contacts,
    remind_of_letters,
    settle,
    settle_floating,
)

__all__ = [
    "LETTER_PAPER",
    "RECEIPT_PAPER",
    "Away",
    "Brought",
    "Opening",
    "Talk",
    "Target",
    "Wish",
    "Wording",
    "amend_floating",
    "apply_for_transfer",
    "begin_removal",
    "begin_restore",
    "begin_stop",
    "begin_transfer",
    "begin_whole",
    "decline_application",
    "end_floating",
    "end_matters_of",
    "expire_letters",
    "issue_letter",
    "issue_receipt",
    "log_contact",
    "note_arrival",
    "register_arrival",
    "register_inflow",
    "register_outflow",
    "remind_of_contacts",
    "remind_of_letters",
    "report_in",
    "settle",
    "settle_floating",
    "use_letter",
    "void_letters",
    "withdraw_application",
]
