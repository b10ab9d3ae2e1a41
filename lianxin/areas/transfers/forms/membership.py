"""What people type to begin a matter that may take membership away or give it back."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.transfers.actions import Opening
from lianxin.areas.transfers.catalogue.codes import REMOVALS, STOPS
from lianxin.foundation.ui.forms import DateInput

#: Grounds of which the day from which the time counts must be told.
NEEDS_A_DAY = frozenset({"settled", "overdue", "dropped"})


class OpeningForm(forms.Form):
    on = forms.DateField(
        label="提出日期", widget=DateInput(), initial=localdate, help_text="补录的填当时的日期"
    )

    def opening(self) -> Opening:
        return Opening(**self.cleaned_data)


class GroundForm(OpeningForm):
    ground = forms.ChoiceField(label="情形")
    since = forms.DateField(label="起算日期", widget=DateInput(), required=False)

    field_order = ("ground", "since", "on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ground") in NEEDS_A_DAY and not cleaned.get("since"):
            self.add_error("since", "这种情形请写明起算日期。")
        return cleaned


class StopForm(GroundForm):
    ground = forms.ChoiceField(label="情形", choices=list(STOPS.items()))
    since = forms.DateField(
        label="出国（境）日期", widget=DateInput(), required=False,
        help_text="失去联系的不填，按名册上登记的失去联系日期计算",
    )  # fmt: skip


class RemovalForm(GroundForm):
    ground = forms.ChoiceField(label="情形", choices=list(REMOVALS.items()))
    since = forms.DateField(
        label="起算日期", widget=DateInput(), required=False,
        help_text="自行脱党的，填从哪一天起不参加组织生活、不交党费或不做工作",
    )  # fmt: skip
