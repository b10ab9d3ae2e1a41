from lianxin.foundation.spreadsheets.actions.applying import apply, apply_good, apply_whole
from lianxin.foundation.spreadsheets.actions.checking import check
from lianxin.foundation.spreadsheets.actions.fixing import decide, fix_cell, replace_all
from lianxin.foundation.spreadsheets.actions.handing import hand_back
from lianxin.foundation.spreadsheets.actions.mapping import choose_tab, map_columns
from lianxin.foundation.spreadsheets.actions.undoing import discard, forget, take_back, undo
from lianxin.foundation.spreadsheets.actions.upload import upload
from lianxin.foundation.spreadsheets.actions.work import carry_on, resume

__all__ = [
    "apply",
    "apply_good",
    "apply_whole",
    "carry_on",
    "check",
    "choose_tab",
    "decide",
    "discard",
    "fix_cell",
    "forget",
    "hand_back",
    "map_columns",
    "replace_all",
    "resume",
    "take_back",
    "undo",
    "upload",
]
