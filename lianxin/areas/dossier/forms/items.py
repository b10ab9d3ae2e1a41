"""Forms of items, made from the table of kinds."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.dossier.actions import Entry
from lianxin.areas.dossier.catalogue import (
    DOCUMENT,
    KINDS,
    NOTE,
    Ask,
    ItemKind,
    Shape,
    codes_of,
)
from lianxin.areas.members.catalogue.partial import DAY, Partial
from lianxin.foundation.files.forms import FilesField
from lianxin.foundation.files.looking import Handed
from lianxin.foundation.ui.forms import CodeField, DateInput, MoneyField, PartialDateField

PURPOSE = "本人可以看到谁在何时为何查看。"


class HoursField(forms.DecimalField):
    """Class hours with at most one place, kept in tenths as an integer."""

    default_error_messages = {
        "invalid": "请填写学时数，例如 8 或 7.5。",
        "max_decimal_places": "学时最多一位小数，请核对。",
        "min_value": "学时应大于 0。",
        "max_value": "一次培训不超过 999 学时，请核对。",
    }

    def __init__(self, **given: Any) -> None:
        bounds = {"min_value": Decimal("0.1"), "max_value": 999, "decimal_places": 1}
        super().__init__(**{**bounds, **given})

    def clean(self, value: Any) -> int | None:
        hours = super().clean(value)
        return None if hours is None else int(hours * 10)


MAKERS: Mapping[Shape, Callable[..., forms.Field]] = {
    Shape.TEXT: lambda ask, **given: forms.CharField(max_length=ask.most, **given),
    Shape.LONG: lambda ask, **given: forms.CharField(
        max_length=ask.most, widget=forms.Textarea({"rows": 3}), **given
    ),
    Shape.CODE: lambda ask, **given: CodeField(list(codes_of(ask).items()), **given),
    Shape.HOURS: lambda ask, **given: HoursField(**given),
    Shape.MONEY: lambda ask, **given: MoneyField(**given),
}


def field_of(ask: Ask) -> forms.Field:
    return MAKERS[ask.shape](ask, label=ask.label, help_text=ask.hint, required=ask.required)


class ItemForm(forms.Form):
    """One item of a kind: its dates, and what is asked of it."""

    def __init__(self, *args: Any, kind: ItemKind, **given: Any) -> None:
        super().__init__(*args, **given)
        self.kind = kind
        for ask in kind.asks:
            self.fields[ask.key] = field_of(ask)
        if kind.day_known:
            self.fields["on"] = forms.DateField(label=kind.on, widget=DateInput())
        else:
            self.fields["on"] = PartialDateField(
                label=kind.on, initial=localdate().isoformat(), help_text="月和日不清楚可以留空"
            )
        if kind.until:
            words = "留空则按规定计算" if kind.code == NOTE else "一天的培训可以留空"
            self.fields["until"] = forms.DateField(
                label=kind.until, widget=DateInput(), required=False, help_text=words
            )
        if kind.code == DOCUMENT:
            self.fields["scans"] = FilesField(label="扫描件", required=False)
        self.order_fields(self._order())

    def _order(self) -> list[str]:
        first, *rest = [ask.key for ask in self.kind.asks]
        return [first, "on", "until", *rest]

    def entry(self) -> Entry:
        """What the verb takes."""
        values = {ask.key: self.cleaned_data.get(ask.key) for ask in self.kind.asks}
        on = self.cleaned_data["on"]
        return Entry(
            on=Partial.of(on) if isinstance(on, str) else Partial(on, DAY),
            until=self.cleaned_data.get("until"),
            values={key: value for key, value in values.items() if value not in (None, "")},
        )

    def handed(self) -> list[Handed]:
        return self.cleaned_data.get("scans") or []


def item_form(code: str, *args: Any, **given: Any) -> ItemForm:
    return ItemForm(*args, kind=KINDS[code], **given)


class StrikeForm(forms.Form):
    reason = forms.CharField(
        label="撤销原因", min_length=4, max_length=200, help_text="原记录会保留，并标明已撤销。",
        error_messages={"min_length": "请写明原因，至少 4 个字。"},
    )  # fmt: skip


class LiftForm(forms.Form):
    on = forms.DateField(label="解除日期", widget=DateInput(), initial=localdate)
    document = forms.CharField(label="解除决定的文号或会议日期", max_length=80)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="我的说明", max_length=1000, widget=forms.Textarea({"rows": 6}),
        help_text="保存在这条记录旁边，有权查看的人会同时看到。",
    )  # fmt: skip


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label="查看用途", min_length=4, max_length=200, help_text=PURPOSE,
        widget=forms.TextInput({"data-focus": ""}),
        error_messages={"min_length": "请写明用途，至少 4 个字。"},
    )  # fmt: skip


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label="导出用途", min_length=4, max_length=200,
        help_text="印在每一页上，记入审计，本人可以看到。",
        error_messages={"min_length": "请写明用途，至少 4 个字。"},
    )  # fmt: skip
