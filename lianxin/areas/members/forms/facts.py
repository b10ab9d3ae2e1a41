"""The form of a member's particulars, made from the table of fields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.areas.members import actions, catalogue, queries
from lianxin.areas.members.catalogue import FIELDS, GROUPS, Field, Kind, Problem, mask
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets.reading.cells.identity import read_id_number
from lianxin.foundation.spreadsheets.reading.cells.phones import read_phone
from lianxin.foundation.spreadsheets.reading.cells.texts import read_name
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Reading, Wrong
from lianxin.foundation.ui.forms import CodeField, MoneyField, PartialDateField, PhoneInput

ALWAYS_SEEN = ("identity", "party", "contact")


class CellField(forms.CharField):
    """Text that is read as a cell of a sheet is: the same forgiveness, the same sentences."""

    def __init__(self, read: Callable[[str, Column], Reading], **given: Any) -> None:
        self.read = read
        super().__init__(**given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return self.read(text, Column(key="", label=str(self.label))).value
        except Wrong as wrong:
            raise forms.ValidationError(wrong.issue.sentence, code=wrong.issue.code) from wrong


class PartialField(PartialDateField):
    """A partial date as the roll keeps it."""

    def clean(self, value: Any) -> Partial | None:
        text = super().clean(value)
        return Partial.of(text) if text else None


def _identity(text: str, column: Column) -> Reading:
    return read_id_number(text, column, localdate())


def _text(field: Field, **given: Any) -> forms.Field:
    return forms.CharField(max_length=field.most, **given)


MAKERS: Mapping[Kind, Callable[..., forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG: lambda field, **given: forms.CharField(
        max_length=field.most, widget=forms.Textarea({"rows": 3}), **given
    ),
    Kind.NAME: lambda field, **given: CellField(read_name, max_length=field.most, **given),
    Kind.CODE: lambda field, **given: CodeField(list(field.codes.items()), **given),
    Kind.DATE: lambda field, **given: PartialField(**given),
    Kind.FLAG: lambda field, **given: forms.BooleanField(**given),
    Kind.PHONE: lambda field, **given: CellField(read_phone, widget=PhoneInput(), **given),
    Kind.IDENTITY: lambda field, **given: CellField(
        _identity, widget=forms.TextInput({"autocomplete": "off", "maxlength": 24}), **given
    ),
    Kind.MONEY: lambda field, **given: MoneyField(**given),
    Kind.MONTHS: lambda field, **given: forms.IntegerField(
        min_value=-1200, max_value=1200, **given
    ),
}
REQUIRED = ("name", "category")


class FactsForm(forms.Form):
    """Everything declared of a member; contradictions show at their field, doubts ask once."""

    confirmed = forms.BooleanField(
        required=False, label="我已核对，仍按填写的内容保存", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        self.unit = unit
        self.doubts: list[Problem] = []
        for field in FIELDS.values():
            self.fields[field.key] = MAKERS[field.kind](
                field,
                label=field.label,
                help_text=field.hint,
                required=field.key in REQUIRED,
            )

        self.fields["id_number"].widget.attrs |= {
            "hx-post": reverse("members:number", args=[unit.pk]),
            "hx-trigger": "change",
            "hx-target": "#from-number",
            "hx-swap": "innerHTML",
        }

    def groups(self) -> Iterator[tuple[str, str, Sequence[BoundField], bool]]:
        """Key, title and fields of each group, and whether it is open from the start."""
        for key, title in GROUPS.items():
            fields = [self[field.key] for field in FIELDS.values() if field.group == key]
            is_open = key in ALWAYS_SEEN or any(field.errors for field in fields)
            yield key, title, fields, is_open

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        cleaned |= catalogue.filled(self._whole(cleaned))
        for problem in catalogue.contradictions(self._whole(cleaned), today=localdate()):
            if problem.is_error:
                self.add_error(problem.key, problem.sentence)
            else:
                self.doubts.append(problem)
        self.doubts += self._further_doubts(cleaned)
        if self.doubts and not self.errors and not cleaned.get("confirmed"):
            raise forms.ValidationError("请核对下面提示的内容，确认无误后再次保存。", code="doubt")
        return cleaned

    def _whole(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return actions.complete({key: value for key, value in cleaned.items() if key in FIELDS})

    def _further_doubts(self, cleaned: Mapping[str, Any]) -> list[Problem]:
        return []

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        return {key: value for key, value in self.cleaned_data.items() if key in FIELDS}


class AdmitForm(FactsForm):
    """A person to be entered on the roll of `unit`."""

    def _further_doubts(self, cleaned: Mapping[str, Any]) -> list[Problem]:
        alike = queries.namesakes([cleaned["name"]], path=self.unit.path)
        return [
            Problem(
                key="name",
                sentence=f"{member.unit.short_name}的名册上已有同名的{member.name}，"
                "请确认不是同一人。",
                is_error=False,
            )
            for member in alike[:3]
        ]


class AmendForm(FactsForm):
    """Particulars to be corrected. Masked fields stay empty unless a new value is typed."""

    forget = forms.MultipleChoiceField(
        required=False, label="需要清空的敏感信息", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, member: Member, **given: Any) -> None:
        self.member = member
        known = member.facts()
        initial = {
            key: str(value) if isinstance(value, Partial) else value
            for key, value in known.items()
            if key in FIELDS and not FIELDS[key].is_sensitive
        }
        super().__init__(*args, unit=member.unit, initial=initial, **given)
        held = [key for key in catalogue.SENSITIVE if known[key]]
        for key in held:
            shown = mask(key, known[key])
            self.fields[key].help_text = f"已登记：{shown}。不修改请留空。"
        forget = self.fields["forget"]
        if isinstance(forget, forms.MultipleChoiceField):
            forget.choices = [(key, FIELDS[key].label) for key in held]

    def _whole(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        return actions.complete(self._kept() | self._given(cleaned))

    def _kept(self) -> dict[str, Any]:
        return {key: self.member.value(key) for key in FIELDS}

    def _given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed; an empty masked field says nothing unless it is to be forgotten."""
        forgotten = cleaned.get("forget") or []
        given = {
            key: value
            for key, value in cleaned.items()
            if key in FIELDS and (value or not FIELDS[key].is_sensitive)
        }
        return given | dict.fromkeys(forgotten, "")

    def facts(self) -> dict[str, Any]:
        return self._given(self.cleaned_data)


class NumberForm(forms.Form):
    """An identity number on its own, to be read while the rest is typed."""

    id_number = CellField(_identity, label="公民身份证号", required=False)
