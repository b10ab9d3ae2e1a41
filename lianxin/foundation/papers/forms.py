"""What people may type about papers."""

from django import forms


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="作废原因",
        min_length=2,
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="例如：姓名写错，已重新开具。登记簿上会一直显示。",
    )


class SeriesForm(forms.Form):
    word = forms.CharField(
        label="机关代字", max_length=12, help_text="写在年份前面的几个字，例如“港党”“港一支”。"
    )
    last = forms.IntegerField(
        label="本年已用到第几号",
        min_value=0,
        max_value=99_999,
        initial=0,
        help_text="还没有编过就填 0；纸面上编过的，接着往下编。",
    )
