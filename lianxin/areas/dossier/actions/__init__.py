"""Verbs of members' files."""

from lianxin.areas.dossier.actions.batches import Line, record_all, revert_all
from lianxin.areas.dossier.actions.confirming import (
    call_for_confirmation,
    confirm_data,
    confirm_for_member,
    remind_to_confirm,
)
from lianxin.areas.dossier.actions.corrections import (
    accept_corrections,
    decline_corrections,
    propose_correction,
    withdraw_correction,
)
from lianxin.areas.dossier.actions.discipline import lift_note, note_discipline, reply_to_note
from lianxin.areas.dossier.actions.documents import file_document, open_document
from lianxin.areas.dossier.actions.openings import (
    export_dossier,
    open_dossier,
    open_sealed,
    show_proposed,
)
from lianxin.areas.dossier.actions.recording import (
    Entry,
    record_appraisal,
    record_award,
    record_help,
    record_training,
    strike_item,
)

__all__ = [
    "Entry",
    "Line",
    "accept_corrections",
    "call_for_confirmation",
    "confirm_data",
    "confirm_for_member",
    "decline_corrections",
    "export_dossier",
    "file_document",
    "lift_note",
    "note_discipline",
    "open_document",
    "open_dossier",
    "open_sealed",
    "propose_correction",
    "record_all",
    "record_appraisal",
    "record_award",
    "record_help",
    "record_training",
    "remind_to_confirm",
    "reply_to_note",
    "revert_all",
    "show_proposed",
    "strike_item",
    "withdraw_correction",
]
