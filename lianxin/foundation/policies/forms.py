"""What people may type about rules; forms validate and never save."""

from datetime import date
from typing import Any

from django import forms

from lianxin.foundation.policies.actions import Setting
from lianxin.foundation.policies.catalogue import Rule, Stricter
from lianxin.foundation.ui.forms import DateInput

MOST = 10_000


class SettingForm(forms.Form):
    """A number stricter than the one that holds here now."""

    value = forms.IntegerField(label="本级规定", min_value=0, max_value=MOST)
    document = forms.CharField(
        label="文号", max_length=80, help_text="例如“东港委组〔2026〕5 号”，或者作出决定的会议。"
    )
    since = forms.DateField(label="执行日期", widget=DateInput)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, rule: Rule, above: int, *given: Any, **more: Any) -> None:
        """`above` is what holds without the unit: the nation's number, or that of a unit above."""
        super().__init__(*given, **more)
        self.rule = rule
        if rule.is_switch:
            self.fields["value"].widget = forms.HiddenInput()
            self.fields["value"].initial = 1
            return
        word = "多于" if rule.stricter is Stricter.MORE else "少于"
        measure = f"（{rule.measure}）" if rule.measure else ""
        self.fields["value"].label = f"本级规定{measure}"
        self.fields["value"].help_text = f"要{word}全国或上级规定的 {rule.amount(above)}。"

    def setting(self) -> Setting:
        given = self.cleaned_data
        return Setting(
            code=self.rule.code,
            value=given["value"],
            document=given["document"],
            since=given["since"],
            note=given["note"],
        )


class EndForm(forms.Form):
    """From which day a local rule no longer holds."""

    on = forms.DateField(label="停止日期", widget=DateInput)
    document = forms.CharField(
        label="停止依据", max_length=80, help_text="文号，或者作出决定的会议。"
    )

    def end(self) -> tuple[date, str]:
        return self.cleaned_data["on"], self.cleaned_data["document"]
