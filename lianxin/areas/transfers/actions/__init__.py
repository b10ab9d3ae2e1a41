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
from lianxin.areas.transfers.actions.sweeping import remind_of_contacts

__all__ = [
    "Away",
    "Talk",
    "amend_floating",
    "end_floating",
    "log_contact",
    "register_inflow",
    "register_outflow",
    "remind_of_contacts",
    "report_in",
]
