"""How forms are drawn, and the fields every area needs: parts of dates, money, phones, files."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import django
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer, EngineMixin
from django.http import HttpRequest, QueryDict
from django.template.backends.django import DjangoTemplates
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from lianxin.foundation.core.days import month_kept
from lianxin.foundation.ui import formats

# What Django would say in general words, said so that one knows what to do.
SAID: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "请填写这一项。"},
    forms.ChoiceField: {
        "required": "请选择一项。",
        "invalid_choice": "选项“%(value)s”不在列表里，请重新选择。",
    },
    forms.MultipleChoiceField: {
        "required": "请至少选择一项。",
        "invalid_choice": "选项“%(value)s”不在列表里，请重新选择。",
    },
    forms.BooleanField: {"required": "请勾选确认。"},
    forms.FileField: {"required": "请选择文件。", "empty": "这个文件是空的，请换一个。"},
    forms.DateField: {"invalid": "请填写日期，例如 2026-12-06。"},
    forms.TimeField: {"invalid": "请填写时间，例如 14:30。"},
    forms.DateTimeField: {"invalid": "请填写日期和时间，例如 2026-12-06 14:30。"},
    forms.IntegerField: {"invalid": "请填写整数。"},
}


def speak_plainly() -> None:
    """Called once when the app is ready: forms everywhere use these sentences."""
    for field, sentences in SAID.items():
        field.default_error_messages = {
            **vars(field).get("default_error_messages", {}),
            **sentences,
        }


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


class Renderer(EngineMixin, BaseRenderer):
    """Draws forms with the house's parts: widgets from Django, everything around them ours."""

    backend = DjangoTemplates
    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [Path(django.__file__).parent / "forms" / "templates"],
                "NAME": "forms",
                "OPTIONS": {"builtins": ["lianxin.foundation.ui.templatetags.ui"]},
            }
        )


# ---- widgets --------------------------------------------------------------------------------


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MonthInput(forms.TextInput):
    """The browser's own choice of a month; a line of text where it has none."""

    input_type = "month"


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class PhoneInput(forms.TextInput):
    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "tel", "autocomplete": "tel", **(attrs or {})})


class OptionCards(forms.RadioSelect):
    """Radio buttons as cards; a choice's label may carry a second line after a newline."""

    template_name = "ui/widgets/option_cards.html"


class OptionList(forms.CheckboxSelectMultiple):
    """Checkboxes as cards."""

    template_name = "ui/widgets/option_cards.html"


class MoneyInput(forms.TextInput):
    """Typed in yuan; the field turns it into fen."""

    template_name = "ui/widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Fen from the house are shown in yuan; what was typed stays as it was typed."""
        if isinstance(value, int):
            return f"{Decimal(value) / 100:.2f}"
        return None if value is None else str(value)


class FileDrop(forms.FileInput):
    """A place to drop a file; without JavaScript a plain file field in a frame."""

    template_name = "ui/widgets/file_drop.html"

    def __init__(
        self, accept: Sequence[str] = (), most_bytes: int = 20 * 2**20, say: str = ""
    ) -> None:
        super().__init__({"accept": ",".join(accept)} if accept else {})
        self.most_bytes = most_bytes
        self.say = say or f"不超过 {formats.size(most_bytes)}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"most_bytes": self.most_bytes, "say": self.say}
        return context


