from django import forms
from django.db.models import Q

from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import DateInput
from lianxin.overview.audit.queries import Asked, labels


class AskForm(forms.Form):
    """What a reader of the record looks for; it stands in the address of the page."""

    who = forms.CharField(label="操作人", required=False, max_length=150)
    event = forms.ChoiceField(label="事项", required=False)
    unit = forms.CharField(label="组织（含下级）", required=False, max_length=120)
    from_on = forms.DateField(label="自", required=False, widget=DateInput)
    until_on = forms.DateField(label="至", required=False, widget=DateInput)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = sorted(labels().items(), key=lambda pair: pair[1])
        self.fields["event"].choices = [("", "全部事项"), *choices]  # type: ignore[attr-defined]
        self.fields["who"].widget.attrs["placeholder"] = "姓名或用户名"
        self.fields["unit"].widget.attrs["placeholder"] = "名称、简称或代码"

    def clean_unit(self) -> Unit | None:
        said = self.cleaned_data["unit"].strip()
        if not said:
            return None
        found = Unit.objects.filter(Q(name=said) | Q(short_name=said) | Q(code=said)).order_by(
            "path"
        )
        unit = found.first()
        if unit is None:
            raise forms.ValidationError("没有名称、简称或代码与此完全相同的组织，请核对。")
        return unit

    def clean(self) -> None:
        from_on, until_on = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if from_on and until_on and until_on < from_on:
            self.add_error("until_on", "截止日期早于起始日期，请调换。")

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)
