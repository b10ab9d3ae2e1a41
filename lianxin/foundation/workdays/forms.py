"""What people may type about days; forms validate and never save."""

from datetime import date, timedelta
from typing import Any

from django import forms

from lianxin.foundation.ui.forms import DateInput, OptionCards
from lianxin.foundation.workdays.actions import LONGEST
from lianxin.foundation.workdays.catalogue import Day

FREE, WORKS = "free", "works"


class DaysForm(forms.Form):
    """One day, or a span of days, made free or working."""

    first = forms.DateField(label="日期", widget=DateInput)
    last = forms.DateField(
        label="到哪一天", widget=DateInput, required=False, help_text="只调整一天的，不用填。"
    )
    what = forms.ChoiceField(
        label="这些天",
        widget=OptionCards,
        choices=[(FREE, "放假\n不计入工作日"), (WORKS, "上班\n计入工作日，例如调休")],
    )
    name = forms.CharField(
        label="名称", max_length=40, help_text="例如“国庆节”“国庆节调休上班”，期限说明里会写到。"
    )
    document = forms.CharField(
        label="依据文号", max_length=80, help_text="例如“国办发明电〔2026〕12 号”。"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and not first <= last < first + timedelta(days=LONGEST):
            self.add_error("last", f"结束日期要在开始日期之后，一次最多 {LONGEST} 天。")
        return given

    def days(self) -> list[Day]:
        given = self.cleaned_data
        first: date = given["first"]
        span = ((given["last"] or first) - first).days + 1
        return [
            Day(
                on=first + timedelta(days=step),
                works=given["what"] == WORKS,
                name=given["name"].strip(),
            )
            for step in range(span)
        ]


class ConfirmForm(forms.Form):
    """The notice a year was compared with."""

    document = forms.CharField(
        label="放假通知文号", max_length=80, help_text="例如“国办发明电〔2026〕12 号”。"
    )


class CountForm(forms.Form):
    """From a day, so many working days."""

    start = forms.DateField(label="从这一天起", widget=DateInput)
    count = forms.IntegerField(
        label="工作日数",
        min_value=1,
        max_value=500,
        error_messages={
            "min_value": "请填写 1 到 500 之间的数。",
            "max_value": "请填写 1 到 500 之间的数。",
        },
    )

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if not 2004 <= start.year <= 2100:
            raise forms.ValidationError("请填写 2004 年以后的日期。")
        return start