class Picker(forms.TextInput):
    """One person or unit found by typing; `url` answers ?q= with JSON (see README)."""

    template_name = "ui/widgets/picker.html"

    def __init__(self, url: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url = url
        self.shown = ""
        self.named: Callable[[str], str] | None = None  # the name of what was chosen, by its value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = self.shown
        if not shown and value and self.named is not None:
            shown = self.named(str(value))
        context["widget"] |= {"url": str(self.url), "shown": shown}
        return context


class PartialDateInput(forms.Widget):
    """Year, month and day, of which month and day may stay open."""

    template_name = "ui/widgets/partial_date.html"
    use_fieldset = True

    def __init__(
        self, years: Sequence[int] = (), *, day: bool = True, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.years = years
        self.day = day

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = [*str(value or "").split("-"), "", "", ""][:3]
        units = (("year", "年", self.years), ("month", "月", range(1, 13)))
        days = (("day", "日", range(1, 32)),) if self.day else ()
        context["widget"]["selects"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "unit": unit,
                "chosen": int(chosen) if chosen.isdigit() else None,
                "choices": choices,
                "typed": part == "year" and not self.years,
            }
            for (part, unit, choices), chosen in zip((*units, *days), known, strict=False)
        ]
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str | None:
        if name in data:
            return str(data[name])
        year, month, day = (str(data.get(f"{name}_{p}", "")) for p in ("year", "month", "day"))
        if not (year or month or day):
            return None
        steps = [year, month.zfill(2) if month else "", day.zfill(2) if day else ""]
        return "-".join(steps).rstrip("-")

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and f"{name}_year" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_year" if id_ else id_


# ---- fields ---------------------------------------------------------------------------------


class PartialDateField(forms.Field):
    """A date that may be known only in part: "1998", "1998-07" or "1998-07-01"."""

    widget = PartialDateInput
    default_error_messages = {
        "invalid": "请填写年份，例如 1998；月和日不清楚可以留空。",
        "gap": "填了日期，请把月份也填上。",
        "day": "%(year)s 年 %(month)s 月没有 %(day)s 日，请核对。",
    }

    def __init__(self, *, earliest: int = 1900, latest: int = 2100, **given: Any) -> None:
        super().__init__(**given)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> str:
        if not value:
            return ""
        found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}|)(?:-(\d{1,2}))?)?", str(value).strip())
        if not found or not self.earliest <= int(found[1]) <= self.latest:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        year, month, day = found[1], found[2] or "", found[3] or ""
        if day and not month:
            raise ValidationError(self.error_messages["gap"], code="gap")
        self._check_day(year, month, day)
        return "-".join(step.zfill(2) for step in (year, month, day) if step)

    def _check_day(self, year: str, month: str, day: str) -> None:
        if month and not 1 <= int(month) <= 12:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if day and not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
            raise ValidationError(
                self.error_messages["day"],
                code="day",
                params={"year": int(year), "month": int(month), "day": int(day)},
            )


class MoneyField(forms.DecimalField):
    """Typed in yuan with at most two places, kept in fen as an integer."""

    widget = MoneyInput
    default_error_messages = {
        "invalid": "请填写金额，例如 24.50。",
        "max_decimal_places": "金额最多两位小数，请核对。",
        "min_value": "金额不能小于 0。",
    }

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"decimal_places": 2, "max_digits": 14, "min_value": 0, **given})

    def clean(self, value: Any) -> int | None:
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        yuan = Decimal(initial) / 100 if isinstance(initial, int) else initial
        return super().has_changed(yuan, data)


class MonthField(forms.CharField):
    """A month, kept as 2026-10; 2026.10, 2026/10 and 2026年10月 are understood."""

    widget = MonthInput
    default_error_messages = {"invalid": "请按“年-月”填写，例如 2026-07。"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        kept = month_kept(text)
        if text and not kept:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return kept


class PhoneField(forms.CharField):
    """A mainland mobile number; spaces, dashes and +86 are forgiven."""

    widget = PhoneInput
    default_error_messages = {"invalid": "请填写 11 位手机号码，例如 13800000000。"}

    def to_python(self, value: Any) -> str:
        digits = re.sub(r"[\s\-]", "", str(super().to_python(value) or ""))
        digits = re.sub(r"^(?:\+?86)(?=1\d{10}$)", "", digits)
        if digits and not re.fullmatch(r"1[3-9]\d{9}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits


class CodeField(forms.ChoiceField):
    """A choice from a code list, with an open first line for "not said"."""

    def __init__(
        self, codes: Sequence[tuple[str, str]], *, nothing: str = "请选择", **given: Any
    ) -> None:
        super().__init__(choices=[("", nothing), *codes], **given)
