"""What people type to move, restore, excuse, look, save and export."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.timezone import localdate

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.catalogue import FIELDS
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.files.forms import FilesField
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import DateInput, Picker

UNITS = reverse_lazy("organisation:search")


class UnitField(forms.Field):
    """A unit found by typing, among those the actor sees."""

    widget = Picker
    default_error_messages = {
        "required": "请选择党支部。",
        "unknown": "没有找到这个组织，请重新选择。",
    }

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.by = Actor.nameless()

    def asks(self, url: str, chosen: Unit | None) -> None:
        """Where the picker looks units up, and the name of the one it begins with."""
        picker = self.widget
        if isinstance(picker, Picker):
            picker.url, picker.shown = url, chosen.short_name if chosen else ""

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Unit) else value

    def to_python(self, value: Any) -> Unit | None:
        if not value:
            return None
        found = Unit.objects.visible_to(self.by).filter(pk=value) if str(value).isdigit() else None
        unit = found.first() if found is not None else None
        if unit is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return unit


class DayField(forms.DateField):
    def __init__(self, **given: Any) -> None:
        super().__init__(**{"widget": DateInput(), "initial": localdate, **given})


class DeedForm(forms.Form):
    """A form filled in by an actor, so that pickers know what he sees."""

    def __init__(self, *args: Any, by: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, field in self.fields.items():
            if isinstance(field, UnitField):
                field.by = by
                field.asks(str(UNITS), self.initial.get(name))


class MoveForm(DeedForm):
    to = UnitField(label="调整到的党支部")
    on = DayField(label="调整日期")
    document = forms.CharField(label="批准文号或依据", max_length=80, required=False)


class LeaveForm(DeedForm):
    reason = forms.ChoiceField(label="离开原因", choices=list(catalogue.LEAVE_REASONS.items()))
    on = DayField(label="日期")
    document = forms.CharField(
        label="批准文号", max_length=80, required=False, help_text="除名、劝退、开除党籍等必须填写"
    )
    to = forms.CharField(
        label="转往组织", max_length=120, required=False, help_text="转出时填写接收党组织全称"
    )


class SuspendForm(DeedForm):
    on = DayField(label="停止党籍日期")
    document = forms.CharField(label="批准文号", max_length=80)


class RestoreForm(DeedForm):
    unit = UnitField(label="恢复到的党支部")
    on = DayField(label="恢复日期")
    document = forms.CharField(label="批准文号或说明", max_length=80)


class AffiliateForm(DeedForm):
    kind = forms.ChoiceField(
        label="关系类别",
        choices=[(k, v) for k, v in catalogue.AFFILIATIONS.items() if k != catalogue.FORMAL],
    )
    unit = UnitField(label="参加活动的组织")
    on = DayField(label="开始日期")
    note = forms.CharField(label="说明", max_length=200, required=False)


class EndForm(DeedForm):
    on = DayField(label="结束日期")


class ExcuseForm(DeedForm):
    reason = forms.CharField(
        label="原因", max_length=200, help_text="年老体弱、长期患病等，由支部讨论决定"
    )
    document = forms.CharField(
        label="支部决定", max_length=80, help_text="文号，或作出决定的会议日期"
    )
    on = DayField(label="决定日期")


class LookForm(forms.Form):
    purpose = forms.CharField(
        label="查看用途",
        min_length=4,
        max_length=200,
        help_text="本人可以看到谁在何时为何查看。",
        widget=forms.TextInput({"data-focus": ""}),
        error_messages={"min_length": "请写明用途，至少 4 个字。"},
    )


class PhotoForm(forms.Form):
    photo = FilesField(most=1, say="JPG、PNG 或 WebP 图片，至少 240×320", label="照片")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["photo"].widget.attrs["accept"] = ".jpg,.jpeg,.png,.webp"


class PhotoReasonForm(forms.Form):
    reason = forms.CharField(label="移除原因", max_length=200)


class ViewForm(forms.Form):
    name = forms.CharField(label="视图名称", max_length=20)
    shared = forms.BooleanField(label="共享给本组织及下级的名册管理人员", required=False)


class ExportForm(forms.Form):
    """What to take out of the house, and why."""

    fields_wanted = forms.MultipleChoiceField(
        label="导出字段",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个字段。"},
    )
    purpose = forms.CharField(
        label="导出用途",
        min_length=4,
        max_length=200,
        help_text="记入审计，并印在表格的页眉页脚和背景上。",
        error_messages={"min_length": "请写明用途，至少 4 个字。"},
    )
    unmasked = forms.BooleanField(
        label="导出完整的敏感信息（身份证号、电话、住址等不打码）",
        required=False,
        help_text="仅在确有必要时选择，用途须写明理由（至少 10 个字）。",
    )

    ALWAYS = (
        "name", "gender", "born_on", "ethnicity", "category", "joined_on", "full_on",
        "education", "job", "workplace", "phone",
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **{"initial": {"fields_wanted": self.ALWAYS}, **given})
        open_to = rules.openness(by, at=unit) | {catalogue.Openness.SENSITIVE}
        wanted = self.fields["fields_wanted"]
        if isinstance(wanted, forms.MultipleChoiceField):
            wanted.choices = [
                (field.key, field.label) for field in FIELDS.values() if field.openness in open_to
            ]
        if not rules.may_show_sensitive(by, at=unit):
            del self.fields["unmasked"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("unmasked") and len(cleaned.get("purpose", "").strip()) < 10:
            self.add_error("purpose", "导出完整敏感信息须写明理由，至少 10 个字。")
        return cleaned
