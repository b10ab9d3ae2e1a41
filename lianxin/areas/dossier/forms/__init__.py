from lianxin.areas.dossier.forms.corrections import (
    CallForm,
    ConfirmForForm,
    DeclineForm,
    ProposeForm,
)
from lianxin.areas.dossier.forms.items import (
    ExportForm,
    ItemForm,
    LiftForm,
    PurposeForm,
    ReplyForm,
    StrikeForm,
    item_form,
)

__all__ = [
    "CallForm",
    "ConfirmForForm",
    "DeclineForm",
    "ExportForm",
    "ItemForm",
    "LiftForm",
    "ProposeForm",
    "PurposeForm",
    "ReplyForm",
    "StrikeForm",
    "item_form",
]
