"""Verbs of admission: receiving an application, taking in, planning."""

from lianxin.areas.admission.actions.outcomes import take_in
from lianxin.areas.admission.actions.planning import set_plan
from lianxin.areas.admission.actions.receiving import receive_application, take_over

__all__ = ["receive_application", "set_plan", "take_in", "take_over"]
