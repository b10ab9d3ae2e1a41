"""What people type about floating members."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.members.forms.deeds import DayField, DeedForm, UnitField
from lianxin.areas.transfers.actions import Away, Talk
from lianxin.areas.transfers.catalogue.codes import CONTACTS, FLOAT_ENDS, FLOATS
from lianxin.areas.transfers.models import Floating
from lianxin.foundation.ui.forms import DateInput, PhoneInput

ACTIVE = frozenset({"branch", "joint", "mobile"})


class AwayForm(DeedForm):
    """Where one of ours went."""

    cause = forms.ChoiceField(label="流动原因", choices=list(FLOATS.items()))
    since = DayField(label="外出日期")
    whereabouts = forms.CharField(
        label="外出流向", max_length=100, help_text="填到省、市、县；出国（境）的填国家或地区"
    )
    host = UnitField(
        label="流入地党支部（本系统）",
        required=False,
        help_text="已在本系统某个党支部参加活动的，选这个支部",
    )
    host_name = forms.CharField(
        label="流入地党组织（系统外）",
        max_length=120,
        required=False,
        help_text="已纳入流入地党组织的，填全称",
    )
    certificate = forms.CharField(label="流动党员活动证编号", max_length=40, required=False)
    contact = forms.CharField(
        label="联系人", max_length=60, required=False, help_text="支部负责联系的党员，或家属"
    )
    phone = forms.CharField(label="联系方式", max_length=20, required=False, widget=PhoneInput())

    def clean_host(self) -> Any:
        host = self.cleaned_data.get("host")
        if host is not None and host.kind not in ACTIVE:
            raise forms.ValidationError("请选择具体的党支部或流动党员党支部。")
        return host

    def away(self) -> Away:
        return Away(**self.cleaned_data)


class ComeForm(AwayForm):
    """Who came from elsewhere."""

    host = None  # type: ignore[assignment]
    host_name = None  # type: ignore[assignment]
    name = forms.CharField(label="姓名", max_length=60)
    home = forms.CharField(
        label="流出地党组织", max_length=120, help_text="正式组织关系所在党支部全称"
    )

    field_order = ("name", "home", "cause", "since", "whereabouts")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["since"].label = "流入日期"
        self.fields["whereabouts"].label = "现工作、居住地"
        self.fields["whereabouts"].help_text = ""
        self.fields["contact"].help_text = "流出地党支部的联系人"

    def away(self) -> Away:
        return Away(**{key: value for key, value in self.cleaned_data.items() if key != "name"})


KEPT = ("cause", "since", "whereabouts", "home", "host_name", "certificate", "contact", "phone")


class AmendForm(AwayForm):
    """What is known already, to be corrected; the host branch here changes by a new entry."""

    host = None  # type: ignore[assignment]
    home = forms.CharField(label="流出地党组织", max_length=120)

    def __init__(self, *args: Any, floating: Floating, **given: Any) -> None:
        first = {key: getattr(floating, key) for key in KEPT}
        super().__init__(*args, **{"initial": first, **given})
        del self.fields["home" if floating.is_out else "host_name"]


class TalkForm(forms.Form):
    on = forms.DateField(label="联系日期", widget=DateInput(), initial=localdate)
    how = forms.ChoiceField(label="方式", choices=list(CONTACTS.items()))
    note = forms.CharField(
        label="联系情况", max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="思想、工作、生活情况，参加组织生活和交纳党费情况",
    )  # fmt: skip

    def talk(self) -> Talk:
        return Talk(**self.cleaned_data)


class EndForm(forms.Form):
    reason = forms.ChoiceField(label="结束原因", choices=list(FLOAT_ENDS.items()))
    on = forms.DateField(label="日期", widget=DateInput(), initial=localdate)


class ReportForm(forms.Form):
    note = forms.CharField(
        label="近况", max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="在哪里、工作和学习情况、有没有困难",
    )  # fmt: skip
