from lianxin.foundation.organisation.actions.amend import amend
from lianxin.foundation.organisation.actions.cells import dissolve_cell, form_cell
from lianxin.foundation.organisation.actions.close import close, merge
from lianxin.foundation.organisation.actions.establish import (
    establish,
    offer_setup,
    save_setup,
)
from lianxin.foundation.organisation.actions.found import found
from lianxin.foundation.organisation.actions.grants import give_grant, withdraw_grant
from lianxin.foundation.organisation.actions.move import move
from lianxin.foundation.organisation.actions.posts import (
    appoint,
    end_appointment,
    hand_over,
)
from lianxin.foundation.organisation.actions.rename import rename
from lianxin.foundation.organisation.actions.separating import separate_administrators
from lianxin.foundation.organisation.actions.terms import begin_term, extend_term
from lianxin.foundation.organisation.actions.tree import NoSuchPlace
from lianxin.foundation.organisation.actions.workplaces import add_workplace, end_workplace

__all__ = [
    "NoSuchPlace",
    "add_workplace",
    "amend",
    "appoint",
    "begin_term",
    "close",
    "dissolve_cell",
    "end_appointment",
    "end_workplace",
    "establish",
    "extend_term",
    "form_cell",
    "found",
    "give_grant",
    "hand_over",
    "merge",
    "move",
    "offer_setup",
    "rename",
    "save_setup",
    "separate_administrators",
    "withdraw_grant",
]
