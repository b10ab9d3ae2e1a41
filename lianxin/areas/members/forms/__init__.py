"""What people may type."""

from lianxin.areas.members.forms.deeds import (
    AffiliateForm,
    EndForm,
    ExcuseForm,
    ExportForm,
    LeaveForm,
    LookForm,
    MoveForm,
    PhotoForm,
    PhotoReasonForm,
    RestoreForm,
    SuspendForm,
    ViewForm,
)
from lianxin.areas.members.forms.facts import AdmitForm, AmendForm, NumberForm

__all__ = [
    "AdmitForm",
    "AffiliateForm",
    "AmendForm",
    "EndForm",
    "ExcuseForm",
    "ExportForm",
    "LeaveForm",
    "LookForm",
    "MoveForm",
    "NumberForm",
    "PhotoForm",
    "PhotoReasonForm",
    "RestoreForm",
    "SuspendForm",
    "ViewForm",
]
