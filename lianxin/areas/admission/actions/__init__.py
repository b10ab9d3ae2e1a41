"""Verbs of admission: receiving an application, taking in, converting, planning."""

from lianxin.areas.admission.actions.outcomes import cancel_probation, convert, take_in
from lianxin.areas.admission.actions.planning import set_plan
from lianxin.areas.admission.actions.receiving import receive_application

__all__ = ["cancel_probation", "convert", "receive_application", "set_plan", "take_in"]
